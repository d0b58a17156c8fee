// The tails of Student's t distribution; neither the standard library nor ATen has them.
#pragma once

namespace studio {

/// P(|T| >= |t|) for T with `freedom` degrees of freedom (> 0, need not be whole): I_x(freedom / 2, 1 / 2), x = freedom /
/// (freedom + t^2), the regularised incomplete beta function (DLMF 8.17). Relative error below 1e-10 up to a
/// million degrees of freedom. NaN for a t that is NaN and for freedom that is not above 0; the normal distribution for infinite
/// freedom.
double twoSidedP(double t, double freedom);

}  // namespace studio
