// Weights as the window shows them. Of a file from anywhere: which network it is, the sheets of all its layers, which
// layers were trained with TopoLoss, and the weights into one unit. Beside it a layer before the first step, and one
// unit of a stored run. Nothing that a file holds is ever run. No torch here.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/run/network_request.h"
#include "core/run/run_config.h"
#include "core/run/run_store.h"
#include "core/run/weights_report.h"

namespace studio {

class Model;

/// Which layers of a network were trained with TopoLoss, detected from their weights: neighbours on the sheet are alike
/// there, elsewhere they are as different as units that lie anywhere (science.md 1.8).
struct TrainedLayers {
  std::vector<LayerSet>
      sets;  ///< in the order of the network; layers whose sheets are too small for the factor are in none
  std::vector<std::string> low;  ///< all layers that were trained with TopoLoss
  /// Clauses on layers that cannot be judged: "fc1.weight holds NaN at [3, 0] (2 of 36 ...)".
  std::vector<std::string> undefined;
  std::string blur;  ///< the blur that the losses were computed with: "a blur of 4 × 4"
  /// "TopoLoss with a blur of 4 × 4 is low in mlp.3 (0.12; with shuffled units 0.87), not in mlp.0 (0.88): trained
  /// with TopoLoss, mlp.3."
  std::string sentence() const;
};

/// `stated`: the TopoLoss that the file or its run says it was trained with; without it the paper's factor is assumed,
/// and the sentence says so.
TrainedLayers findTrainedLayers(const Model& model, const std::optional<TopoLossConfig>& stated = {});

/// Throws UserError naming the file and what does not fit. `heads`: as the user names them; 0 = as the file says.
WeightsReport readWeightsReport(const std::filesystem::path& path, std::int64_t heads = 0);
/// Sets of layers and their TopoLoss, as WeightsReport::trained sums them up; reads all weights. Throws UserError.
TrainedReport readTrainedLayers(const std::filesystem::path& path);
/// nullopt where there is no such layer or unit. Throws UserError where the file is not as it was written.
std::optional<UnitWeights> unitOfWeights(const std::filesystem::path& path, const std::string& layer,
                                         std::int64_t unit);

/// A layer before the first step and its blur. Throws UserError: no such layer, or a factor that does not fit its
/// sheet.
BlurPreview blurPreview(const RunConfig& config, const std::string& layer);

/// The weights into one unit of a stored run at its checkpoint nearest before `step`; nullopt when there is none.
std::optional<UnitWeights> unitWeights(const RunFolder& folder, std::int64_t step, const std::string& layer,
                                       std::int64_t unit);

}  // namespace studio
