// See selectivity.h. Moments of groups first, then t and its significance.
#include "topo/selectivity.h"

#include <ATen/ATen.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <stdexcept>

#include "topo/cortical_sheet.h"
#include "topo/undefined.h"

namespace studio {

// Moments of groups, in two passes: the variance is taken around the group's own mean.

namespace {

constexpr double kRounding = 1e-28;  // a smaller share of the mean square is rounding of the mean in double
constexpr std::int64_t kValuesTogether = std::int64_t{1} << 21;  // 16 MB in double

}  // namespace

GroupMoments computeMoments(const at::Tensor& values, const at::Tensor& members) {
  const auto chosen = values.index({members});  // [group, units]
  const auto finite = at::isfinite(chosen);
  const auto zero = at::zeros({}, chosen.options());
  GroupMoments moments;
  moments.count = finite.sum(0).to(at::kDouble);
  moments.mean = at::where(finite, chosen, zero).sum(0) / moments.count;
  const auto deviation = at::where(finite, chosen - moments.mean, zero);
  moments.variance = deviation.square().sum(0) / moments.count;
  moments.variance =
      at::where(moments.variance <= kRounding * moments.mean.square(), moments.variance * 0, moments.variance);
  return moments;
}

at::Tensor computePooledT(const GroupMoments& on, const GroupMoments& off) {
  const auto pooled = ((on.count - 1) * on.variance + (off.count - 1) * off.variance) / (on.count + off.count - 2);
  const auto t = (on.mean - off.mean) / (pooled * (1 / on.count + 1 / off.count)).sqrt();
  const auto defined = (on.count >= 2).logical_and(off.count >= 2).logical_and(pooled > 0);
  return at::where(defined, t, at::full_like(t, kUndefinedMeasure));
}

at::Tensor overUnits(const at::Tensor& responses, const std::function<at::Tensor(const at::Tensor&)>& make) {
  const auto given = responses.detach().to(at::kCPU);
  const auto together = std::max<std::int64_t>(1, kValuesTogether / std::max<std::int64_t>(1, given.size(0)));
  std::vector<at::Tensor> parts;
  for (const auto& block : given.split(together, 1)) parts.push_back(make(block.to(at::kDouble)));
  return at::cat(parts, -1);
}

at::Tensor requireMembers(const at::Tensor& responses, const at::Tensor& members) {
  if (responses.dim() != 2 || responses.size(1) < 1 || members.dim() != 1 || members.scalar_type() != at::kBool ||
      members.size(0) != responses.size(0))
    throw std::invalid_argument(
        "a contrast needs responses [stimuli, units] and, for each group, one true or false a stimulus");
  return members.to(at::kCPU);
}

namespace {

constexpr double kHalf = 0.5;
constexpr double kSeriesFrom = 12;    // from here the series below has all digits
constexpr double kNormalFrom = 1e13;  // degrees of freedom from which t is normal to the last digits
constexpr int kMostTerms = 100000;

/// ln(Gamma(a + 1/2) / Gamma(a)). The difference of two large lgamma would lose the digits that count (series:
/// DLMF 5.11.13 in logarithm).
double logGammaRatio(double a) {
  if (a < kSeriesFrom) return std::lgamma(a + kHalf) - std::lgamma(a);
  const double square = 1 / (a * a);
  return kHalf * std::log(a) -
         (1.0 / 8 - square * (1.0 / 192 - square * (1.0 / 640 - square * (17.0 / 14336 - square * 31.0 / 18432)))) / a;
}

/// The continued fraction of the incomplete beta function (DLMF 8.17.22), evaluated from the front (Lentz).
double betaFraction(double x, double a, double b) {
  const double tiny = 1e-300;
  double c = 1, d = 1 / std::max(tiny, std::abs(1 - (a + b) * x / (a + 1))), value = d;
  if (1 - (a + b) * x / (a + 1) < 0) value = d = -d;
  const auto step = [&](double term) {
    d = 1 + term * d, c = 1 + term / c;
    if (std::abs(d) < tiny) d = tiny;
    if (std::abs(c) < tiny) c = tiny;
    d = 1 / d;
    value *= c * d;
    return std::abs(c * d - 1);
  };
  for (int m = 1; m <= kMostTerms; ++m) {
    step(m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)));
    if (step(-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))) < 4 * std::numeric_limits<double>::epsilon())
      break;
  }
  return value;
}

}  // namespace

double twoSidedP(double t, double freedom) {
  if (std::isnan(t) || !(freedom > 0)) return kUndefinedMeasure;
  if (std::isinf(t)) return 0;
  if (freedom > kNormalFrom) return std::erfc(std::abs(t) / std::numbers::sqrt2);
  const double a = freedom / 2, square = t * t / freedom, x = 1 / (1 + square),
               rest = square / (1 + square);  // rest = 1 - x
  if (rest == 0) return 1;
  // x^a (1 - x)^(1/2) / B(a, 1/2), B = Gamma(a) sqrt(pi) / Gamma(a + 1/2)
  const double front = std::exp(logGammaRatio(a) - a * std::log1p(square)) * std::sqrt(rest / std::numbers::pi);
  if (x < (a + 1) / (a + kHalf + 2)) return front * betaFraction(x, a, kHalf) / a;
  return 1 - front * betaFraction(rest, kHalf, a) / kHalf;
}

// t values from sums and sums of squares over groups of stimuli: four matrix products, whatever the number of
// contrasts.

namespace {

/// Below this share of its mean square a variance is rounding noise of the sums (float responses carry 1e-7 each).
constexpr double kNoise = 1e-13;

struct Moments {
  at::Tensor count;     ///< [groups, 1]
  at::Tensor mean;      ///< [groups, units]
  at::Tensor variance;  ///< [groups, units], ddof 0
};

/// members [groups, stimuli] of 0 and 1, values [stimuli, units], all double.
Moments memberMoments(const at::Tensor& members, const at::Tensor& values) {
  Moments moments;
  moments.count = members.sum(1, true);
  moments.mean = at::matmul(members, values) / moments.count;
  const auto square = at::matmul(members, values * values) / moments.count;
  const auto variance = (square - moments.mean * moments.mean).clamp_min(0);
  moments.variance = at::where(variance <= kNoise * square, at::zeros_like(variance), variance);
  return moments;
}

/// on, off [groups, stimuli] bool -> t [groups, units].
at::Tensor tOfGroups(const at::Tensor& responses, const at::Tensor& on, const at::Tensor& off) {
  const auto exact = responses.detach().to(at::kDouble);
  const auto values =
      exact - exact.narrow(0, 0, 1);  // differences of means do not change; a constant unit is exactly 0
  const auto first = memberMoments(on.to(at::kDouble), values);
  const auto second = memberMoments(off.to(at::kDouble), values);
  const auto difference = first.mean - second.mean;
  const auto error = (first.variance / first.count + second.variance / second.count).sqrt();
  return at::where(error == 0, at::zeros_like(error), difference / error).to(at::kFloat);
}

}  // namespace

at::Tensor selectivityOfContrasts(const at::Tensor& responses, const at::Tensor& on, const at::Tensor& off) {
  if (responses.dim() != 2 || responses.size(0) == 0 || on.dim() != 2 || on.sizes() != off.sizes() ||
      on.size(1) != responses.size(0))
    throw std::invalid_argument("selectivity needs responses [stimuli, units] and two sides [contrasts, stimuli]");
  return tOfGroups(responses, on, off);
}

// The statistics of selectivity.h that leave out undefined responses, and their significance.

namespace {

at::Tensor orZero(const at::Tensor& difference, const at::Tensor& error) {
  return at::where(error == 0, at::zeros_like(error), difference / error);
}

/// NaN unless both groups have two responses and one of them varies.
at::Tensor orUndefined(const at::Tensor& value, const GroupMoments& on, const GroupMoments& off) {
  const auto defined = (on.count >= 2).logical_and(off.count >= 2).logical_and(on.variance + off.variance > 0);
  return at::where(defined, value, at::full_like(value, kUndefinedMeasure));
}

/// [t, welchT, welchDf, pooledT, d', studentT] -> [6, units].
at::Tensor computeStatistics(const GroupMoments& on, const GroupMoments& off) {
  const auto difference = on.mean - off.mean;
  const auto t = orZero(difference, (on.variance / on.count + off.variance / off.count).sqrt());
  const auto dPrime = orZero(difference, ((on.variance + off.variance) / 2).sqrt());
  const auto first = on.variance / (on.count - 1),
             second = off.variance / (off.count - 1);  // squared errors of the means, ddof 1
  const auto welch = orUndefined(difference / (first + second).sqrt(), on, off);
  const auto freedom =
      (first + second).square() / (first.square() / (on.count - 1) + second.square() / (off.count - 1));
  const auto pooled = (on.count * on.variance + off.count * off.variance) / (on.count + off.count - 2);
  const auto student = orUndefined(difference / (pooled * (1 / on.count + 1 / off.count)).sqrt(), on, off);
  return at::stack(
      {t, welch, orUndefined(freedom, on, off), computePooledT(on, off), dPrime, student});  // -> [6, units]
}

at::Tensor computeP(const at::Tensor& t, const at::Tensor& freedom) {
  auto p = at::empty_like(t);
  for (std::int64_t unit = 0; unit < t.numel(); ++unit)
    p.data_ptr<double>()[unit] = twoSidedP(t.const_data_ptr<double>()[unit], freedom.const_data_ptr<double>()[unit]);
  return p;
}

}  // namespace

UnitStatistics unitStatistics(const at::Tensor& responses, const at::Tensor& on, const at::Tensor& off) {
  const auto first = requireMembers(responses, on), second = requireMembers(responses, off);
  if (first.logical_and(second).any().item<bool>())
    throw std::invalid_argument("a stimulus of a contrast cannot be on and off at once");
  const auto all = overUnits(responses, [&](const at::Tensor& block) {
    return computeStatistics(computeMoments(block, first), computeMoments(block, second));
  });
  const auto row = [&](std::int64_t index) { return all[index].contiguous(); };  // [units]
  return {row(0), row(1), computeP(row(1), row(2)), row(2), row(3), row(4), row(5)};
}

at::Tensor significant(const at::Tensor& p, double q) {
  if (!(q > 0 && q < 1)) throw std::invalid_argument("a false discovery rate lies between 0 and 1");
  const auto exact = p.detach().to(at::kCPU, at::kDouble).contiguous();
  const auto* values = exact.const_data_ptr<double>();
  std::vector<double> sorted;
  std::copy_if(values, values + exact.numel(), std::back_inserter(sorted),
               [](double value) { return !std::isnan(value); });
  std::sort(sorted.begin(), sorted.end());
  double limit = -1;  // the largest p(k) with p(k) <= k q / m
  for (std::size_t k = 1; k <= sorted.size(); ++k)
    if (sorted[k - 1] <= static_cast<double>(k) * q / static_cast<double>(sorted.size())) limit = sorted[k - 1];
  return exact <= limit;
}

}  // namespace studio
