// The paper's loss as the command line asks for it: of one array, or of each layer of a network. No torch here.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/eval/source_request.h"

namespace studio {

struct TopoQuestion {
  std::string kind = "weight";                      ///< of an array: weight, input, bias
  std::optional<std::pair<double, double>> factor;  ///< default: that of the configuration, 3 x 3
  std::optional<std::string> mode;                  ///< bilinear, nearest
  bool perSlice = false;
};

struct ArrayLoss {
  std::int64_t height = 0, width = 0, depth = 0;
  double loss = 0;      ///< unscaled; NaN for weights that are not finite
  std::string warning;  ///< one sentence, of such weights; else empty
};
/// Linear [o, i], convolution [o, i, kh, kw] or bias [o]; float64 arrays are computed in double. The gradient of the
/// loss is written in the array's type and shape where a file is named. Throws UserError.
ArrayLoss topoLossOfArray(const std::filesystem::path& weight, const TopoQuestion& question,
                          const std::filesystem::path& gradient, int threads);

struct ModelLosses {
  std::vector<std::pair<std::string, double>> layers;  ///< unscaled, in the order of the list
  double mean = 0;
  std::string warning;  ///< one sentence, of weights that are not finite; else empty
};
/// Of each listed layer: those of the topoloss package's JSON file where one is named, else the model's TopoLoss
/// layers. A second loss of the same layer is named "LAYER (input)" or "LAYER (bias)". Throws UserError.
ModelLosses topoLossesOfModel(const SourceRequest& source, const std::filesystem::path& losses,
                              const TopoQuestion& question, int threads);

}  // namespace studio
