// L1 unstructured pruning: the weights of smallest magnitude are set to 0 (science.md 6.1). Counts, thresholds and
// masks are those of torch.nn.utils.prune (l1_unstructured, and global_unstructured where several tensors are one set);
// of equal magnitudes, where torch takes any, those of the lowest index fall first. All on the CPU, float32, on all
// threads; the same bits whatever their number. Any thread may call it.
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace studio {

/// How many of `count` weights a share `amount` (0 .. 1) of them is: amount * count in double, rounded half to even.
std::int64_t prunedCount(double amount, std::int64_t count);

/// Where a set of weights is cut.
struct PruningCut {
  std::int64_t count = 0;  ///< weights that fall
  float threshold = 0;    ///< the largest magnitude that falls (torch.kthvalue of the magnitudes); NaN for a count of 0
  std::int64_t ties = 0;  ///< how many of the weights of exactly this magnitude fall, in the order of their indices
  std::int64_t equal = 0;  ///< how many there are of this magnitude
};

/// The cuts of the weights taken as one set, in their order, for each of these counts (0 .. number of weights, in any
/// order). Two sweeps over the weights whatever the number of counts: one counts magnitudes by the leading 16 bits of
/// their floats, one counts the other 15 bits where a threshold lies. NaN counts as larger than infinity, as torch
/// sorts it. Weights: float32 of any shape; others are converted. Throws std::invalid_argument for a count beyond them.
std::vector<PruningCut> pruningCuts(const std::vector<at::Tensor>& weights, const std::vector<std::int64_t>& counts);

/// The weights with those that fall set to 0 (of their sign: w * 0), each of the shape of its original; float32 on the
/// CPU, contiguous. The originals stay.
std::vector<at::Tensor> prunedWeights(const std::vector<at::Tensor>& weights, const PruningCut& cut);

}  // namespace studio
