// One block of a ResNet: convolutions conv1, conv2, ... each with batch normalisation bn1, bn2, ..., a shortcut around
// them, and ReLU. A list of convolutions makes it torchvision's BasicBlock or Bottleneck (stride on the 3 x 3, "v1.5").
#pragma once
#include <torch/nn/modules/batchnorm.h>
#include <torch/nn/modules/container/sequential.h>

#include <span>
#include <vector>

#include "core/models/blur_pool.h"
#include "core/models/model.h"

namespace studio {

struct ConvolutionSpec {
  std::int64_t kernel = 3;
  std::int64_t widening = 1;    ///< outputs = widening * the stage's width
  bool strides = false;         ///< takes the block's stride
};

/// One kind of block, as a row of the table of networks needs it.
struct BlockKind {
  std::span<const ConvolutionSpec> convolutions;
  std::int64_t widening() const { return convolutions.back().widening; }
};

class ResidualBlock : public torch::nn::Module {
 public:
  ResidualBlock(const BlockKind& kind, std::int64_t inputs, std::int64_t width, std::int64_t stride, bool blurPool);
  /// `path` names the block for the activations, e.g. "layer1.0".
  torch::Tensor forward(const torch::Tensor& x, Activations* activations, const std::string& path);
  /// In the order of the forward pass; the shortcut's convolution comes last and has no TopoLoss by default.
  void describe(std::vector<LayerInfo>& layers, const std::string& path) const;

 private:
  std::vector<Convolution> convolutions_;
  std::vector<torch::nn::BatchNorm2d> norms_;
  Convolution shortcut_;                           ///< "downsample.0"
  torch::nn::BatchNorm2d shortcutNorm_{nullptr};   ///< "downsample.1"
};

}  // namespace studio
