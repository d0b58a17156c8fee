#include "topo/map_similarity.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "topo/sheet_values.h"
#include "topo/undefined.h"

namespace studio {
namespace {

using Values = std::vector<double>;
constexpr double kSigma = 1.5;
constexpr std::int64_t kGaussianWindow = 11;  // scikit-image: 3.5 sigma each way

struct Pair {
  const SheetValues &a, &b;
};

double meanOf(const Values& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double correlation(Values a, Values b) {
  if (a.size() < 2) return kNaN;
  const auto varies = [](const Values& values) {
    return std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>()) != values.end();
  };
  if (!varies(a) || !varies(b)) return kNaN;
  const double meanA = meanOf(a), meanB = meanOf(b);
  for (auto& value : a) value -= meanA;
  for (auto& value : b) value -= meanB;
  const auto product = [](const Values& x, const Values& y) {
    return std::inner_product(x.begin(), x.end(), y.begin(), 0.0);
  };
  return product(a, b) / std::sqrt(product(a, a) * product(b, b));
}

/// 1 .. n; equal values share the mean of their ranks.
Values ranksOf(const Values& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return values[i] < values[j]; });
  Values ranks(values.size());
  for (std::size_t first = 0, next; first < order.size(); first = next) {
    for (next = first; next < order.size() && values[order[next]] == values[order[first]];) ++next;
    for (auto place = first; place < next; ++place) ranks[order[place]] = static_cast<double>(first + 1 + next) / 2;
  }
  return ranks;
}

/// Weights of a window, row-major, with sum 1.
Values windowWeights(const SsimOptions& options, std::int64_t side) {
  Values weights;
  for (std::int64_t row = 0; row < side; ++row)
    for (std::int64_t column = 0; column < side; ++column) {
      const auto down = static_cast<double>(row - side / 2), right = static_cast<double>(column - side / 2);
      weights.push_back(options.gaussian ? std::exp(-(down * down + right * right) / (2 * kSigma * kSigma)) : 1.0);
    }
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (auto& weight : weights) weight /= sum;
  return weights;
}

/// SSIM of the window whose first unit is `corner`; NaN with an undefined unit (Wang and others 2004, eq. 13).
double ssimOfWindow(const Pair& maps, std::int64_t corner, const Values& weights, std::int64_t side,
                    double covarianceScale, double range) {
  double meanA = 0, meanB = 0, squareA = 0, squareB = 0, product = 0;
  const auto unitOf = [&](std::size_t place) {
    const auto at = static_cast<std::int64_t>(place);
    return static_cast<std::size_t>(corner + at / side * maps.a.sheet.width + at % side);
  };
  for (std::size_t place = 0; place < weights.size(); ++place)
    meanA += weights[place] * maps.a.values[unitOf(place)], meanB += weights[place] * maps.b.values[unitOf(place)];
  for (std::size_t place = 0; place < weights.size(); ++place) {
    const double a = maps.a.values[unitOf(place)] - meanA, b = maps.b.values[unitOf(place)] - meanB,
                 weight = covarianceScale * weights[place];
    squareA += weight * a * a, squareB += weight * b * b, product += weight * a * b;
  }
  const double first = 1e-4 * range * range, second = 9e-4 * range * range;  // (K1 range)^2, (K2 range)^2
  return (2 * meanA * meanB + first) * (2 * product + second) /
         ((meanA * meanA + meanB * meanB + first) * (squareA + squareB + second));
}

double largestOf(const Pair& maps) {
  double largest = 0;
  for (const auto* map : {&maps.a, &maps.b})
    for (const double value : map->values)
      if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
  return largest;
}

double ssimOf(const Pair& maps, const SsimOptions& options) {
  const auto side = options.gaussian ? kGaussianWindow : options.window;
  const auto sheet = maps.a.sheet;
  const auto weights = windowWeights(options, side);
  const auto count = static_cast<double>(side * side);
  const double range = options.range > 0 ? options.range : 2 * largestOf(maps),
               scale = options.gaussian ? 1 : count / (count - 1);
  double sum = 0, windows = 0;
  for (std::int64_t row = 0; row + side <= sheet.height; ++row)
    for (std::int64_t column = 0; column + side <= sheet.width; ++column) {
      const double value = ssimOfWindow(maps, row * sheet.width + column, weights, side, scale, range);
      if (std::isfinite(value)) sum += value, ++windows;
    }
  return sum / windows;  // 0 / 0 = NaN
}

void requireMaps(const Pair& maps, const SsimOptions& options) {
  if (maps.a.sheet != maps.b.sheet) throw std::invalid_argument("two maps can be compared only on one sheet");
  if (options.window < 3 || options.window % 2 == 0)
    throw std::invalid_argument("structural similarity needs an odd window of 3 or more");
  if (!(options.range >= 0) || std::isinf(options.range))
    throw std::invalid_argument("structural similarity needs a range of 0 (automatic) or more");
}

}  // namespace

MapSimilarity mapSimilarity(const at::Tensor& a, const at::Tensor& b, const SsimOptions& options) {
  const auto first = sheetValuesOf(a), second = sheetValuesOf(b);
  const Pair maps{first, second};
  requireMaps(maps, options);
  Values left, right;
  for (std::size_t unit = 0; unit < first.values.size(); ++unit) {
    if (!std::isfinite(first.values[unit]) || !std::isfinite(second.values[unit])) continue;
    left.push_back(first.values[unit]), right.push_back(second.values[unit]);
  }
  return {correlation(left, right), correlation(ranksOf(left), ranksOf(right)), ssimOf(maps, options)};
}

}  // namespace studio
