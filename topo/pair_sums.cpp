// See pair_sums.h. The autocorrelation has two ways to the same spectrum: products with cosines and sines, which are
// faster up to a few hundred units a side, and fast transforms for the long sides of strips.
#include "topo/pair_sums.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <stdexcept>

#include "topo/cortical_sheet.h"
#include "topo/undefined.h"

namespace studio {
namespace {

constexpr std::int64_t kBatchElements = std::int64_t{1}
                                        << 18;  // of spectra at a time: 1 MB in float, which stays in the cache
constexpr std::int64_t kGroups = 16;            // of batches that are worked on side by side,
constexpr std::int64_t kGroupElements = std::int64_t{1} << 24;  // fewer where their sums would take more than 128 MB
constexpr std::int64_t kLongestByProducts = 512;                // their time grows with the square of a side

/// power [height, width] in double += the squares of values [height, maps * width]. Few pairs lie far apart: sums of
/// all power in float would be too coarse for them.
template <typename T>
void addSquares(const at::Tensor& values, at::Tensor& power) {
  const auto height = power.size(0), width = power.size(1), maps = values.numel() / power.numel();
  const T* from = values.const_data_ptr<T>();
  for (std::int64_t row = 0; row < height; ++row) {
    double* sums = power.data_ptr<double>() + row * width;
    for (std::int64_t map = 0; map < maps; ++map, from += width)
      for (std::int64_t column = 0; column < width; ++column)
        sums[column] += static_cast<double>(from[column]) * static_cast<double>(from[column]);
  }
}

/// The power [height, width] that `add` finds in all maps, `together` at a time. Batches belong to a fixed number of
/// groups, each with sums of its own and on one thread, so the bits do not depend on the number of threads.
template <typename Add>
at::Tensor computePower(const at::Tensor& maps, std::int64_t height, std::int64_t width, std::int64_t together,
                        Add add) {
  const auto batches = (maps.size(0) + together - 1) / together;
  const auto groups = std::min(batches, std::clamp<std::int64_t>(kGroupElements / (height * width), 1, kGroups));
  auto power = at::zeros({groups, height, width}, at::kDouble);
  at::parallel_for(0, groups, 1, [&](std::int64_t begin, std::int64_t end) {
    for (auto group = begin; group < end; ++group) {
      auto sums = power.select(0, group);
      for (auto batch = group * batches / groups; batch < (group + 1) * batches / groups; ++batch)
        add(maps.narrow(0, batch * together, std::min(together, maps.size(0) - batch * together)), sums);
    }
  });
  return power.sum(0);
}

/// With 2 side - 1 samples offsets of both signs are kept apart; being odd, it has `side` frequencies. [side, places]
/// in radians.
at::Tensor computeAngles(std::int64_t side, const at::Tensor& places) {
  return at::outer(at::arange(side, at::kDouble), places) * (2 * std::numbers::pi / static_cast<double>(2 * side - 1));
}

/// A side of the sheet about its middle: cosines see only what is even there, sines only what is odd, so each works on
/// half of the places. The middle of an odd side belongs to the even part.
struct Side {
  std::int64_t length, even, odd;
  at::Tensor cosines, sines;  ///< [frequencies, places of the first half]

  Side(std::int64_t side, at::ScalarType type) : length(side), even((side + 1) / 2), odd(side / 2) {
    const auto angles = computeAngles(side, at::arange(side, at::kDouble) - static_cast<double>(side - 1) / 2);
    cosines = angles.cos().narrow(1, 0, even).to(type).contiguous(),
    sines = angles.sin().narrow(1, 0, odd).to(type).contiguous();
  }
};

/// even [.., (n + 1) / 2] and odd [.., n / 2] parts of n values; `other` runs through them backwards.
template <typename T>
void fold(const T* values, std::int64_t n, T* even, T* odd) {
  const auto half = n / 2;
  const T* other = values + n - 1;
  for (std::int64_t i = 0; i < half; ++i) even[i] = values[i] + other[-i], odd[i] = values[i] - other[-i];
  if (n % 2 == 1) even[half] = values[half];
}

/// Some maps [count, units], folded: rows first the even, then the odd ones. Rows stand before maps, so that one
/// product takes all maps together.
template <typename T>
void foldMaps(const at::Tensor& maps, const Side& rows, const Side& columns, at::Tensor& even, at::Tensor& odd) {
  const auto count = maps.size(0), width = columns.length;
  const T* from = maps.const_data_ptr<T>();
  T *toEven = even.data_ptr<T>(), *toOdd = odd.data_ptr<T>();
  std::vector<T> sum(static_cast<std::size_t>(width)), difference(sum.size());
  for (std::int64_t map = 0; map < count; ++map)
    for (std::int64_t row = 0; row < rows.even; ++row) {
      const T *upper = from + (map * rows.length + row) * width,
              *lower = from + (map * rows.length + rows.length - 1 - row) * width;
      const T once = upper == lower ? T(0.5) : T(1);  // the middle row is its own partner
      T *add = sum.data(), *subtract = difference.data();
      for (std::int64_t column = 0; column < width; ++column)
        add[column] = (upper[column] + lower[column]) * once, subtract[column] = upper[column] - lower[column];
      const auto evenPlace = row * count + map, oddPlace = (rows.even + row) * count + map;
      fold(add, width, toEven + evenPlace * columns.even, toOdd + evenPlace * columns.odd);
      if (row < rows.odd) fold(subtract, width, toEven + oddPlace * columns.even, toOdd + oddPlace * columns.odd);
    }
}

/// Adds the squared products of maps [count, units] with every pair of a wave down and a wave across; the squares of
/// the four pairs of cosine and sine go into one sum.
template <typename T>
void addWavePower(const at::Tensor& maps, const Side& rows, const Side& columns, at::Tensor& power) {
  const auto count = maps.size(0);
  auto even = at::empty({rows.length * count, columns.even}, maps.options()),
       odd = at::empty({rows.length * count, columns.odd}, maps.options());
  foldMaps<T>(maps, rows, columns, even, odd);
  for (const auto& across : {at::mm(even, columns.cosines.t()), at::mm(odd, columns.sines.t())}) {
    const auto byRow = across.view({rows.length, count * columns.length});
    addSquares<T>(at::mm(rows.cosines, byRow.narrow(0, 0, rows.even)), power);  // [height, count * width]
    addSquares<T>(at::mm(rows.sines, byRow.narrow(0, rows.even, rows.odd)), power);
  }
}

/// Back to offsets. Whether a pair lies along the one diagonal or the other makes no difference to the distance, so the
/// sum over both is wanted: it is even in rows and in columns, and of |spectrum|^2 at (f, k) and (-f, k) only the four
/// squares of addWavePower() are left.
at::Tensor byProducts(const at::Tensor& maps, std::int64_t height, std::int64_t width) {
  const Side rows(height, maps.scalar_type()), columns(width, maps.scalar_type());
  const auto together = std::max<std::int64_t>(1, kBatchElements / (4 * height * width));
  const auto squares = computePower(maps, height, width, together, [&](const at::Tensor& some, at::Tensor& power) {
    some.scalar_type() == at::kDouble ? addWavePower<double>(some, rows, columns, power)
                                      : addWavePower<float>(some, rows, columns, power);
  });
  const auto back = [](std::int64_t side) {  // each frequency but 0 stands for two
    auto cosines = computeAngles(side, at::arange(side, at::kDouble)).cos() * 2 / static_cast<double>(2 * side - 1);
    cosines.select(0, 0).div_(2);
    return cosines;  // [frequencies, offsets]
  };
  auto sums = at::mm(at::mm(back(height).t(), squares), back(width)) * 2;
  sums.select(0, 0).div_(2);  // on an axis both diagonals are the same pair
  sums.select(1, 0).slice(0, 1).div_(2);
  return sums;
}

/// Least size with no prime factor above 5 that keeps offsets of both signs apart.
std::int64_t paddedSize(std::int64_t side) {
  for (std::int64_t size = 2 * side - 1;; ++size) {
    auto rest = size;
    for (const std::int64_t prime : {2, 3, 5})
      while (rest % prime == 0) rest /= prime;
    if (rest == 1) return size;
  }
}

at::Tensor byTransforms(const at::Tensor& maps, std::int64_t height, std::int64_t width) {
  const auto tall = paddedSize(height), wide = paddedSize(width), columns = wide / 2 + 1;
  const auto together = std::max<std::int64_t>(1, kBatchElements / (tall * columns * 2));
  const auto parts = computePower(maps, tall, columns * 2, together, [&](const at::Tensor& some, at::Tensor& power) {
    const auto rows = at::fft_rfft(some.view({-1, height, width}), wide, 2);  // no row of zeros is transformed twice
    const auto spectra = at::view_as_real(at::fft_fft(rows, tall, 1)).transpose(0, 1).contiguous();
    some.scalar_type() == at::kDouble ? addSquares<double>(spectra, power) : addSquares<float>(spectra, power);
  });
  const auto power = parts.view({tall, columns, 2}).sum(-1);  // of real and imaginary parts
  const auto products =
      at::fft_irfft2(at::complex(power, at::zeros_like(power)), std::vector<std::int64_t>{tall, wide});
  auto sums = products.narrow(0, 0, height).narrow(1, 0, width).clone();  // [height, width] of offsets modulo the size
  sums.slice(0, 1).slice(1, 1).add_(products.slice(0, 1, height).slice(1, wide - width + 1).flip(1));
  return sums;
}

}  // namespace

std::vector<double> autocorrelation(const at::Tensor& maps, std::int64_t height, std::int64_t width) {
  const bool small = std::max(height, width) <= kLongestByProducts;
  const auto sums = (small ? byProducts(maps, height, width) : byTransforms(maps, height, width)).contiguous();
  const auto* values = sums.const_data_ptr<double>();
  std::vector<double> found(values, values + height * width);
  found[0] = 0;
  return found;
}

// Sums of pairs by their offset, and the curve they make.

namespace {

struct BinSums {
  double distance = 0, sum = 0, square = 0;
  std::int64_t pairs = 0;
};

/// Index of the bin, or -1.
std::int64_t binIndex(double distance, const DistanceBins& bins) {
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
    const auto bin = binIndex(distance, bins);
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

DistanceCurve makeDistanceCurve(const PairSums& sums, const DistanceBins& bins) {
  DistanceCurve curve;
  for (const auto& bin : binned(sums, bins)) {
    if (bin.pairs == 0) break;
    const auto pairs = static_cast<double>(bin.pairs);
    const double mean = bin.sum / pairs;
    curve.distance.push_back(bin.distance / pairs);
    curve.correlation.push_back(mean);
    curve.spread.push_back(sums.square.empty() ? kUndefinedMeasure
                                               : std::sqrt(std::max(0.0, bin.square / pairs - mean * mean) / pairs));
    curve.pairs.push_back(bin.pairs);
  }
  return curve;
}

}  // namespace studio
