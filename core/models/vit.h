// Vision transformer as torchvision builds it, with its names and first weights (science.md 10.4): conv_proj, class_token,
// encoder.{pos_embedding, layers.encoder_layer_0, ..., ln}, heads.head. The image's size decides the number of positions.
#pragma once
#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/linear.h>

#include <vector>

#include "core/models/layer_norm.h"
#include "core/models/model.h"
#include "core/models/vit_block.h"

namespace studio {

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

  std::int64_t patch_;                                    ///< px a side
  torch::nn::Conv2d patches_{nullptr};                    ///< "conv_proj"
  torch::Tensor classToken_, positions_;                  ///< [1, 1, width], [1, 1 + patches, width]
  std::vector<std::shared_ptr<VitBlock>> blocks_;
  LayerNorm norm_{nullptr};                               ///< "encoder.ln"
  torch::nn::Linear classifier_{nullptr};                 ///< "heads.head"; none with config.classes = 0: the answers are the features
};

}  // namespace studio
