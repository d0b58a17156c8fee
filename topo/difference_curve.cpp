// Differences of one value a unit against distance (smoothness.h): no product form exists, so every pair is visited.
#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <cmath>
#include <cstdlib>
#include <stdexcept>

#include "topo/pair_sums.h"
#include "topo/smoothness.h"

namespace studio {
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

DistanceCurve differenceCurve(const at::Tensor& values, std::int64_t height, std::int64_t width, const DistanceBins& bins,
                              double period) {
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

}  // namespace studio
