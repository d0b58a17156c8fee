// The reference the kernels are compared with: the loss composed of LibTorch's own interpolation and cosine, with
// autograd.
#pragma once
#include <torch/types.h>

#include "topo/topo_loss.h"

namespace studio::testing {

/// Rows [units, depth] of a weight, as a differentiable expression of it.
torch::Tensor composedRows(const torch::Tensor& weight, SheetKind kind);
/// The loss of science.md 1.3, 0-dim, in the weight's precision.
torch::Tensor composedLoss(const torch::Tensor& weight, SheetKind kind, const TopoOptions& options);

struct LossAndGradient {
  double loss = 0;
  torch::Tensor gradient;
};
LossAndGradient composed(const torch::Tensor& weight, SheetKind kind, const TopoOptions& options);
/// The same from SheetLoss, the gradient starting from zero.
LossAndGradient ours(const torch::Tensor& weight, SheetKind kind, const TopoOptions& options, double scale = 1);

/// |a - b| / |b|, or |a| where b is zero.
double relativeError(const torch::Tensor& a, const torch::Tensor& b);
/// k-th element in row-major order = sin(0.01 k), double: the weights of the golden values.
torch::Tensor sineWeight(torch::IntArrayRef shape);

}  // namespace studio::testing
