// In which order tensors of two files are read best (weights_difference.h).
#include <algorithm>
#include <cmath>
#include <utility>

#include "core/run/weights_difference.h"

namespace studio {
namespace {

/// How many batches were seen says nothing of the network.
bool isBatchCounter(const std::string& tensor) { return tensor.ends_with("num_batches_tracked"); }

/// What differs, what cannot be compared, what is the same, counters; within the first by how much.
std::pair<int, double> tensorOrder(const TensorDifference& tensor) {
  if (isBatchCounter(tensor.name)) return {3, 0};
  if (tensor.same()) return {2, 0};
  if (tensor.kind != TensorDifference::Kind::Compared) return {1, 0};
  return {0, std::isnan(tensor.relative) ? INFINITY : -tensor.relative};
}

}  // namespace

std::vector<TensorDifference> largestFirst(std::vector<TensorDifference> tensors) {
  std::stable_sort(tensors.begin(), tensors.end(), [](const TensorDifference& a, const TensorDifference& b) {
    return tensorOrder(a) < tensorOrder(b);
  });
  return tensors;
}

}  // namespace studio
