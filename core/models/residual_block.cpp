// Construction follows torchvision's order (the shortcut first), so the same seed draws the same weights as in Python.
#include "core/models/residual_block.h"

#include <torch/nn/modules/batchnorm.h>
#include <torch/nn/modules/container/sequential.h>
#include <torch/types.h>

#include "core/models/layer_list.h"

namespace studio {
namespace {

std::string numbered(const char* name, std::size_t index) { return name + std::to_string(index + 1); }

}  // namespace

ResidualBlock::ResidualBlock(const BlockKind& kind, std::int64_t inputs, std::int64_t width, std::int64_t stride, bool blurPool) {
  const auto outputs = width * kind.widening();
  torch::nn::Sequential downsample{nullptr};
  if (stride != 1 || inputs != outputs) {
    shortcut_ = Convolution::make(inputs, outputs, 1, stride, blurPool);
    shortcutNorm_ = torch::nn::BatchNorm2d(outputs);
    downsample = torch::nn::Sequential();
    if (shortcut_.blurred) downsample->push_back(shortcut_.blurred);
    else downsample->push_back(shortcut_.plain);
    downsample->push_back(shortcutNorm_);
  }
  for (std::size_t index = 0; index < kind.convolutions.size(); ++index) {
    const auto& spec = kind.convolutions[index];
    convolutions_.push_back(Convolution::make(inputs, width * spec.widening, spec.kernel, spec.strides ? stride : 1, blurPool));
    register_module(numbered("conv", index), convolutions_.back().module());
    norms_.push_back(register_module(numbered("bn", index), torch::nn::BatchNorm2d(width * spec.widening)));
    inputs = width * spec.widening;
  }
  if (downsample) register_module("downsample", downsample);
}

torch::Tensor ResidualBlock::forward(const torch::Tensor& x, Activations* activations, const std::string& path) {
  const auto see = [&](const Convolution& convolution, const std::string& name, const torch::Tensor& output) {
    if (activations) activations->see(convolution.path(path + "." + name), output);
  };
  auto values = x;
  for (std::size_t index = 0; index < convolutions_.size(); ++index) {
    values = convolutions_[index].forward(values);
    see(convolutions_[index], numbered("conv", index), values);
    values = norms_[index]->forward(values);
    if (index + 1 < convolutions_.size()) values.relu_();
  }
  auto around = x;
  if (shortcutNorm_) {
    around = shortcut_.forward(x);
    see(shortcut_, "downsample.0", around);
    around = shortcutNorm_->forward(around);
  }
  return values.add_(around).relu_();
}

void ResidualBlock::describe(std::vector<LayerInfo>& layers, const std::string& path) const {
  for (std::size_t index = 0; index < convolutions_.size(); ++index)
    layers.push_back(layerInfo(convolutions_[index].path(path + "." + numbered("conv", index)), convolutions_[index].weight(), true));
  if (shortcutNorm_) layers.push_back(layerInfo(shortcut_.path(path + ".downsample.0"), shortcut_.weight(), false));
}

}  // namespace studio
