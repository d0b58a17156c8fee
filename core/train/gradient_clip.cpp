#include "core/train/gradient_clip.h"

#include <torch/types.h>
#include <torch/utils.h>

namespace studio {

at::Tensor clipGradients(std::vector<at::Tensor> gradients, double maximum) {
  if (gradients.empty()) return torch::zeros({});
  torch::NoGradGuard noGrad;
  const auto norm = torch::stack(at::_foreach_norm(gradients, 2)).norm();
  at::_foreach_mul_(gradients, (maximum / (norm + 1e-6)).clamp_max(1.0));
  return norm;
}

}  // namespace studio
