// See group_moments.h. Two passes: the variance is taken around the group's own mean.
#include "topo/group_moments.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

#include "topo/undefined.h"

namespace studio {
namespace {

constexpr double kRounding = 1e-28;  // a smaller share of the mean square is rounding of the mean in double
constexpr std::int64_t kValuesTogether = std::int64_t{1} << 21;  // 16 MB in double

}  // namespace

GroupMoments momentsOf(const at::Tensor& values, const at::Tensor& members) {
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

at::Tensor pooledTOf(const GroupMoments& on, const GroupMoments& off) {
  const auto pooled = ((on.count - 1) * on.variance + (off.count - 1) * off.variance) / (on.count + off.count - 2);
  const auto t = (on.mean - off.mean) / (pooled * (1 / on.count + 1 / off.count)).sqrt();
  const auto defined = (on.count >= 2).logical_and(off.count >= 2).logical_and(pooled > 0);
  return at::where(defined, t, at::full_like(t, NAN));
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
  if (std::isnan(t) || !(freedom > 0)) return kNaN;
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

}  // namespace studio
