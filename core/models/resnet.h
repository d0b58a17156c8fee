// ResNet as torchvision builds it, with its names (science.md 10.2): conv1, bn1, layer1.0.conv1, ..., fc.
#pragma once
#include <torch/nn/modules/linear.h>

#include <array>
#include <vector>

#include "core/models/residual_block.h"

namespace studio {

/// What tells one ResNet from another.
struct ResNetPlan {
  BlockKind block;
  std::array<std::int64_t, 4> blocks{2, 2, 2, 2};
};
extern const ResNetPlan kResNet18, kResNet50;

class ResNet : public Model {
 public:
  /// config.smallImages: a 3 x 3 stem of stride 1 and no max-pool, the usual change for 32 x 32 images.
  ResNet(const ResNetPlan& plan, const ModelConfig& config, const InputShape& input);
  torch::Tensor forward(const torch::Tensor& x, Activations* activations = nullptr) override;
  std::vector<LayerInfo> layers() const override;
  std::int64_t fewestExamples(const InputShape& input) const override;

 private:
  void makeStage(const ResNetPlan& plan, std::size_t stage, std::int64_t& inputs, bool blurPool);
  void initialise();

  bool smallImages_;
  Convolution stem_;
  torch::nn::BatchNorm2d norm_{nullptr};
  std::array<std::vector<std::shared_ptr<ResidualBlock>>, 4> stages_;
  torch::nn::Linear classifier_{nullptr};   ///< none with config.classes = 0: the answers are the features
};

}  // namespace studio
