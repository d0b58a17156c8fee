// The blur is a depthwise 3 x 3 convolution of stride 1 with zero padding 1.
#include "core/models/blur_pool.h"

#include <torch/nn/module.h>
#include <torch/nn/modules/conv.h>
#include <torch/types.h>

namespace studio {

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

Convolution Convolution::make(std::int64_t inputs, std::int64_t outputs, std::int64_t kernel, std::int64_t stride, bool blurPool) {
  torch::nn::Conv2d strided(torch::nn::Conv2dOptions(inputs, outputs, kernel).stride(stride).padding(kernel / 2).bias(false));
  Convolution made;
  if (blurPool && stride > 1 && inputs >= 16) made.blurred = BlurPoolConv2d(std::move(strided));
  else made.plain = std::move(strided);
  return made;
}

std::shared_ptr<torch::nn::Module> Convolution::module() const {
  if (blurred) return blurred.ptr();
  return plain.ptr();
}

}  // namespace studio
