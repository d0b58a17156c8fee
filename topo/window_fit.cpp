// Bounded least squares of three parameters by Levenberg and Marquardt's steps (window_fit.h).
#include "topo/window_fit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <utility>
#include <vector>

#include "topo/undefined.h"

namespace studio {
namespace {

enum Parameter { kExponent, kRate, kWeight, kParameters };
using Point = std::array<double, kParameters>;  // a, b, c
using Free = std::array<bool, kParameters>;

constexpr Point kUpper{kLargestExponent, kLargestRate, 1};  // the lower bounds are 0
constexpr Point kStart{1, 1, 0.5};                          // as published
constexpr int kMostSteps = 300;
constexpr double kSmallestGain = 1e-15;  // of the squared error, relative: two such steps end the search
constexpr double kStiffest = 1e12;       // damping at which no step helps any more
constexpr double kAtBound = 1e-9;        // a weight so near to 0 or 1 leaves the other term without a say
constexpr double kLagRounding = 1e-16;   // squared error of a lag that says nothing any more

/// The normal equations of a linearised fit: J^T J and J^T (y - f).
struct Linear {
  std::array<Point, kParameters> matrix{};
  Point slope{};
};

/// One window and the lags' logarithms.
class WindowProblem {
 public:
  explicit WindowProblem(std::span<const double> window) : window_(window), logarithms_(window.size()) {
    for (std::size_t lag = 0; lag < window.size(); ++lag) logarithms_[lag] = std::log1p(double(lag));
  }

  double error(const Point& at) const {
    double sum = 0;
    for (std::size_t lag = 0; lag < window_.size(); ++lag) {
      const double power = std::exp(-at[kExponent] * logarithms_[lag]), fast = std::exp(-at[kRate] * double(lag));
      const double rest = window_[lag] - (at[kWeight] * power + (1 - at[kWeight]) * fast);
      sum += rest * rest;
    }
    return sum;
  }

  Linear linearise(const Point& at) const {
    Linear linear;
    for (std::size_t lag = 0; lag < window_.size(); ++lag) {
      const double power = std::exp(-at[kExponent] * logarithms_[lag]), fast = std::exp(-at[kRate] * double(lag));
      const double rest = window_[lag] - (at[kWeight] * power + (1 - at[kWeight]) * fast);
      const Point slopes{-at[kWeight] * logarithms_[lag] * power, -(1 - at[kWeight]) * double(lag) * fast,
                         power - fast};
      for (int row = 0; row < kParameters; ++row) {
        linear.slope[row] += slopes[row] * rest;
        for (int column = 0; column <= row; ++column) linear.matrix[row][column] += slopes[row] * slopes[column];
      }
    }
    return linear;
  }

  /// How fast the error falls when the weight of the power law grows, at an exponent and a rate.
  double gainOfPower(double exponent, double rate, double weight) const {
    double sum = 0;
    for (std::size_t lag = 0; lag < window_.size(); ++lag) {
      const double power = std::exp(-exponent * logarithms_[lag]), fast = std::exp(-rate * double(lag));
      sum += (power - fast) * (window_[lag] - (weight * power + (1 - weight) * fast));
    }
    return sum;
  }

  std::size_t lags() const { return window_.size(); }

 private:
  std::span<const double> window_;
  std::vector<double> logarithms_;
};

/// Solves (matrix + damping diagonal) step = slope over the free parameters by Cholesky's factors; others stay.
Point dampedStep(const Linear& linear, const Free& free, double damping) {
  std::array<Point, kParameters> factor{};
  Point step{};
  for (int row = 0; row < kParameters; ++row) {
    if (!free[row]) continue;
    double value = linear.slope[row];
    for (int column = 0; column < row; ++column) {
      if (!free[column]) continue;
      double entry = linear.matrix[row][column];
      for (int inner = 0; inner < column; ++inner) entry -= factor[row][inner] * factor[column][inner];
      factor[row][column] = entry / factor[column][column];
      value -= factor[row][column] * step[column];
    }
    double pivot = linear.matrix[row][row] * (1 + damping) + 1e-30;
    for (int inner = 0; inner < row; ++inner) pivot -= factor[row][inner] * factor[row][inner];
    factor[row][row] = std::sqrt(std::max(pivot, 1e-30));
    step[row] = value / factor[row][row];
  }
  for (int row = kParameters - 1; row >= 0; --row) {
    if (!free[row]) continue;
    for (int below = row + 1; below < kParameters; ++below)
      if (free[below]) step[row] -= factor[below][row] * step[below];
    step[row] /= factor[row][row];
  }
  return step;
}

/// Those of `free` that do not press against a bound.
Free movable(const Point& at, const Linear& linear, Free free) {
  for (int each = 0; each < kParameters; ++each) {
    if (at[each] <= 0 && linear.slope[each] < 0) free[each] = false;
    if (at[each] >= kUpper[each] && linear.slope[each] > 0) free[each] = false;
  }
  return free;
}

struct Minimum {
  Point at{};
  double error = 0;
};

Minimum descend(const WindowProblem& problem, const Point& from, const Free& free) {
  Minimum best{from, problem.error(from)};
  double damping = 1e-3;
  int idle = 0;
  for (int count = 0; count < kMostSteps && idle < 2 && damping < kStiffest; ++count) {
    const Linear linear = problem.linearise(best.at);
    const Free moved = movable(best.at, linear, free);
    if (std::none_of(moved.begin(), moved.end(), [](bool each) { return each; })) break;
    for (; damping < kStiffest; damping *= 4) {
      const Point step = dampedStep(linear, moved, damping);
      Point next = best.at;
      for (int each = 0; each < kParameters; ++each)
        if (moved[each]) next[each] = std::clamp(next[each] + step[each], 0.0, kUpper[each]);
      const double error = problem.error(next);
      if (!(error < best.error)) continue;
      idle = best.error - error <= kSmallestGain * best.error ? idle + 1 : 0;
      best = {next, error};
      damping = std::max(damping / 8, 1e-14);
      break;
    }
  }
  return best;
}

/// A weight of 0 hides which exponent would let the power law in, as one of 1 the rate: looks along it for one that
/// lets the error fall, and goes on from there.
Minimum leaveBound(const WindowProblem& problem, Minimum found) {
  const bool atZero = found.at[kWeight] <= kAtBound;
  if (!atZero && found.at[kWeight] < 1 - kAtBound) return found;
  Point best = found.at;
  double gain = 1e-9 * (found.error + kLagRounding);
  for (int step = 0; step <= 40; ++step) {
    Point at = found.at;
    at[atZero ? kExponent : kRate] = 0.00625 * step * step;  // 0 to 10, closer near 0
    const double sign = atZero ? 1 : -1;
    const double here = sign * problem.gainOfPower(at[kExponent], at[kRate], at[kWeight]);
    if (here > gain) gain = here, best = at;
  }
  if (best == found.at) return found;
  best[kWeight] = atZero ? 0.02 : 0.98;
  const Minimum other = descend(problem, best, {true, true, true});
  return other.error < found.error ? other : found;
}

Minimum fitMixture(const WindowProblem& problem, const Minimum& exponential, const Minimum& power) {
  Minimum found = leaveBound(problem, descend(problem, kStart, {true, true, true}));
  for (const Minimum& part : {exponential, power})
    if (part.error < found.error) found = leaveBound(problem, part);
  return found;
}

double correctedCriterion(double error, std::size_t lags, int parameters) {
  const double n = double(lags), k = parameters + 1;  // and the variance
  if (n - k - 1 <= 0) return kUndefinedMeasure;
  return n * std::log(std::max(error / n, kLagRounding * kLagRounding)) + 2 * k + 2 * k * (k + 1) / (n - k - 1);
}

double deviationFromMean(std::span<const double> window) {
  double mean = 0, sum = 0;
  for (const double value : window) mean += value - window[0];  // exactly 0 for a constant
  mean = window[0] + mean / double(window.size());
  for (const double value : window) sum += (value - mean) * (value - mean);
  return sum;
}

}  // namespace

double WindowShape::value(double lag) const {
  const double power = powerWeight > 0 ? powerWeight * std::pow(lag + 1, -exponent) : 0;
  return power + (powerWeight < 1 ? (1 - powerWeight) * std::exp(-rate * lag) : 0);
}

WindowFit fitWindow(std::span<const double> window) {
  if (window.size() < 4) throw std::invalid_argument("a window is fitted over at least 4 lags");
  const double none = kUndefinedMeasure;
  if (!std::all_of(window.begin(), window.end(), [](double value) { return std::isfinite(value); }))
    return {{none, none, none}, none, none, none, none, none};
  const WindowProblem problem(window);
  const Minimum exponential = descend(problem, {1, 1, 0}, {false, true, false});
  const Minimum power = descend(problem, {1, 1, 1}, {true, false, false});
  const Minimum found = fitMixture(problem, exponential, power);
  const double deviation = deviationFromMean(window);
  WindowFit fit;
  fit.shape = {found.at[kWeight], found.at[kWeight] > kAtBound ? found.at[kExponent] : none,
               found.at[kWeight] < 1 - kAtBound ? found.at[kRate] : none};
  if (std::isnan(fit.shape.exponent)) fit.shape.powerWeight = 0;
  if (std::isnan(fit.shape.rate)) fit.shape.powerWeight = 1;
  fit.r2 = deviation > kLagRounding * kLagRounding ? 1 - found.error / deviation : none;
  fit.aicc = correctedCriterion(found.error, window.size(), 3);
  fit.aiccExponential = correctedCriterion(exponential.error, window.size(), 1);
  fit.aiccPower = correctedCriterion(power.error, window.size(), 1);
  fit.aiccConstant = correctedCriterion(deviation, window.size(), 1);
  return fit;
}

WindowReach windowReach(std::span<const double> window) {
  double sum = 0, weighted = 0, reached = 0;
  for (std::size_t lag = 0; lag < window.size(); ++lag) sum += window[lag], weighted += double(lag) * window[lag];
  if (!(sum > 0) || !std::isfinite(sum)) return {-1, kUndefinedMeasure};
  std::int64_t lag = 0;
  for (; lag + 1 < std::int64_t(window.size()); ++lag) {
    reached += window[std::size_t(lag)];
    if (reached >= 0.75 * sum) break;
  }
  return {lag, weighted / sum};
}

}  // namespace studio
