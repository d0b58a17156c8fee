// Rows of linear layers under anybody's names: fc1, fc2, ... or numbered as nn.Sequential does, behind any prefix,
// beside counters, losses and copies. No torch here.
#pragma once
#include <string>
#include <vector>

#include "core/weights/network_names.h"

namespace studio {

struct Recognition;

struct MlpRow {
  NetworkNames names;                ///< no sources where there is none; `beside` is what can be no layer of the row
  std::vector<std::string> strange;  ///< what may be one: then the row alone would be another network
  bool whole() const { return !names.sources.empty() && strange.empty(); }
};
/// Of several the trained one, not its copies (stored_name.h), of these the one with the shortest prefix.
MlpRow mlpRowIn(const TensorShapes& shapes);
/// Fills found.model, or found.problem where the names are those of no model.
void recogniseMlp(const TensorShapes& shapes, Recognition& found);

}  // namespace studio
