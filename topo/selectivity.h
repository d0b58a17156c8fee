// Selectivity of units: how much more they respond to some stimuli than to others, as a t value (science.md 4.1).
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>

namespace studio {

/// t of each unit for the stimuli of class `on` against all others:
/// (m1 - m2) / sqrt(s1^2 / n1 + s2^2 / n2), s with ddof 0 (TDANN's tstat, and the paper's formula).
/// responses [stimuli, units], labels int64 [stimuli] -> float [units], on the responses' device; nothing is read back.
/// 0 where both groups are constant; NaN where a group is empty or a response is not finite.
at::Tensor selectivityT(const at::Tensor& responses, const at::Tensor& labels, std::int64_t on);

/// The same for each of the classes 0 .. classes - 1 in one pass -> float [classes, units].
at::Tensor selectivityOfClasses(const at::Tensor& responses, const at::Tensor& labels, std::int64_t classes);

}  // namespace studio
