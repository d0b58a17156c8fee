// Responses with mean 0 and length 1 for each unit, so that Pearson's r of two units is the product of their columns.
#pragma once
#include <ATen/core/Tensor.h>

#include <vector>

namespace studio {

struct StandardResponses {
  at::Tensor values;          ///< [stimuli, units] on the CPU, contiguous; a column of 0 where undefined
  std::vector<char> defined;  ///< [units]; 0 where a unit is constant or has a response that is not finite
};

/// Means and lengths are taken in double; the values are kept as `type` (float or double).
StandardResponses standardise(const at::Tensor& responses, at::ScalarType type);

}  // namespace studio
