// Layer normalisation whose bias may be left out, as nanoGPT's: torch's own module has both or neither.
#pragma once
#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>

namespace studio {

class LayerNormImpl : public torch::nn::Module {
 public:
  LayerNormImpl(std::int64_t width, double epsilon, bool bias = true);
  /// Over the last dimension: [..., width] -> [..., width].
  torch::Tensor forward(const torch::Tensor& x);

 private:
  torch::Tensor weight_, bias_;   ///< [width]; bias_ undefined where it is left out
  double epsilon_;
};
TORCH_MODULE(LayerNorm);

}  // namespace studio
