// The paper's loss of one array, or of each layer of a network. No torch here.
#pragma once
#include <filesystem>

#include "core/run/network_request.h"

namespace studio {

/// Linear [o, i], convolution [o, i, kh, kw] or bias [o]; float64 arrays are computed in double. The gradient of the
/// loss is written in the array's type and shape where a file is named. Throws UserError.
ArrayLoss topoLossOfArray(const std::filesystem::path& weight, const TopoLossRequest& question,
                          const std::filesystem::path& gradient, int threads);

/// Of each listed layer: those of the topoloss package's JSON file where one is named, else the model's TopoLoss
/// layers. A second loss of the same layer is named "LAYER (input)" or "LAYER (bias)". Throws UserError.
ModelLosses topoLossesOfModel(const SourceRequest& source, const std::filesystem::path& losses,
                              const TopoLossRequest& question, int threads);

}  // namespace studio
