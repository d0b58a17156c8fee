// Selectivity of units: how much more they respond to some stimuli than to others, as a t value (science.md 4.1), and
// what it is made of: mean and variance of each unit over a group of stimuli, and the tails of Student's t. Any
// thread.
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <vector>

namespace studio {

// Statistics of groups of stimuli: mean and variance of each unit, t, and the tails of its distribution.

struct GroupMoments {
  at::Tensor count, mean,
      variance;  ///< [units] double; variance ddof 0, exactly 0 for a constant; NaN for a count of 0
};

/// values double [stimuli, units] on the CPU, members bool [stimuli] on the CPU.
GroupMoments computeMoments(const at::Tensor& values, const at::Tensor& members);

/// (m1 - m2) / (s sqrt(1 / n1 + 1 / n2)) as UnitStatistics::pooledT; NaN for fewer than two responses in a group, or
/// where both are constant.
at::Tensor computePooledT(const GroupMoments& on, const GroupMoments& off);

/// Calls make() with blocks of units in double [stimuli, some units] and joins its results along their last axis.
at::Tensor overUnits(const at::Tensor& responses, const std::function<at::Tensor(const at::Tensor&)>& make);

/// Throws std::invalid_argument unless members is bool [stimuli] for responses [stimuli, units]; -> on the CPU.
at::Tensor requireMembers(const at::Tensor& responses, const at::Tensor& members);

// The tails of Student's t distribution; neither the standard library nor ATen has them.

/// P(|T| >= |t|) for T with `freedom` degrees of freedom (> 0, need not be whole): I_x(freedom / 2, 1 / 2), x = freedom
/// / (freedom + t^2), the regularised incomplete beta function (DLMF 8.17). Relative error below 1e-10 up to a million
/// degrees of freedom. NaN for a t that is NaN and for freedom that is not above 0; the normal distribution for
/// infinite freedom.
double twoSidedP(double t, double freedom);

// Selectivity itself.

/// t of each unit for the stimuli on one side of a contrast against those on the other, for many contrasts in one pass:
/// (m1 - m2) / sqrt(s1^2 / n1 + s2^2 / n2), s with ddof 0 (TDANN's tstat, and the paper's formula).
/// responses [stimuli, units], on and off bool [contrasts, stimuli], all on one device -> float [contrasts, units];
/// nothing is read back. 0 where both sides are constant; NaN where a side is empty or a response is not finite.
at::Tensor selectivityOfContrasts(const at::Tensor& responses, const at::Tensor& on, const at::Tensor& off);

/// Each double [units] on the CPU, for on (m1, s1, n1) against off (m2, s2, n2). A response that is not finite is left
/// out for its unit.
struct UnitStatistics {
  at::Tensor t;  ///< TDANN and the paper: (m1 - m2) / sqrt(s1^2 / n1 + s2^2 / n2), ddof 0; 0 where both are constant
  at::Tensor
      welchT;  ///< the same with ddof 1 (scipy's ttest_ind, equal_var=False); NaN where both are constant or n < 2
  at::Tensor welchP;   ///< two-sided
  at::Tensor welchDf;  ///< Welch and Satterthwaite's degrees of freedom
  at::Tensor pooledT;  ///< the paper's notebook: (m1 - m2) / (s sqrt(1 / n1 + 1 / n2)), s^2 = ((n1 - 1) s1^2 + (n2 - 1)
                       ///< s2^2) / (n1 + n2 - 2) with ddof-0 s1 and s2; NaN as welchT
  at::Tensor dPrime;   ///< (m1 - m2) / sqrt((s1^2 + s2^2) / 2), ddof 0; 0 where both are constant
  at::Tensor studentT;  ///< Student's t: pooledT with ddof-1 variances (scipy's ttest_ind); NaN as welchT
};

/// responses [stimuli, units] of any real type, on and off bool [stimuli]; a stimulus in neither is not used. NaN where
/// a unit has no response in a group. Throws std::invalid_argument for shapes that do not belong together and for a
/// stimulus in both groups.
UnitStatistics unitStatistics(const at::Tensor& responses, const at::Tensor& on, const at::Tensor& off);

/// Which p are significant at a false discovery rate q (Benjamini and Hochberg 1995) -> bool, shape of p. NaN is never
/// significant and no test. Throws std::invalid_argument for q outside (0, 1).
at::Tensor significant(const at::Tensor& p, double q = 0.05);

}  // namespace studio
