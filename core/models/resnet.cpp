// Stem, four stages of blocks, mean over space, classifier.
#include "core/models/resnet.h"

#include <torch/nn/init.h>
#include <torch/nn/module.h>
#include <torch/nn/modules/batchnorm.h>
#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/linear.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "core/models/layer_list.h"
#include "core/run/error.h"

namespace studio {
namespace {

constexpr std::int64_t kStemWidth = 64;
constexpr std::array kBasicConvolutions{ConvolutionSpec{3, 1, true}, ConvolutionSpec{3, 1, false}};
constexpr std::array kBottleneckConvolutions{ConvolutionSpec{1, 1, false}, ConvolutionSpec{3, 1, true}, ConvolutionSpec{1, 4, false}};

std::string stageName(std::size_t stage) { return "layer" + std::to_string(stage + 1); }
std::string blockPath(std::size_t stage, std::size_t block) { return stageName(stage) + "." + std::to_string(block); }

}  // namespace

const ResNetPlan kResNet18{{kBasicConvolutions}, {2, 2, 2, 2}};
const ResNetPlan kResNet50{{kBottleneckConvolutions}, {3, 4, 6, 3}};

ResNet::ResNet(const ResNetPlan& plan, const ModelConfig& config, const InputShape& input) : smallImages_(config.smallImages) {
  if (config.classes < 0) throw UserError("model.classes is a number of output units; it must be 1 or more, or 0 for no classifier.");
  const auto features = kStemWidth * 8 * plan.block.widening();
  requireBuildable("resnet", static_cast<double>(config.classes) * static_cast<double>(features + 1));
  stem_ = smallImages_ ? Convolution::make(input.channels, kStemWidth, 3, 1, false) : Convolution::make(input.channels, kStemWidth, 7, 2, config.blurPool);
  register_module("conv1", stem_.module());
  norm_ = register_module("bn1", torch::nn::BatchNorm2d(kStemWidth));
  std::int64_t inputs = kStemWidth;
  for (std::size_t stage = 0; stage < stages_.size(); ++stage) makeStage(plan, stage, inputs, config.blurPool);
  if (config.classes > 0) classifier_ = register_module("fc", torch::nn::Linear(features, config.classes));
  initialise();
}

void ResNet::makeStage(const ResNetPlan& plan, std::size_t stage, std::int64_t& inputs, bool blurPool) {
  const auto width = kStemWidth << stage;
  auto holder = std::make_shared<torch::nn::Module>();   // gives the blocks their names layer1.0, layer1.1, ...
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
    if (const auto* convolution = module->as<torch::nn::Conv2d>()) torch::nn::init::kaiming_normal_(convolution->weight, 0, torch::kFanOut, torch::kReLU);
}

torch::Tensor ResNet::forward(const torch::Tensor& x, Activations* activations) {
  auto values = stem_.forward(x);
  if (activations) activations->see(stem_.path("conv1"), values);
  values = norm_->forward(values).relu_();
  if (!smallImages_) values = torch::max_pool2d(values, 3, 2, 1);
  for (std::size_t stage = 0; stage < stages_.size(); ++stage)
    for (std::size_t block = 0; block < stages_[stage].size(); ++block)
      values = stages_[stage][block]->forward(values, activations, blockPath(stage, block));
  const auto features = values.mean({2, 3});   // [batch, features, height, width] -> [batch, features]
  if (!classifier_) return features;
  const auto logits = classifier_->forward(features);
  if (activations) activations->see("fc", logits);
  return logits;
}

std::vector<LayerInfo> ResNet::layers() const {
  std::vector<LayerInfo> infos{layerInfo(stem_.path("conv1"), stem_.weight(), false)};
  for (std::size_t stage = 0; stage < stages_.size(); ++stage)
    for (std::size_t block = 0; block < stages_[stage].size(); ++block) stages_[stage][block]->describe(infos, blockPath(stage, block));
  if (classifier_) infos.push_back(layerInfo("fc", classifier_->weight, false));
  return infos;
}

/// Each of the layers that stride halves the maps, rounding up; the last maps are of one pixel then.
std::int64_t ResNet::fewestExamples(const InputShape& input) const {
  const std::int64_t largest = smallImages_ ? 8 : 32;  // px: three halvings, or five with the stem and the pool
  return input.height <= largest && input.width <= largest ? 2 : 1;
}

}  // namespace studio
