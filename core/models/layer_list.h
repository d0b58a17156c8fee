// What the networks' own files share when they describe their layers.
#pragma once
#include <string>

#include "core/models/model.h"

namespace studio {

/// A layer with this weight [units, ...]; its sheet by the grid rule.
LayerInfo layerInfo(const std::string& name, const torch::Tensor& weight, bool topo);
/// Throws UserError for a network that could only exhaust the memory.
void requireBuildable(const std::string& model, double parameters);

}  // namespace studio
