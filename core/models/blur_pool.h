// A strided convolution that blurs first, so that it does not alias: FFCV's BlurPoolConv2d, whose names the released
// TopoNets checkpoints carry (science.md 10.3).
#pragma once
#include <torch/nn/modules/conv.h>

#include <string>

namespace studio {

class BlurPoolConv2dImpl : public torch::nn::Module {
 public:
  explicit BlurPoolConv2dImpl(torch::nn::Conv2d strided);
  torch::Tensor forward(const torch::Tensor& x);
  torch::nn::Conv2d conv{nullptr};

 private:
  torch::Tensor filter_;   ///< buffer "blur_filter" [inputs, 1, 3, 3]: [1 2 1; 2 4 2; 1 2 1] / 16
};
TORCH_MODULE(BlurPoolConv2d);

/// A convolution without bias, plain or behind a blur: one type for both, so that networks need not tell them apart.
struct Convolution {
  torch::nn::Conv2d plain{nullptr};
  BlurPoolConv2d blurred{nullptr};

  /// Same padding for odd kernels; blurred where it strides, has 16 inputs or more and the option is on.
  static Convolution make(std::int64_t inputs, std::int64_t outputs, std::int64_t kernel, std::int64_t stride, bool blurPool);
  std::shared_ptr<torch::nn::Module> module() const;
  torch::Tensor forward(const torch::Tensor& x) { return blurred ? blurred->forward(x) : plain->forward(x); }
  torch::Tensor weight() const { return blurred ? blurred->conv->weight : plain->weight; }
  /// Path of the layer that holds the weight, "layer2.0.conv1" or "layer2.0.conv1.conv".
  std::string path(const std::string& name) const { return blurred ? name + ".conv" : name; }
};

}  // namespace studio
