// The shape of a temporal integration window (Skrill and Norman-Haignere 2023; anchors-2026.md a1): how the effect of a
// swapped word falls with its distance, as a mixture of an exponential and a power law. Plain numbers; any thread.
#pragma once
#include <cstdint>
#include <span>

namespace studio {

/// w(d) = c (d + 1)^-a + (1 - c) exp(-b d) at the lags d = 0, 1, ...; both terms are 1 at lag 0.
/// 0 <= c <= 1, 0 <= a <= 10, 0 <= b <= 10.
struct WindowShape {
  double powerWeight = 0.5;  ///< c; the exponential's is 1 - c
  double exponent = 1;       ///< a, of the power law
  double rate = 1;           ///< b, of the exponential

  double value(double lag) const;
};

inline constexpr double kLargestExponent = 10, kLargestRate = 10;

struct WindowFit {
  WindowShape shape;  ///< the exponent is NaN where its weight is 0, as the rate where the power law's is 1
  double r2 = 0;      ///< 1 - squared error / squared deviation from the mean; NaN for a constant window
  double aicc = 0;    ///< of the mixture; lower is better
  double aiccExponential = 0, aiccPower = 0;  ///< of one term alone, its parameter fitted anew
  double aiccConstant = 0;                    ///< of the window's mean
};

/// Least squares from the published start a = b = 1, c = 1/2. Another minimum may lie lower in a noisy window, with the
/// roles exchanged (a slow exponential, a fast power law): only terms that fit better alone than the mixture found are
/// taken in its place, so that the fit is never worse than its parts. The same bits each time. All NaN where a value is
/// not finite. AICc = n ln(squared error / n) + 2 k + 2 k (k + 1) / (n - k - 1) over n lags, k counting the variance
/// too; an error below rounding counts as rounding. Throws std::invalid_argument for fewer than 4 lags.
WindowFit fitWindow(std::span<const double> window);

/// How far a window reaches, without a shape (science.md 7.1).
struct WindowReach {
  std::int64_t lagOfThreeQuarters = 0;  ///< the smallest that holds 75 % of the sum with those before it; -1 undefined
  double meanLag = 0;                   ///< sum d w(d) / sum w(d)
};
WindowReach windowReach(std::span<const double> window);

}  // namespace studio
