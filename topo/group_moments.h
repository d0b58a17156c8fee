// Statistics of groups of stimuli: mean and variance of each unit, t, and the tails of its distribution.
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <vector>

namespace studio {

struct GroupMoments {
  at::Tensor count, mean,
      variance;  ///< [units] double; variance ddof 0, exactly 0 for a constant; NaN for a count of 0
};

/// values double [stimuli, units] on the CPU, members bool [stimuli] on the CPU.
GroupMoments momentsOf(const at::Tensor& values, const at::Tensor& members);

/// (m1 - m2) / (s sqrt(1 / n1 + 1 / n2)) as in selectivity.h; NaN for fewer than two responses in a group, or where
/// both are constant.
at::Tensor pooledTOf(const GroupMoments& on, const GroupMoments& off);

/// Calls make() with blocks of units in double [stimuli, some units] and joins its answers along their last axis.
at::Tensor overUnits(const at::Tensor& responses, const std::function<at::Tensor(const at::Tensor&)>& make);

/// Throws std::invalid_argument unless members is bool [stimuli] for responses [stimuli, units]; -> on the CPU.
at::Tensor requireMembers(const at::Tensor& responses, const at::Tensor& members);

// The tails of Student's t distribution; neither the standard library nor ATen has them.

/// P(|T| >= |t|) for T with `freedom` degrees of freedom (> 0, need not be whole): I_x(freedom / 2, 1 / 2), x = freedom
/// / (freedom + t^2), the regularised incomplete beta function (DLMF 8.17). Relative error below 1e-10 up to a million
/// degrees of freedom. NaN for a t that is NaN and for freedom that is not above 0; the normal distribution for
/// infinite freedom.
double twoSidedP(double t, double freedom);

}  // namespace studio
