// What the networks' own files share when they describe and show their layers.
#pragma once
#include <torch/nn/modules/linear.h>

#include <string>

#include "core/models/model.h"

namespace studio {

/// A layer with this weight [units, ...]; its sheet by the grid rule.
LayerInfo layerInfo(const std::string& name, const torch::Tensor& weight, bool topo);
/// Throws UserError for a network that could only exhaust the memory; `settings` = those that decide its size.
void requireBuildable(const std::string& model, double parameters, const std::string& settings = "model.hidden, model.classes or data.image_size");

/// A linear layer's values, shown under its path to whoever wants them.
torch::Tensor shown(torch::nn::Linear& layer, const torch::Tensor& x, Activations* activations, const std::string& path);

}  // namespace studio
