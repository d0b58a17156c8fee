// ResNet as torchvision builds it, with its names (science.md 10.2): conv1, bn1, layer1.0.conv1, ..., fc; another one
// is one more plan and one more row. Construction follows torchvision's order (the shortcut first), so the same seed
// draws the same weights as in Python.
#include <torch/nn/init.h>
#include <torch/nn/module.h>
#include <torch/nn/modules/batchnorm.h>
#include <torch/nn/modules/container/sequential.h>
#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/linear.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <array>
#include <span>
#include <string>
#include <vector>

#include "core/models/model.h"
#include "core/run/error.h"

namespace studio {
namespace {

// A strided convolution that blurs first, so that it does not alias: FFCV's BlurPoolConv2d, whose names the released
// TopoNets checkpoints carry (science.md 10.3). The blur is a depthwise 3 x 3 convolution of stride 1 with zero
// padding 1.

class BlurPoolConv2dImpl : public torch::nn::Module {
 public:
  explicit BlurPoolConv2dImpl(torch::nn::Conv2d strided);
  torch::Tensor forward(const torch::Tensor& x);
  torch::nn::Conv2d conv{nullptr};

 private:
  torch::Tensor filter_;  ///< buffer "blur_filter" [inputs, 1, 3, 3]: [1 2 1; 2 4 2; 1 2 1] / 16
};
TORCH_MODULE(BlurPoolConv2d);

/// A convolution without bias, plain or behind a blur: one type for both, so that networks need not distinguish them.
struct Convolution {
  torch::nn::Conv2d plain{nullptr};
  BlurPoolConv2d blurred{nullptr};

  /// Same padding for odd kernels; blurred where it strides, has 16 inputs or more and the option is on.
  static Convolution make(std::int64_t inputs, std::int64_t outputs, std::int64_t kernel, std::int64_t stride,
                          bool blurPool);
  std::shared_ptr<torch::nn::Module> module() const;
  torch::Tensor forward(const torch::Tensor& x) { return blurred ? blurred->forward(x) : plain->forward(x); }
  torch::Tensor weight() const { return blurred ? blurred->conv->weight : plain->weight; }
  /// What stands behind a layer's name in the path of the module that holds the weight: "layer2.0.conv1" or
  /// "layer2.0.conv1.conv".
  const char* ending() const { return blurred ? ".conv" : ""; }
  std::string path(const std::string& name) const { return name + ending(); }
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
  torch::Tensor forward(const torch::Tensor& x, const Taps& taps, const std::string& path);
  /// In the order of the forward pass; the shortcut's convolution comes last and has no TopoLoss by default.
  void describe(std::vector<LayerInfo>& layers, const std::string& path) const;

 private:
  std::vector<Convolution> convolutions_;
  std::vector<torch::nn::BatchNorm2d> norms_;
  Convolution shortcut_;                          ///< "downsample.0"
  torch::nn::BatchNorm2d shortcutNorm_{nullptr};  ///< "downsample.1"
};

// ResNet as torchvision builds it, with its names (science.md 10.2): conv1, bn1, layer1.0.conv1, ..., fc.

/// The differences between the ResNets.
struct ResNetPlan {
  BlockKind block;
  std::array<std::int64_t, 4> blocks{2, 2, 2, 2};
};

class ResNet : public Model {
 public:
  /// config.smallImages: a 3 x 3 stem of stride 1 and no max-pool, the usual change for 32 x 32 images.
  ResNet(const ResNetPlan& plan, const ModelConfig& config, const InputShape& input);
  torch::Tensor forward(const torch::Tensor& x, const Taps& taps) override;
  std::vector<LayerInfo> layers() const override;
  std::int64_t fewestExamples(const InputShape& input) const override;

 private:
  void makeStage(const ResNetPlan& plan, std::size_t stage, std::int64_t& inputs, bool blurPool);
  void initialise();

  bool smallImages_;
  Convolution stem_;
  torch::nn::BatchNorm2d norm_{nullptr};
  std::array<std::vector<std::shared_ptr<ResidualBlock>>, 4> stages_;
  torch::nn::Linear classifier_{nullptr};  ///< none with config.classes = 0: the outputs are the features
};

BlurPoolConv2dImpl::BlurPoolConv2dImpl(torch::nn::Conv2d strided) {
  conv = register_module("conv", std::move(strided));
  const auto line = torch::tensor({1.0F, 2.0F, 1.0F});
  const auto kernel = torch::outer(line, line) / 16;
  filter_ = register_buffer("blur_filter", kernel.expand({conv->options.in_channels(), 1, 3, 3}).contiguous());
}

torch::Tensor BlurPoolConv2dImpl::forward(const torch::Tensor& x) {
  const auto blurred = torch::conv2d(x, filter_, {}, 1, 1, 1, conv->options.in_channels());
  return conv->forward(blurred);
}

Convolution Convolution::make(std::int64_t inputs, std::int64_t outputs, std::int64_t kernel, std::int64_t stride,
                              bool blurPool) {
  torch::nn::Conv2d strided(
      torch::nn::Conv2dOptions(inputs, outputs, kernel).stride(stride).padding(kernel / 2).bias(false));
  Convolution made;
  if (blurPool && stride > 1 && inputs >= 16)
    made.blurred = BlurPoolConv2d(std::move(strided));
  else
    made.plain = std::move(strided);
  return made;
}

std::shared_ptr<torch::nn::Module> Convolution::module() const {
  if (blurred) return blurred.ptr();
  return plain.ptr();
}

// Construction follows torchvision's order (the shortcut first), so the same seed draws the same weights as in Python.

std::string numbered(const char* name, std::size_t index) { return name + std::to_string(index + 1); }

ResidualBlock::ResidualBlock(const BlockKind& kind, std::int64_t inputs, std::int64_t width, std::int64_t stride,
                             bool blurPool) {
  const auto outputs = width * kind.widening();
  torch::nn::Sequential downsample{nullptr};
  if (stride != 1 || inputs != outputs) {
    shortcut_ = Convolution::make(inputs, outputs, 1, stride, blurPool);
    shortcutNorm_ = torch::nn::BatchNorm2d(outputs);
    downsample = torch::nn::Sequential();
    if (shortcut_.blurred)
      downsample->push_back(shortcut_.blurred);
    else
      downsample->push_back(shortcut_.plain);
    downsample->push_back(shortcutNorm_);
  }
  for (std::size_t index = 0; index < kind.convolutions.size(); ++index) {
    const auto& spec = kind.convolutions[index];
    convolutions_.push_back(
        Convolution::make(inputs, width * spec.widening, spec.kernel, spec.strides ? stride : 1, blurPool));
    register_module(numbered("conv", index), convolutions_.back().module());
    norms_.push_back(register_module(numbered("bn", index), torch::nn::BatchNorm2d(width * spec.widening)));
    inputs = width * spec.widening;
  }
  if (downsample) register_module("downsample", downsample);
}

torch::Tensor ResidualBlock::forward(const torch::Tensor& x, const Taps& taps, const std::string& path) {
  auto values = x;
  for (std::size_t index = 0; index < convolutions_.size(); ++index) {
    auto& convolution = convolutions_[index];
    values = taps.pass({path, ".", numbered("conv", index), convolution.ending()}, convolution.forward(values));
    values = norms_[index]->forward(values);
    if (index + 1 < convolutions_.size()) values.relu_();
  }
  auto around = x;
  if (shortcutNorm_) {
    around = taps.pass({path, ".downsample.0", shortcut_.ending()}, shortcut_.forward(x));
    around = shortcutNorm_->forward(around);
  }
  return values.add_(around).relu_();  // in place: of what the norm has made
}

void ResidualBlock::describe(std::vector<LayerInfo>& layers, const std::string& path) const {
  for (std::size_t index = 0; index < convolutions_.size(); ++index)
    layers.push_back(layerInfo(convolutions_[index].path(path + "." + numbered("conv", index)),
                               convolutions_[index].weight(), true));
  if (shortcutNorm_) layers.push_back(layerInfo(shortcut_.path(path + ".downsample.0"), shortcut_.weight(), false));
}

// Stem, four stages of blocks, mean over space, classifier.

constexpr std::int64_t kStemWidth = 64;
constexpr std::array kBasicConvolutions{ConvolutionSpec{3, 1, true}, ConvolutionSpec{3, 1, false}};
constexpr std::array kBottleneckConvolutions{ConvolutionSpec{1, 1, false}, ConvolutionSpec{3, 1, true},
                                             ConvolutionSpec{1, 4, false}};

std::string stageName(std::size_t stage) { return "layer" + std::to_string(stage + 1); }
std::string blockPath(std::size_t stage, std::size_t block) { return stageName(stage) + "." + std::to_string(block); }

constexpr ResNetPlan kResNet18{{kBasicConvolutions}, {2, 2, 2, 2}};
constexpr ResNetPlan kResNet50{{kBottleneckConvolutions}, {3, 4, 6, 3}};

ResNet::ResNet(const ResNetPlan& plan, const ModelConfig& config, const InputShape& input)
    : smallImages_(config.smallImages) {
  if (config.classes < 0)
    throw UserError("model.classes is a number of output units; it must be 1 or more, or 0 for no classifier.");
  const auto features = kStemWidth * 8 * plan.block.widening();
  requireBuildable("resnet", static_cast<double>(config.classes) * static_cast<double>(features + 1));
  stem_ = smallImages_ ? Convolution::make(input.channels, kStemWidth, 3, 1, false)
                       : Convolution::make(input.channels, kStemWidth, 7, 2, config.blurPool);
  register_module("conv1", stem_.module());
  norm_ = register_module("bn1", torch::nn::BatchNorm2d(kStemWidth));
  std::int64_t inputs = kStemWidth;
  for (std::size_t stage = 0; stage < stages_.size(); ++stage) makeStage(plan, stage, inputs, config.blurPool);
  if (config.classes > 0) classifier_ = register_module("fc", torch::nn::Linear(features, config.classes));
  initialise();
}

void ResNet::makeStage(const ResNetPlan& plan, std::size_t stage, std::int64_t& inputs, bool blurPool) {
  const auto width = kStemWidth << stage;
  auto holder = std::make_shared<torch::nn::Module>();  // gives the blocks their names layer1.0, layer1.1, ...
  for (std::int64_t block = 0; block < plan.blocks[stage]; ++block) {
    const std::int64_t stride = stage > 0 && block == 0 ? 2 : 1;
    auto made = std::make_shared<ResidualBlock>(plan.block, inputs, width, stride, blurPool);
    holder->register_module(std::to_string(block), made);
    stages_[stage].push_back(std::move(made));
    inputs = width * plan.block.widening();
  }
  register_module(stageName(stage), holder);
}

/// torchvision: He's normal initialisation over the outputs for convolutions; all else as the layers come.
void ResNet::initialise() {
  torch::NoGradGuard noGrad;
  for (const auto& module : modules(false))
    if (const auto* convolution = module->as<torch::nn::Conv2d>())
      torch::nn::init::kaiming_normal_(convolution->weight, 0, torch::kFanOut, torch::kReLU);
}

torch::Tensor ResNet::forward(const torch::Tensor& x, const Taps& taps) {
  auto values = taps.pass({"conv1", stem_.ending()}, stem_.forward(x));
  values = norm_->forward(values).relu_();
  if (!smallImages_) values = torch::max_pool2d(values, 3, 2, 1);
  for (std::size_t stage = 0; stage < stages_.size(); ++stage)
    for (std::size_t block = 0; block < stages_[stage].size(); ++block)
      values = stages_[stage][block]->forward(values, taps, blockPath(stage, block));
  const auto features = values.mean({2, 3});  // [batch, features, height, width] -> [batch, features]
  if (!classifier_) return features;
  return tapped(classifier_, features, taps, {"fc"});
}

std::vector<LayerInfo> ResNet::layers() const {
  std::vector<LayerInfo> infos{layerInfo(stem_.path("conv1"), stem_.weight(), false)};
  for (std::size_t stage = 0; stage < stages_.size(); ++stage)
    for (std::size_t block = 0; block < stages_[stage].size(); ++block)
      stages_[stage][block]->describe(infos, blockPath(stage, block));
  if (classifier_) infos.push_back(layerInfo("fc", classifier_->weight, false));
  return infos;
}

/// Each of the layers that stride halves the maps, rounding up; the last maps are of one pixel then.
std::int64_t ResNet::fewestExamples(const InputShape& input) const {
  const std::int64_t largest = smallImages_ ? 8 : 32;  // px: three halvings, or five with the stem and the pool
  return input.height <= largest && input.width <= largest ? 2 : 1;
}

/// A classifier of ImageNet's 1000 classes.
RunConfig resNetDefaults(const char* name) {
  RunConfig config;
  config.model.name = name;
  config.model.classes = 1000;
  config.data.kind = "image_folder";
  config.data.imageSize = 224;
  config.data.augment = "random_resized_crop";
  return config;
}

}  // namespace

const WeightsForm& resNetWeights();  // resnet_weights.cpp

namespace {

ModelEntry resNetModel(const char* name, const char* title, RunConfig (*defaults)(),
                       std::shared_ptr<Model> (*make)(const ModelConfig&, const InputShape&)) {
  return {.name = name,
          .title = title,
          .input = "images, 224 × 224, 3 channels",
          .defaultInput = {3, 224, 224},
          .defaults = defaults,
          .make = make,
          .settings = {"model.classes", "model.small_images", "model.blur_pool"},
          .weights = &resNetWeights()};
}

template <const ResNetPlan& plan>
std::shared_ptr<Model> makeResNet(const ModelConfig& config, const InputShape& input) {
  return std::make_shared<ResNet>(plan, config, input);
}

}  // namespace

ModelEntry resNet18Model() {
  return resNetModel(
      "resnet18", "ResNet-18", [] { return resNetDefaults("resnet18"); }, makeResNet<kResNet18>);
}

ModelEntry resNet50Model() {
  return resNetModel(
      "resnet50", "ResNet-50", [] { return resNetDefaults("resnet50"); }, makeResNet<kResNet50>);
}

}  // namespace studio
