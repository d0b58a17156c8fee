// A strided convolution that blurs first, so that it does not alias: FFCV's BlurPoolConv2d, whose names the released
// TopoNets checkpoints carry (science.md 10.3).
#pragma once
#include <torch/nn/modules/batchnorm.h>
#include <torch/nn/modules/container/sequential.h>
#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/linear.h>

#include <array>
#include <span>
#include <string>
#include <vector>

#include "core/models/model.h"

namespace studio {

class BlurPoolConv2dImpl : public torch::nn::Module {
 public:
  explicit BlurPoolConv2dImpl(torch::nn::Conv2d strided);
  torch::Tensor forward(const torch::Tensor& x);
  torch::nn::Conv2d conv{nullptr};

 private:
  torch::Tensor filter_;  ///< buffer "blur_filter" [inputs, 1, 3, 3]: [1 2 1; 2 4 2; 1 2 1] / 16
};
TORCH_MODULE(BlurPoolConv2d);

/// A convolution without bias, plain or behind a blur: one type for both, so that networks need not tell them apart.
struct Convolution {
  torch::nn::Conv2d plain{nullptr};
  BlurPoolConv2d blurred{nullptr};

  /// Same padding for odd kernels; blurred where it strides, has 16 inputs or more and the option is on.
  static Convolution make(std::int64_t inputs, std::int64_t outputs, std::int64_t kernel, std::int64_t stride,
                          bool blurPool);
  std::shared_ptr<torch::nn::Module> module() const;
  torch::Tensor forward(const torch::Tensor& x) { return blurred ? blurred->forward(x) : plain->forward(x); }
  torch::Tensor weight() const { return blurred ? blurred->conv->weight : plain->weight; }
  /// Path of the layer that holds the weight, "layer2.0.conv1" or "layer2.0.conv1.conv".
  std::string path(const std::string& name) const { return blurred ? name + ".conv" : name; }
};

// One block of a ResNet: convolutions conv1, conv2, ... each with batch normalisation bn1, bn2, ..., a shortcut around
// them, and ReLU. A list of convolutions makes it torchvision's BasicBlock or Bottleneck (stride on the 3 x 3, "v1.5").

struct ConvolutionSpec {
  std::int64_t kernel = 3;
  std::int64_t widening = 1;  ///< outputs = widening * the stage's width
  bool strides = false;       ///< takes the block's stride
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
  Convolution shortcut_;                          ///< "downsample.0"
  torch::nn::BatchNorm2d shortcutNorm_{nullptr};  ///< "downsample.1"
};

// ResNet as torchvision builds it, with its names (science.md 10.2): conv1, bn1, layer1.0.conv1, ..., fc.

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
  torch::nn::Linear classifier_{nullptr};  ///< none with config.classes = 0: the answers are the features
};

}  // namespace studio
