#include "core/models/layer_norm.h"

#include <ATen/ops/layer_norm.h>
#include <torch/types.h>

namespace studio {

LayerNormImpl::LayerNormImpl(std::int64_t width, double epsilon, bool bias) : epsilon_(epsilon) {
  weight_ = register_parameter("weight", torch::ones({width}));
  if (bias) bias_ = register_parameter("bias", torch::zeros({width}));
}

torch::Tensor LayerNormImpl::forward(const torch::Tensor& x) { return at::layer_norm(x, weight_.sizes(), weight_, bias_, epsilon_); }

}  // namespace studio
