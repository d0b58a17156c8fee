// Multilayer perceptron: flattened images, linear layers fc1, fc2, ... with ReLU between them, as in the paper's MNIST
// demo (784-256-10; science.md 1.8). The last layer is the classifier and has no TopoLoss by default. Layers are named
// as in the demo's notebook, so its weights load by name.
#include <torch/nn/functional/activation.h>
#include <torch/nn/modules/linear.h>

#include <vector>

#include "core/models/model.h"
#include "core/run/error.h"

namespace studio {
namespace {

std::string layerName(std::size_t index) { return "fc" + std::to_string(index + 1); }

class Mlp : public Model {
 public:
  /// Throws UserError for sizes below 1.
  Mlp(const ModelConfig& config, const InputShape& input);
  torch::Tensor forward(const torch::Tensor& x, const Taps& taps) override;
  std::vector<LayerInfo> layers() const override;

 private:
  std::vector<torch::nn::Linear> linears_;
};

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

torch::Tensor Mlp::forward(const torch::Tensor& x, const Taps& taps) {
  auto values = x.flatten(1);  // [batch, channels, height, width] -> [batch, inputs]
  for (std::size_t index = 0; index < linears_.size(); ++index) {
    values = tapped(linears_[index], values, taps, {layerName(index)});
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

/// The paper's MNIST demo (science.md 1.8).
RunConfig mlpDefaults() {
  RunConfig config;
  config.model.name = "mlp";
  config.model.bias = false;
  config.data.kind = "idx";
  config.topoloss.tau = 3;
  config.topoloss.factor = {4, 4};
  config.optimizer.kind = "adam";
  config.optimizer.schedule = "constant";
  return config;
}

}  // namespace

const WeightsForm& mlpWeights();  // mlp_weights.cpp

ModelEntry mlpModel() {
  return {.name = "mlp",
          .title = "Multilayer perceptron",
          .input = "images, 28 × 28, 1 channel",
          .defaultInput = {1, 28, 28},
          .defaults = mlpDefaults,
          .make = [](const ModelConfig& config, const InputShape& input) -> std::shared_ptr<Model> {
            return std::make_shared<Mlp>(config, input);
          },
          .settings = {"model.classes", "model.hidden", "model.bias"},
          .oneSize = true,
          .weights = &mlpWeights()};
}

}  // namespace studio
