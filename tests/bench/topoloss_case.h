// TopoLoss of a list of weights: ours, the formula composed of LibTorch operations with autograd, and the published
// package.
#pragma once
#include <torch/types.h>

#include <vector>

#include "bench_row.h"

namespace studio::bench {

struct TopolossCase {
  std::vector<std::vector<std::int64_t>> shapes;  ///< of the weights
  double factor = 3;
};

/// The row itself and, where the package is installed, `row@python`.
std::vector<Result> measureTopoloss(const Row& row, const TopolossCase& weights, const Options& options);

}  // namespace studio::bench
