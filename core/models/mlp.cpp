// Layers are named as in the demo's notebook, so its weights load by name.
#include "core/models/mlp.h"

#include <torch/nn/functional/activation.h>

#include "core/models/model.h"
#include "core/run/error.h"

namespace studio {
namespace {

std::string layerName(std::size_t index) { return "fc" + std::to_string(index + 1); }

}  // namespace

Mlp::Mlp(const ModelConfig& config, const InputShape& input) {
  auto sizes = config.hidden;
  sizes.push_back(config.classes);
  std::int64_t inputs = input.channels * input.height * input.width;
  double parameters = 0;
  for (const auto size : sizes) {
    if (size < 1)
      throw UserError("model.hidden and model.classes of mlp are numbers of units; each must be 1 or more.");
    parameters += static_cast<double>(size) * (static_cast<double>(inputs) + 1);
    inputs = size;
  }
  requireBuildable("mlp", parameters);
  inputs = input.channels * input.height * input.width;
  for (const auto size : sizes) {
    linears_.push_back(register_module(layerName(linears_.size()),
                                       torch::nn::Linear(torch::nn::LinearOptions(inputs, size).bias(config.bias))));
    inputs = size;
  }
}

torch::Tensor Mlp::forward(const torch::Tensor& x, Activations* activations) {
  auto values = x.flatten(1);  // [batch, channels, height, width] -> [batch, inputs]
  for (std::size_t index = 0; index < linears_.size(); ++index) {
    values = linears_[index]->forward(values);
    if (activations) activations->see(layerName(index), values);
    if (index + 1 < linears_.size()) values = torch::relu(values);
  }
  return values;
}

std::vector<LayerInfo> Mlp::layers() const {
  std::vector<LayerInfo> infos;
  for (std::size_t index = 0; index < linears_.size(); ++index)
    infos.push_back(layerInfo(layerName(index), linears_[index]->weight, index + 1 < linears_.size()));
  return infos;
}

}  // namespace studio
