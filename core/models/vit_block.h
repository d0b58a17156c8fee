// One block of torchvision's vision transformer ("encoder_layer_0"): x + self_attention(ln_1(x)), then x + mlp(ln_2(x)).
#pragma once
#include <torch/nn/modules/linear.h>

#include <vector>

#include "core/models/layer_norm.h"
#include "core/models/model.h"
#include "core/models/transformer_size.h"

namespace studio {

class VitBlock : public torch::nn::Module {
 public:
  VitBlock(const TransformerSize& size, const char* gelu, double epsilon);
  /// [batch, tokens, width] -> the same; `path` names the block for the activations.
  torch::Tensor forward(const torch::Tensor& x, Activations* activations, const std::string& path);
  /// mlp.3 has TopoLoss by default (science.md 1.8). The attention's joined projection is no layer of its own in PyTorch.
  void describe(std::vector<LayerInfo>& layers, const std::string& path) const;

 private:
  torch::Tensor attend(const torch::Tensor& x, Activations* activations, const std::string& path);

  std::int64_t heads_;
  const char* gelu_;
  LayerNorm firstNorm_{nullptr}, secondNorm_{nullptr};                           ///< "ln_1", "ln_2"
  torch::Tensor joinWeight_, joinBias_;                                          ///< "self_attention.in_proj_weight": queries, keys, values
  torch::nn::Linear out_{nullptr}, widen_{nullptr}, narrow_{nullptr};            ///< "self_attention.out_proj", "mlp.0", "mlp.3"
};

/// torchvision's.
inline constexpr double kVitEpsilon = 1e-6;

}  // namespace studio
