// One block of torchvision's vision transformer ("encoder_layer_0"): x + self_attention(ln_1(x)), then x +
// mlp(ln_2(x)).
#pragma once
#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/linear.h>

#include <vector>

#include "core/models/transformer_parts.h"
#include "core/models/model.h"

namespace studio {

class VitBlock : public torch::nn::Module {
 public:
  VitBlock(const TransformerSize& size, const char* gelu, double epsilon);
  /// [batch, tokens, width] -> the same; `path` names the block for the activations.
  torch::Tensor forward(const torch::Tensor& x, Activations* activations, const std::string& path);
  /// mlp.3 has TopoLoss by default (science.md 1.8). The attention's joined projection is no layer of its own in
  /// PyTorch.
  void describe(std::vector<LayerInfo>& layers, const std::string& path) const;

 private:
  torch::Tensor attend(const torch::Tensor& x, Activations* activations, const std::string& path);

  std::int64_t heads_;
  const char* gelu_;
  LayerNorm firstNorm_{nullptr}, secondNorm_{nullptr};  ///< "ln_1", "ln_2"
  torch::Tensor joinWeight_, joinBias_;                 ///< "self_attention.in_proj_weight": queries, keys, values
  torch::nn::Linear out_{nullptr}, widen_{nullptr}, narrow_{nullptr};  ///< "self_attention.out_proj", "mlp.0", "mlp.3"
};

/// torchvision's.
inline constexpr double kVitEpsilon = 1e-6;

// Vision transformer as torchvision builds it, with its names and first weights (science.md 10.4): conv_proj,
// class_token, encoder.{pos_embedding, layers.encoder_layer_0, ..., ln}, heads.head. The image's size decides the
// number of positions.

class Vit : public Model {
 public:
  /// ViT-B/32 where the configuration says 0.
  Vit(const ModelConfig& config, const InputShape& input);
  torch::Tensor forward(const torch::Tensor& x, Activations* activations = nullptr) override;
  std::vector<LayerInfo> layers() const override;
  std::string misfit(const InputShape& input) const override;

 private:
  /// Patches of an image; throws UserError where they do not cover it exactly.
  std::int64_t patchesOf(const InputShape& input) const;
  void initialise(std::int64_t channels);

  std::int64_t patch_;                    ///< px a side
  torch::nn::Conv2d patches_{nullptr};    ///< "conv_proj"
  torch::Tensor classToken_, positions_;  ///< [1, 1, width], [1, 1 + patches, width]
  std::vector<std::shared_ptr<VitBlock>> blocks_;
  LayerNorm norm_{nullptr};                ///< "encoder.ln"
  torch::nn::Linear classifier_{nullptr};  ///< "heads.head"; none with config.classes = 0: the answers are the features
};

}  // namespace studio
