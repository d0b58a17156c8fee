// A file of weights from anywhere, as the window shows it: which network it is, the sheets of all its layers, and the
// weights into one unit. Nothing that a file holds is ever run. No torch here.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "core/run/weights_report.h"

namespace studio {

/// Throws UserError naming the file and what does not fit. `heads`: as the user names them; 0 = as the file says.
WeightsReport readWeightsReport(const std::filesystem::path& path, std::int64_t heads = 0);
/// Sets of layers and their TopoLoss, as WeightsReport::trained sums them up; reads all weights. Throws UserError.
TrainedReport readTrainedLayers(const std::filesystem::path& path);
/// nullopt where there is no such layer or unit. Throws UserError where the file is not as it was written.
std::optional<UnitWeights> unitOfWeights(const std::filesystem::path& path, const std::string& layer,
                                         std::int64_t unit);

}  // namespace studio
