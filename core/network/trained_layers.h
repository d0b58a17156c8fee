// Which layers of a network were trained with TopoLoss, told by their weights: neighbours on the sheet are alike there,
// elsewhere they are as different as units that lie anywhere (science.md 1.8).
#pragma once
#include <string>
#include <vector>

#include "core/run/weights_report.h"

namespace studio {

class Model;

struct TrainedLayers {
  std::vector<LayerSet>
      sets;  ///< in the order of the network; layers whose sheets are too small for the factor are in none
  std::vector<std::string> low;  ///< all layers that were trained with TopoLoss
  /// "TopoLoss is low in mlp.3 (0.12, shuffled 0.87) and not in mlp.0 (0.88), ...: mlp.3 was trained with it."
  std::string sentence() const;
};

TrainedLayers trainedLayersOf(const Model& model);

}  // namespace studio
