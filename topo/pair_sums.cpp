// See pair_sums.h.
#include "topo/pair_sums.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "topo/autocorrelation.h"
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
    const auto row = static_cast<std::int64_t>(offset) / sums.width, column = static_cast<std::int64_t>(offset) % sums.width;
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
      pairs[static_cast<std::size_t>(row * width + column)] = (height - row) * (width - column) * (row > 0 && column > 0 ? 2 : 1);
  pairs[0] = 0;
  return pairs;
}

}  // namespace

PairSums::PairSums(std::int64_t sheetHeight, std::int64_t sheetWidth)
    : height(sheetHeight), width(sheetWidth), sum(static_cast<std::size_t>(height * width), 0.0), pairs(sum.size(), 0) {}

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
    curve.spread.push_back(sums.square.empty() ? kNaN : std::sqrt(std::max(0.0, bin.square / pairs - mean * mean) / pairs));
    curve.pairs.push_back(bin.pairs);
  }
  return curve;
}

}  // namespace studio
