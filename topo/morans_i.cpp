// See morans_i.h. Every permutation has a random state of its own, so any thread may take any of them.
#include "topo/morans_i.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <stdexcept>

#include "topo/sheet_values.h"
#include "topo/undefined.h"

namespace studio {
namespace {

constexpr double kTie = 1e-12;  // arrangements with the same I differ by rounding, as a mirrored one does

/// The defined units, numbered from 0, and the neighbours of each one after the other.
struct Neighbourhood {
  std::vector<double> z;              ///< [n] value - mean
  std::vector<std::size_t> first{0};  ///< [n + 1] into neighbours
  std::vector<std::size_t> neighbours;
  double weights = 0, squares = 0;  ///< sum of all w_ij, of z^2
};

std::vector<std::size_t> numbersOf(const SheetValues& map) {
  std::vector<std::size_t> numbers(map.values.size());
  std::size_t next = 0;
  for (std::size_t unit = 0; unit < numbers.size(); ++unit)
    numbers[unit] = std::isfinite(map.values[unit]) ? next++ : numbers.size();
  return numbers;
}

void connect(const SheetValues& map, const MoranOptions& options, Neighbourhood& hood) {
  const auto numbers = numbersOf(map);
  for (std::int64_t unit = 0; unit < map.sheet.units(); ++unit) {
    if (numbers[static_cast<std::size_t>(unit)] == numbers.size()) continue;
    forNeighbours(map.sheet, unit, options.queen, [&](std::int64_t other) {
      if (const auto number = numbers[static_cast<std::size_t>(other)]; number != numbers.size())
        hood.neighbours.push_back(number);
    });
    const auto count = hood.neighbours.size() - hood.first.back();
    hood.weights += options.rowStandardised ? (count > 0 ? 1 : 0) : static_cast<double>(count);
    hood.first.push_back(hood.neighbours.size());
  }
}

Neighbourhood neighbourhoodOf(const SheetValues& map, const MoranOptions& options) {
  Neighbourhood hood;
  for (const double value : map.values)
    if (std::isfinite(value)) hood.z.push_back(value);
  if (hood.z.empty()) return hood;
  const auto [lowest, highest] = std::minmax_element(hood.z.begin(), hood.z.end());
  const double start = *lowest;
  if (start == *highest) return hood;  // constant: no squares, undefined
  double sum = 0;
  for (const double value : hood.z) sum += value - start;
  const double mean = start + sum / static_cast<double>(hood.z.size());
  for (auto& value : hood.z) value -= mean, hood.squares += value * value;
  connect(map, options, hood);
  return hood;
}

double moranOf(const Neighbourhood& hood, const std::vector<double>& z, bool rowStandardised) {
  double products = 0;
  for (std::size_t unit = 0; unit < z.size(); ++unit) {
    const auto begin = hood.first[unit], end = hood.first[unit + 1];
    double around = 0;
    for (auto place = begin; place < end; ++place) around += z[hood.neighbours[place]];
    if (rowStandardised && end > begin) around /= static_cast<double>(end - begin);
    products += z[unit] * around;
  }
  return static_cast<double>(z.size()) / hood.weights * products / hood.squares;
}

std::uint32_t half(std::uint64_t value, int shift) { return static_cast<std::uint32_t>(value >> shift); }

/// Fisher and Yates' shuffle; the standard library's own differs from one library to the next.
std::vector<double> shuffled(std::vector<double> z, std::uint64_t seed, std::int64_t permutation) {
  const auto number = static_cast<std::uint64_t>(permutation);
  std::seed_seq states{half(seed, 0), half(seed, 32), half(number, 0), half(number, 32)};
  std::mt19937_64 random(states);
  for (auto left = z.size(); left > 1; --left) {
    const auto chosen =
        static_cast<std::size_t>(static_cast<double>(random() >> 11) * 0x1p-53 * static_cast<double>(left));
    std::swap(z[left - 1], z[chosen]);
  }
  return z;
}

double pOf(const Neighbourhood& hood, const MoranOptions& options, double observed) {
  std::vector<char> reached(static_cast<std::size_t>(options.permutations));
  at::parallel_for(0, options.permutations, 8, [&](std::int64_t begin, std::int64_t end) {
    for (auto k = begin; k < end; ++k)
      reached[static_cast<std::size_t>(k)] =
          moranOf(hood, shuffled(hood.z, options.seed, k), options.rowStandardised) >= observed - kTie;
  });
  const auto above = std::count(reached.begin(), reached.end(), 1);
  return static_cast<double>(std::min<std::int64_t>(above, options.permutations - above) + 1) /
         static_cast<double>(options.permutations + 1);
}

}  // namespace

MoransI moransI(const at::Tensor& map, const MoranOptions& options) {
  if (options.permutations < 0) throw std::invalid_argument("Moran's I needs 0 permutations or more");
  const auto hood = neighbourhoodOf(sheetValuesOf(map), options);
  if (!(hood.squares > 0) || !(hood.weights > 0)) return {kNaN, kNaN, kNaN, options.permutations};
  const double i = moranOf(hood, hood.z, options.rowStandardised);
  return {i, -1 / static_cast<double>(hood.z.size() - 1), options.permutations > 0 ? pOf(hood, options, i) : kNaN,
          options.permutations};
}

}  // namespace studio
