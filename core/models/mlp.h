// Multilayer perceptron: flattened images, linear layers fc1, fc2, ... with ReLU between them, as in the paper's MNIST
// demo (784-256-10; science.md 1.8). The last layer is the classifier and has no TopoLoss by default.
#pragma once
#include <torch/nn/modules/linear.h>

#include <vector>

#include "core/models/model.h"

namespace studio {

class Mlp : public Model {
 public:
  /// Throws UserError for sizes below 1.
  Mlp(const ModelConfig& config, const InputShape& input);
  torch::Tensor forward(const torch::Tensor& x, Activations* activations = nullptr) override;
  std::vector<LayerInfo> layers() const override;

 private:
  std::vector<torch::nn::Linear> linears_;
};

}  // namespace studio
