// See map_patterns.h, in its order.
#include "topo/map_patterns.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "topo/cortical_sheet.h"
#include "topo/map_measures.h"
#include "topo/seeded_random.h"
#include "topo/undefined.h"

namespace studio {

// Islands.

namespace {

/// The map with nothing but the units of one island.
at::Tensor islandMap(const SheetValues& map, const std::vector<std::int64_t>& units) {
  SheetValues alone{map.sheet, std::vector<double>(map.values.size(), kUndefinedMeasure)};
  for (const auto unit : units) alone.values[std::size_t(unit)] = map.values[std::size_t(unit)];
  return makeMap(alone);
}

std::vector<char> selectiveUnits(const SheetValues& map, const at::Tensor& chosen) {
  const auto flags = readSheetValues(chosen);
  if (flags.sheet != map.sheet) throw std::invalid_argument("the chosen units are not those of the map");
  std::vector<char> inside;
  for (std::size_t unit = 0; unit < map.values.size(); ++unit)
    inside.push_back(flags.values[unit] > 0 && std::isfinite(map.values[unit]));
  return inside;
}

}  // namespace

IslandMorans islandMorans(const at::Tensor& map, const at::Tensor& chosen, const IslandOptions& options) {
  const auto values = readSheetValues(map);
  IslandMorans found;
  double sum = 0, defined = 0;
  for (const auto& units : connectedParts(selectiveUnits(values, chosen), values.sheet)) {
    if (std::int64_t(units.size()) < options.smallest) continue;
    ++found.islands;
    found.units += std::int64_t(units.size());
    const auto morans = moransI(islandMap(values, units), {.permutations = options.permutations, .seed = options.seed});
    if (!std::isfinite(morans.i)) continue;
    sum += morans.i, ++defined;
    found.significant += morans.i > morans.expected && morans.p < options.level;
  }
  found.i = sum / defined;  // 0 / 0 = NaN
  return found;
}

// The spectrum.

namespace {

constexpr double kLowFrequency = 0.125, kHighest = 0.5;  // cycles a unit

/// |F|^2 / sum of all, double [height, width]; its constant part is 0. Undefined for a constant map.
at::Tensor powerShares(const at::Tensor& map) {
  const auto values = makeMap(readSheetValues(map));
  const auto finite = values.isfinite();
  if (!finite.any().item<bool>()) return {};
  const auto mean = values.masked_select(finite).mean();
  const auto centred = at::where(finite, values - mean, at::zeros_like(values));
  if (!(centred.abs().max().item<double>() > 0)) return {};
  auto power = at::fft_fft2(centred).abs().square();
  power.view(-1)[0] = 0;
  const double sum = power.sum().item<double>();
  return sum > 0 ? (power / sum).contiguous() : at::Tensor();
}

/// Of row (or column) `index` of a spectrum of so many, cycles a unit: 0, 1 / n, ..., -1 / n.
double signedFrequency(std::int64_t index, std::int64_t count) {
  return double(2 * index <= count ? index : index - count) / double(count);
}

}  // namespace

RadialPower radialPower(const at::Tensor& map) {
  const auto shares = powerShares(map);
  if (!shares.defined()) return {{}, {}, kUndefinedMeasure, kUndefinedMeasure};
  const auto height = shares.size(0), width = shares.size(1), longer = std::max(height, width);
  const auto bins = std::max<std::int64_t>(1, (longer + 1) / 2);
  const double* power = shares.const_data_ptr<double>();
  RadialPower found{{}, std::vector<double>(std::size_t(bins)), 0, 0};
  for (std::int64_t bin = 0; bin < bins; ++bin) found.frequency.push_back((double(bin) + 1) / double(longer));
  for (std::int64_t row = 0; row < height; ++row)
    for (std::int64_t column = 0; column < width; ++column) {
      const double radius = std::hypot(signedFrequency(row, height), signedFrequency(column, width));
      const double share = power[row * width + column];
      const auto bin = std::clamp<std::int64_t>(std::llround(radius * double(longer)) - 1, 0, bins - 1);
      found.power[std::size_t(bin)] += share;
      found.low += radius <= kLowFrequency + 1e-12 ? share : 0;
      found.meanFrequency += radius * share;
    }
  return found;
}

// Coherence.

namespace {

double meanDistance(const std::vector<std::int64_t>& units, const CorticalSheet& sheet) {
  double sum = 0;
  for (std::size_t a = 0; a < units.size(); ++a)
    for (std::size_t b = a + 1; b < units.size(); ++b)
      sum += std::hypot(double(sheet.row(units[a]) - sheet.row(units[b])),
                        double(sheet.column(units[a]) - sheet.column(units[b])));
  const auto count = double(units.size());
  return sum / (count * (count - 1) / 2);
}

std::vector<std::int64_t> definedUnits(const SheetValues& map) {
  std::vector<std::int64_t> units;
  for (std::int64_t unit = 0; unit < map.sheet.units(); ++unit)
    if (std::isfinite(map.values[std::size_t(unit)])) units.push_back(unit);
  return units;
}

std::vector<std::int64_t> largestUnits(const SheetValues& map, std::vector<std::int64_t> units, std::size_t count) {
  std::stable_sort(units.begin(), units.end(), [&](std::int64_t a, std::int64_t b) {
    return map.values[std::size_t(a)] > map.values[std::size_t(b)];
  });
  units.resize(count);
  return units;
}

/// So many of them without one twice: the beginning of a shuffle.
std::vector<std::int64_t> randomUnits(std::vector<std::int64_t> units, std::size_t count, std::uint64_t seed,
                                      std::int64_t trial) {
  auto random = trialRandom(seed, trial);
  for (std::size_t i = 0; i < count; ++i) std::swap(units[i], units[i + randomIndex(random, units.size() - i)]);
  units.resize(count);
  return units;
}

}  // namespace

SpatialCoherence spatialCoherence(const at::Tensor& map, const CoherenceOptions& options) {
  if (options.units < 2 || options.sets < 1) throw std::invalid_argument("coherence needs two units and a random set");
  const auto values = readSheetValues(map);
  const auto units = definedUnits(values);
  const auto count = std::min(std::size_t(options.units), units.size());
  if (count < 2) return {kUndefinedMeasure, kUndefinedMeasure, kUndefinedMeasure, kUndefinedMeasure};
  SpatialCoherence found{meanDistance(largestUnits(values, units, count), values.sheet), 0, 0, 0};
  std::vector<double> random(std::size_t(options.sets));
  at::parallel_for(0, options.sets, 8, [&](std::int64_t begin, std::int64_t end) {
    for (auto set = begin; set < end; ++set)
      random[std::size_t(set)] = meanDistance(randomUnits(units, count, options.seed, set), values.sheet);
  });
  const auto sets = double(options.sets);
  found.expected = std::accumulate(random.begin(), random.end(), 0.0) / sets;
  double squares = 0;
  for (const double each : random) squares += (each - found.expected) * (each - found.expected);
  const double deviation = std::sqrt(squares / sets);
  found.z = deviation > 1e-12 ? (found.distance - found.expected) / deviation : kUndefinedMeasure;
  const auto within =
      std::count_if(random.begin(), random.end(), [&](double each) { return each <= found.distance + 1e-12; });
  found.p = (1 + double(within)) / (1 + sets);
  return found;
}

// The cluster radius.

namespace {

/// The bin of each unit, -1 = undefined; `bins` equal ones of 180 degrees, the first around 0.
std::vector<std::int64_t> angleBins(const SheetValues& degrees, std::int64_t bins) {
  std::vector<std::int64_t> of;
  for (const double angle : degrees.values)
    of.push_back(std::isfinite(angle) ? ((std::llround(angle * double(bins) / 180) % bins) + bins) % bins : -1);
  return of;
}

/// How many bins there are among the units on the border of a square around a unit, taken into `met`.
class AngleSearch {
 public:
  AngleSearch(const CorticalSheet& sheet, const std::vector<std::int64_t>& bins, std::int64_t wanted, std::int64_t all)
      : sheet_(sheet), bins_(bins), wanted_(wanted), met_(std::size_t(all)) {}

  /// The smallest half side at which all bins have been met.
  std::int64_t radiusAround(std::int64_t unit) {
    std::fill(met_.begin(), met_.end(), 0);
    count_ = 0;
    const auto row = sheet_.row(unit), column = sheet_.column(unit), most = std::max(sheet_.height, sheet_.width);
    for (std::int64_t radius = 0; radius <= most; ++radius) {
      for (std::int64_t step = -radius; step <= radius; ++step) {
        meet(row - radius, column + step), meet(row + radius, column + step);
        meet(row + step, column - radius), meet(row + step, column + radius);
      }
      if (count_ == wanted_) return radius;
    }
    return most;
  }

 private:
  void meet(std::int64_t row, std::int64_t column) {
    const auto wrap = [](std::int64_t place, std::int64_t side) { return ((place % side) + side) % side; };
    const auto bin = bins_[std::size_t(wrap(row, sheet_.height) * sheet_.width + wrap(column, sheet_.width))];
    if (bin >= 0 && !met_[std::size_t(bin)]) met_[std::size_t(bin)] = 1, ++count_;
  }

  const CorticalSheet& sheet_;
  const std::vector<std::int64_t>& bins_;
  std::int64_t wanted_, count_ = 0;
  std::vector<char> met_;
};

double middleValue(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const auto half = values.size() / 2;
  return values.size() % 2 ? values[half] : (values[half - 1] + values[half]) / 2;
}

}  // namespace

ClusterRadius clusterRadius(const at::Tensor& preferredDegrees, std::int64_t bins) {
  if (bins < 2) throw std::invalid_argument("a cluster radius needs two bins of angles or more");
  const auto degrees = readSheetValues(preferredDegrees);
  const auto of = angleBins(degrees, bins);
  std::vector<char> occurs(std::size_t(bins), 0);
  for (const auto bin : of)
    if (bin >= 0) occurs[std::size_t(bin)] = 1;
  ClusterRadius found{kUndefinedMeasure, kUndefinedMeasure, {}, std::count(occurs.begin(), occurs.end(), 1)};
  AngleSearch search(degrees.sheet, of, found.bins, bins);
  std::vector<double> radii;
  for (std::int64_t unit = 0; unit < degrees.sheet.units(); ++unit) {
    const bool has = found.bins >= 2 && of[std::size_t(unit)] >= 0;
    found.radii.push_back(has ? search.radiusAround(unit) : -1);
    if (has) radii.push_back(double(found.radii.back()));
  }
  if (radii.empty()) return found;
  found.mean = std::accumulate(radii.begin(), radii.end(), 0.0) / double(radii.size());
  found.median = middleValue(radii);
  return found;
}

}  // namespace studio
