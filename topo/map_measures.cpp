// See map_measures.h: Moran's I, patches, then the similarity of two maps.
#include "topo/map_measures.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "topo/cortical_sheet.h"
#include "topo/seeded_random.h"
#include "topo/undefined.h"

namespace studio {

// Moran's I. Every permutation has a random state of its own, so any thread may take any of them.

namespace {

constexpr double kTie = 1e-12;  // arrangements with the same I differ by rounding, as a mirrored one does

/// The defined units, numbered from 0, and the neighbours of each one after the other.
struct Neighbourhood {
  std::vector<double> z;              ///< [n] value - mean
  std::vector<std::size_t> first{0};  ///< [n + 1] into neighbours
  std::vector<std::size_t> neighbours;
  double weights = 0, squares = 0;  ///< sum of all w_ij, of z^2
};

std::vector<std::size_t> numberUnits(const SheetValues& map) {
  std::vector<std::size_t> numbers(map.values.size());
  std::size_t next = 0;
  for (std::size_t unit = 0; unit < numbers.size(); ++unit)
    numbers[unit] = std::isfinite(map.values[unit]) ? next++ : numbers.size();
  return numbers;
}

void connect(const SheetValues& map, const MoranOptions& options, Neighbourhood& neighbourhood) {
  const auto numbers = numberUnits(map);
  for (std::int64_t unit = 0; unit < map.sheet.units(); ++unit) {
    if (numbers[static_cast<std::size_t>(unit)] == numbers.size()) continue;
    forNeighbours(map.sheet, unit, options.queen, [&](std::int64_t other) {
      if (const auto number = numbers[static_cast<std::size_t>(other)]; number != numbers.size())
        neighbourhood.neighbours.push_back(number);
    });
    const auto count = neighbourhood.neighbours.size() - neighbourhood.first.back();
    neighbourhood.weights += options.rowStandardised ? (count > 0 ? 1 : 0) : static_cast<double>(count);
    neighbourhood.first.push_back(neighbourhood.neighbours.size());
  }
}

Neighbourhood makeNeighbourhood(const SheetValues& map, const MoranOptions& options) {
  Neighbourhood neighbourhood;
  for (const double value : map.values)
    if (std::isfinite(value)) neighbourhood.z.push_back(value);
  if (neighbourhood.z.empty()) return neighbourhood;
  const auto [lowest, highest] = std::minmax_element(neighbourhood.z.begin(), neighbourhood.z.end());
  const double start = *lowest;
  if (start == *highest) return neighbourhood;  // constant: no squares, undefined
  double sum = 0;
  for (const double value : neighbourhood.z) sum += value - start;
  const double mean = start + sum / static_cast<double>(neighbourhood.z.size());
  for (auto& value : neighbourhood.z) value -= mean, neighbourhood.squares += value * value;
  connect(map, options, neighbourhood);
  return neighbourhood;
}

double computeMoran(const Neighbourhood& neighbourhood, const std::vector<double>& z, bool rowStandardised) {
  double products = 0;
  for (std::size_t unit = 0; unit < z.size(); ++unit) {
    const auto begin = neighbourhood.first[unit], end = neighbourhood.first[unit + 1];
    double around = 0;
    for (auto place = begin; place < end; ++place) around += z[neighbourhood.neighbours[place]];
    if (rowStandardised && end > begin) around /= static_cast<double>(end - begin);
    products += z[unit] * around;
  }
  return static_cast<double>(z.size()) / neighbourhood.weights * products / neighbourhood.squares;
}

/// Fisher and Yates' shuffle.
std::vector<double> shuffled(std::vector<double> z, std::uint64_t seed, std::int64_t permutation) {
  auto random = trialRandom(seed, permutation);
  for (auto left = z.size(); left > 1; --left) std::swap(z[left - 1], z[randomIndex(random, left)]);
  return z;
}

double computeP(const Neighbourhood& neighbourhood, const MoranOptions& options, double observed) {
  std::vector<char> reached(static_cast<std::size_t>(options.permutations));
  at::parallel_for(0, options.permutations, 8, [&](std::int64_t begin, std::int64_t end) {
    for (auto k = begin; k < end; ++k)
      reached[static_cast<std::size_t>(k)] = computeMoran(neighbourhood, shuffled(neighbourhood.z, options.seed, k),
                                                          options.rowStandardised) >= observed - kTie;
  });
  const auto above = std::count(reached.begin(), reached.end(), 1);
  return static_cast<double>(std::min<std::int64_t>(above, options.permutations - above) + 1) /
         static_cast<double>(options.permutations + 1);
}

}  // namespace

MoransI moransI(const at::Tensor& map, const MoranOptions& options) {
  if (options.permutations < 0) throw std::invalid_argument("Moran's I needs 0 permutations or more");
  const auto neighbourhood = makeNeighbourhood(readSheetValues(map), options);
  if (!(neighbourhood.squares > 0) || !(neighbourhood.weights > 0))
    return {kUndefinedMeasure, kUndefinedMeasure, kUndefinedMeasure, options.permutations};
  const double i = computeMoran(neighbourhood, neighbourhood.z, options.rowStandardised);
  return {i, -1 / static_cast<double>(neighbourhood.z.size() - 1),
          options.permutations > 0 ? computeP(neighbourhood, options, i) : kUndefinedMeasure, options.permutations};
}

// Patches.

namespace {

constexpr double kSigmaShare = .034;  // TDANN: 2.4 mm of 70 mm
constexpr double kSmallestShare = .02;
constexpr std::int64_t kSmallest = 3;

std::int64_t smallestPatch(const PatchOptions& options, const CorticalSheet& sheet) {
  if (options.smallest >= 0) return options.smallest;
  return std::max(kSmallest, static_cast<std::int64_t>(std::ceil(kSmallestShare * static_cast<double>(sheet.units()))));
}

Patch makePatch(std::vector<std::int64_t> units, const SheetValues& map) {
  Patch patch{std::move(units), -std::numeric_limits<double>::infinity(), -1, 0, 0};
  for (const auto unit : patch.units) {
    patch.row += static_cast<double>(map.sheet.row(unit)), patch.column += static_cast<double>(map.sheet.column(unit));
    const double value = map.values[static_cast<std::size_t>(unit)];
    if (value > patch.peak) patch.peak = value, patch.peakUnit = unit;
  }
  const auto count = static_cast<double>(patch.units.size());
  patch.row /= count, patch.column /= count;
  return patch;
}

}  // namespace

PatchResult findPatches(const at::Tensor& map, const PatchOptions& options) {
  if (std::isnan(options.threshold)) throw std::invalid_argument("patches need a threshold");
  const auto raw = readSheetValues(map);
  const auto sheet = raw.sheet;
  const double sigma =
      options.sigma < 0 ? kSigmaShare * static_cast<double>(std::max(sheet.height, sheet.width)) : options.sigma;
  PatchResult result{{}, 0, gaussianSmoothed(map, sigma)};
  std::vector<char> inside;
  for (const double value : readSheetValues(result.smoothed).values)
    inside.push_back(value > options.threshold);  // NaN is not
  std::int64_t covered = 0;
  for (auto& part : connectedParts(inside, sheet)) {
    if (static_cast<std::int64_t>(part.size()) < smallestPatch(options, sheet)) continue;
    covered += static_cast<std::int64_t>(part.size());
    result.patches.push_back(makePatch(std::move(part), raw));
  }
  std::stable_sort(result.patches.begin(), result.patches.end(),
                   [](const Patch& a, const Patch& b) { return a.units.size() > b.units.size(); });
  const auto defined =
      std::count_if(raw.values.begin(), raw.values.end(), [](double value) { return std::isfinite(value); });
  result.areaFraction = static_cast<double>(covered) / static_cast<double>(defined);  // 0 / 0 = NaN
  return result;
}

// The similarity of two maps.

namespace {

using Values = std::vector<double>;
constexpr double kSigma = 1.5;
constexpr std::int64_t kGaussianWindow = 11;  // scikit-image: 3.5 sigma each way

struct Pair {
  const SheetValues &a, &b;
};

double computeMean(const Values& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double correlation(Values a, Values b) {
  if (a.size() < 2) return kUndefinedMeasure;
  const auto varies = [](const Values& values) {
    return std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>()) != values.end();
  };
  if (!varies(a) || !varies(b)) return kUndefinedMeasure;
  const double meanA = computeMean(a), meanB = computeMean(b);
  for (auto& value : a) value -= meanA;
  for (auto& value : b) value -= meanB;
  const auto product = [](const Values& x, const Values& y) {
    return std::inner_product(x.begin(), x.end(), y.begin(), 0.0);
  };
  return product(a, b) / std::sqrt(product(a, a) * product(b, b));
}

/// 1 .. n; equal values share the mean of their ranks.
Values computeRanks(const Values& values) {
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
  const auto windowUnit = [&](std::size_t place) {
    const auto at = static_cast<std::int64_t>(place);
    return static_cast<std::size_t>(corner + at / side * maps.a.sheet.width + at % side);
  };
  for (std::size_t place = 0; place < weights.size(); ++place)
    meanA += weights[place] * maps.a.values[windowUnit(place)],
        meanB += weights[place] * maps.b.values[windowUnit(place)];
  for (std::size_t place = 0; place < weights.size(); ++place) {
    const double a = maps.a.values[windowUnit(place)] - meanA, b = maps.b.values[windowUnit(place)] - meanB,
                 weight = covarianceScale * weights[place];
    squareA += weight * a * a, squareB += weight * b * b, product += weight * a * b;
  }
  const double first = 1e-4 * range * range, second = 9e-4 * range * range;  // (K1 range)^2, (K2 range)^2
  return (2 * meanA * meanB + first) * (2 * product + second) /
         ((meanA * meanA + meanB * meanB + first) * (squareA + squareB + second));
}

double largestMagnitude(const Pair& maps) {
  double largest = 0;
  for (const auto* map : {&maps.a, &maps.b})
    for (const double value : map->values)
      if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
  return largest;
}

double computeSsim(const Pair& maps, const SsimOptions& options) {
  const auto side = options.gaussian ? kGaussianWindow : options.window;
  const auto sheet = maps.a.sheet;
  const auto weights = windowWeights(options, side);
  const auto count = static_cast<double>(side * side);
  const double range = options.range > 0 ? options.range : 2 * largestMagnitude(maps),
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
  const auto first = readSheetValues(a), second = readSheetValues(b);
  const Pair maps{first, second};
  requireMaps(maps, options);
  Values left, right;
  for (std::size_t unit = 0; unit < first.values.size(); ++unit) {
    if (!std::isfinite(first.values[unit]) || !std::isfinite(second.values[unit])) continue;
    left.push_back(first.values[unit]), right.push_back(second.values[unit]);
  }
  return {correlation(left, right), correlation(computeRanks(left), computeRanks(right)), computeSsim(maps, options)};
}

}  // namespace studio
