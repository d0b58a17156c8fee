// Clipping by the global norm, on the device: the norm is never read back (torch.nn.utils.clip_grad_norm_ with
// foreach).
#pragma once
#include <ATen/core/Tensor.h>

#include <vector>

namespace studio {

/// Scales all gradients by min(1, maximum / (norm + 1e-6)); returns the norm before, 0-dim, on the device.
at::Tensor clipGradients(std::vector<at::Tensor> gradients, double maximum);

}  // namespace studio
