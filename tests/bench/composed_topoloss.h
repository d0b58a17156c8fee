// The peer: TopoLoss composed of LibTorch operations the way the published package composes PyTorch's, for autograd.
#pragma once
#include <torch/types.h>

#include <vector>

namespace studio::bench {

/// Mean over the weights of 1 - mean cosine to the bilinear blur; 0-dim, differentiable.
torch::Tensor composedTopoloss(const std::vector<torch::Tensor>& weights, double factor);

}  // namespace studio::bench
