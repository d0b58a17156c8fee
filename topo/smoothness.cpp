// The scores of a curve, the default bins, and curves of differences; curves of correlations are made in
// correlation_curve.cpp.
#include "topo/smoothness.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>
#include <stdexcept>

#include "topo/autocorrelation.h"
#include "topo/pair_sums.h"
#include "topo/undefined.h"

namespace studio {
namespace {

struct BinSums {
  double distance = 0, sum = 0, square = 0;
  std::int64_t pairs = 0;
};

/// Index of the bin, or -1.
std::int64_t binOf(double distance, const DistanceBins& bins) {
  const auto& edges = bins.edges;
  if (bins.lastInclusive && distance == edges.back()) return static_cast<std::int64_t>(edges.size()) - 2;
  const auto above = std::upper_bound(edges.begin(), edges.end(), distance);
  return above == edges.end() ? -1 : above - edges.begin() - 1;
}

std::vector<BinSums> binned(const PairSums& sums, const DistanceBins& bins) {
  std::vector<BinSums> held(bins.edges.size() - 1);
  for (std::size_t offset = 1; offset < sums.pairs.size(); ++offset) {
    const auto row = static_cast<std::int64_t>(offset) / sums.width,
               column = static_cast<std::int64_t>(offset) % sums.width;
    const double distance = std::sqrt(static_cast<double>(row * row + column * column));
    const auto bin = binOf(distance, bins);
    if (bin < 0) continue;
    auto& entry = held[static_cast<std::size_t>(bin)];
    entry.pairs += sums.pairs[offset];
    entry.distance += distance * static_cast<double>(sums.pairs[offset]);
    entry.sum += sums.sum[offset];
    if (!sums.square.empty()) entry.square += sums.square[offset];
  }
  return held;
}

std::vector<std::int64_t> pairsOfFullSheet(std::int64_t height, std::int64_t width) {
  std::vector<std::int64_t> pairs(static_cast<std::size_t>(height * width), 0);
  for (std::int64_t row = 0; row < height; ++row)
    for (std::int64_t column = 0; column < width; ++column)  // both diagonals, unless the offset lies on an axis
      pairs[static_cast<std::size_t>(row * width + column)] =
          (height - row) * (width - column) * (row > 0 && column > 0 ? 2 : 1);
  pairs[0] = 0;
  return pairs;
}

}  // namespace

PairSums::PairSums(std::int64_t sheetHeight, std::int64_t sheetWidth)
    : height(sheetHeight),
      width(sheetWidth),
      sum(static_cast<std::size_t>(height * width), 0.0),
      pairs(sum.size(), 0) {}

void requireSheetAndBins(std::int64_t units, std::int64_t height, std::int64_t width, const DistanceBins& bins) {
  if (height < 1 || width < 1 || height * width != units)
    throw std::invalid_argument("a curve over distance needs one value for each unit of the sheet");
  bool rises = bins.edges.size() >= 2;
  for (std::size_t edge = 0; edge < bins.edges.size(); ++edge)
    rises = rises && std::isfinite(bins.edges[edge]) && (edge == 0 || bins.edges[edge] > bins.edges[edge - 1]);
  if (!rises) throw std::invalid_argument("distance bins need two or more edges that rise");
}

std::vector<std::int64_t> pairsByOffset(const std::vector<char>& defined, std::int64_t height, std::int64_t width) {
  if (std::find(defined.begin(), defined.end(), 0) == defined.end()) return pairsOfFullSheet(height, width);
  auto mask = at::empty({1, height * width}, at::kDouble);
  std::copy(defined.begin(), defined.end(), mask.data_ptr<double>());
  const auto sums = autocorrelation(mask, height, width);
  std::vector<std::int64_t> pairs;
  for (const double count : sums) pairs.push_back(std::llround(count));
  return pairs;
}

DistanceCurve curveOf(const PairSums& sums, const DistanceBins& bins) {
  DistanceCurve curve;
  for (const auto& bin : binned(sums, bins)) {
    if (bin.pairs == 0) break;
    const auto pairs = static_cast<double>(bin.pairs);
    const double mean = bin.sum / pairs;
    curve.distance.push_back(bin.distance / pairs);
    curve.correlation.push_back(mean);
    curve.spread.push_back(sums.square.empty() ? kNaN
                                               : std::sqrt(std::max(0.0, bin.square / pairs - mean * mean) / pairs));
    curve.pairs.push_back(bin.pairs);
  }
  return curve;
}

// Differences of one value a unit against distance (smoothness.h): no product form exists, so every pair is visited.

namespace {

double differenceOf(double a, double b, double period) {
  const double plain = std::abs(a - b);
  if (period <= 0) return plain;
  const double round = std::fmod(plain, period);
  return std::min(round, period - round);
}

/// All pairs whose rows lie `rows` apart.
void addRowOffset(const double* values, std::int64_t rows, double period, PairSums& sums) {
  const auto width = sums.width, last = (sums.height - rows) * width;
  for (std::int64_t unit = 0; unit < last; ++unit) {
    const auto column = unit % width;
    if (!std::isfinite(values[unit])) continue;
    const auto* others = values + (unit / width + rows) * width;
    for (std::int64_t other = rows == 0 ? column + 1 : 0; other < width; ++other) {
      if (!std::isfinite(others[other])) continue;
      const auto offset = static_cast<std::size_t>(rows * width + std::abs(other - column));
      const double difference = differenceOf(values[unit], others[other], period);
      sums.sum[offset] += difference;
      sums.square[offset] += difference * difference;
      ++sums.pairs[offset];
    }
  }
}

}  // namespace

DistanceCurve differenceCurve(const at::Tensor& values, std::int64_t height, std::int64_t width,
                              const DistanceBins& bins, double period) {
  if (values.dim() != 1) throw std::invalid_argument("a difference curve needs one value a unit");
  if (!(period >= 0) || !std::isfinite(period))
    throw std::invalid_argument("a difference curve needs a period of 0 (none) or more");
  requireSheetAndBins(values.size(0), height, width, bins);
  const auto exact = values.detach().to(at::kCPU, at::kDouble).contiguous();
  PairSums sums(height, width);
  sums.square.assign(sums.sum.size(), 0.0);
  at::parallel_for(0, height, 1, [&](std::int64_t begin, std::int64_t end) {
    for (auto rows = begin; rows < end; ++rows) addRowOffset(exact.const_data_ptr<double>(), rows, period, sums);
  });
  return curveOf(sums, bins);
}

// The scores of a curve and the default bins; the curves are made in correlation_curve.cpp and difference_curve.cpp.

namespace {

constexpr double kFirstCorrelationMin = 0.05;  // science.md 2.3
constexpr int kBins = 20;

/// All distances between two different units.
std::set<double> distancesOf(std::int64_t height, std::int64_t width) {
  std::set<double> distances;
  for (std::int64_t row = 0; row < height; ++row)
    for (std::int64_t column = row == 0 ? 1 : 0; column < width; ++column)
      distances.insert(std::sqrt(static_cast<double>(row * row + column * column)));
  return distances;
}

/// (max - first) / max.
double fallFrom(double largest, double first) { return largest > 0 ? (largest - first) / largest : kNaN; }

}  // namespace

DistanceBins defaultBins(std::int64_t height, std::int64_t width) {
  if (height < 1 || width < 1) throw std::invalid_argument("distance bins need a sheet of at least 1 x 1 units");
  if (height * width == 1) return {{0, 1}, true};
  const auto distances = distancesOf(height, width);
  const double diagonal = *distances.rbegin();
  DistanceBins bins{{0}, true};
  for (int edge = 1; edge < kBins; ++edge) {
    const double next = diagonal * edge / kBins;
    const auto held = distances.lower_bound(bins.edges.back());
    if (held != distances.end() && *held < next) bins.edges.push_back(next);  // [last edge, next) is not empty
  }
  bins.edges.push_back(diagonal);
  return bins;
}

Smoothness smoothnessOf(const DistanceCurve& curve) {
  const auto& c = curve.correlation;
  if (c.size() < 2) return {kNaN, kNaN, kNaN};
  const auto [lowest, highest] = std::minmax_element(c.begin(), c.end());
  return {*highest - *lowest, c.front() < kFirstCorrelationMin ? kNaN : (c.front() - *lowest) / c.front(),
          fallFrom(1 - *lowest, 1 - c.front())};
}

double tdannSmoothness(const DistanceCurve& differences) {
  const auto& curve = differences.correlation;
  if (curve.size() < 2) return kNaN;
  return fallFrom(*std::max_element(curve.begin(), curve.end()), curve.front());
}

}  // namespace studio
