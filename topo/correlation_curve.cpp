// The correlation-distance curve in its two forms (smoothness.h).
#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <stdexcept>

#include "topo/autocorrelation.h"
#include "topo/pair_sums.h"
#include "topo/smoothness.h"
#include "topo/standard_responses.h"

namespace studio {
namespace {

constexpr std::int64_t kProductUnits = 2048;                       // up to here the product is faster
constexpr std::int64_t kDoubleWork = std::int64_t{1} << 28;        // multiplications that double precision does in no time
constexpr std::int64_t kBlockElements = std::int64_t{1} << 23;     // of the correlation matrix at a time
constexpr std::int64_t kBlockUnitsMin = 16, kBlockUnitsMax = 512;  // small blocks save the half below the diagonal

/// Rows `first ..` of the correlation matrix from column `first` on.
template <typename T>
struct CorrelationRows {
  const T* values;
  std::int64_t first, count, columns;
};

template <typename T>
void addRun(const T* r, std::int64_t count, double* sum, double* square, std::int64_t step) {
  for (std::int64_t i = 0; i < count; ++i) {
    const auto value = static_cast<double>(r[i]);
    sum[step * i] += value;
    square[step * i] += value * value;
  }
}

/// All pairs of the block whose rows lie `rows` apart. One thread owns an offset, so its sums have one order.
template <typename T>
void addRowOffset(const CorrelationRows<T>& block, std::int64_t rows, PairSums& sums) {
  const auto width = sums.width;
  double *sum = sums.sum.data() + rows * width, *square = sums.square.data() + rows * width;
  for (std::int64_t unit = block.first; unit < block.first + block.count; ++unit) {
    const auto column = unit % width, other = (unit / width + rows) * width;  // first unit of the other row
    if (other >= sums.height * width) break;
    const auto place = (unit - block.first) * block.columns + other - block.first;
    if (rows == 0) {
      addRun(block.values + place + column + 1, width - column - 1, sum + 1, square + 1, 1);
      continue;
    }
    addRun(block.values + place, column, sum + column, square + column, -1);  // columns to the left: offsets fall to 1
    addRun(block.values + place + column, width - column, sum, square, 1);
  }
}

template <typename T>
void addBlock(const at::Tensor& r, std::int64_t first, PairSums& sums) {
  const CorrelationRows<T> block{r.const_data_ptr<T>(), first, r.size(0), r.size(1)};
  at::parallel_for(0, sums.height, 1, [&](std::int64_t begin, std::int64_t end) {
    for (auto rows = begin; rows < end; ++rows) addRowOffset(block, rows, sums);
  });
}

void addProducts(const at::Tensor& standard, PairSums& sums) {  // [stimuli, units]
  const auto units = standard.size(1);
  const auto together = std::clamp(kBlockElements / units, kBlockUnitsMin, kBlockUnitsMax);
  sums.square.assign(sums.sum.size(), 0.0);
  for (std::int64_t first = 0; first < units; first += together) {
    const auto count = std::min(together, units - first);
    const auto r =
        at::mm(standard.narrow(1, first, count).t(), standard.narrow(1, first, units - first));  // [count, units - first]
    if (r.scalar_type() == at::kDouble)
      addBlock<double>(r, first, sums);
    else
      addBlock<float>(r, first, sums);
  }
}

}  // namespace

DistanceCurve correlationCurve(const at::Tensor& responses, std::int64_t height, std::int64_t width, const DistanceBins& bins,
                               CurveMethod method) {
  if (responses.dim() != 2 || responses.size(0) < 1)
    throw std::invalid_argument("a correlation curve needs responses [stimuli, units]");
  const auto units = responses.size(1);
  requireSheetAndBins(units, height, width, bins);
  const bool fourier = method == CurveMethod::Fourier || (method == CurveMethod::Automatic && units > kProductUnits);
  const bool exact = responses.scalar_type() == at::kDouble || units * units * responses.size(0) <= kDoubleWork;
  const auto standard = standardise(responses, exact ? at::kDouble : at::kFloat);
  PairSums sums(height, width);
  sums.pairs = pairsByOffset(standard.defined, height, width);
  if (fourier)
    sums.sum = autocorrelation(standard.values, height, width);
  else
    addProducts(standard.values, sums);
  return curveOf(sums, bins);
}

}  // namespace studio
