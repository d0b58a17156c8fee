// The correlation-distance curve in its two forms (smoothness.h).
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "topo/pair_sums.h"
#include "topo/smoothness.h"

namespace studio {

struct StandardResponses {
  at::Tensor values;          ///< [stimuli, units] on the CPU, contiguous; a column of 0 where undefined
  std::vector<char> defined;  ///< [units]; 0 where a unit is constant or has a response that is not finite
};

/// Means and lengths are taken in double; the values are kept as `type` (float or double).
StandardResponses standardise(const at::Tensor& responses, at::ScalarType type);

namespace {

constexpr std::int64_t kStandardisedTogether = 2048;  // long runs of memory, and their sums stay in the cache

/// Some units of all stimuli; stimuli lie `step` apart.
template <typename In, typename Out>
struct Units {
  const In* in;
  Out* out;
  std::int64_t stimuli, step, count;
};

/// Per unit: the mean, and one over the length of what lies around it, 0 where undefined.
struct Standard {
  std::vector<double> mean, scale;
};

/// Values are summed relative to the first: the mean of a constant unit is exactly its value.
template <typename In, typename Out>
Standard toStandard(const Units<In, Out>& some) {
  const auto count = some.count;
  const std::vector<double> first(some.in, some.in + count);
  Standard of{std::vector<double>(first.size(), 0.0), std::vector<double>(first.size(), 0.0)};
  const double* origin = first.data();
  double *mean = of.mean.data(), *scale = of.scale.data();
  for (std::int64_t t = 0; t < some.stimuli; ++t) {
    const In* in = some.in + t * some.step;
    for (std::int64_t u = 0; u < count; ++u) mean[u] += static_cast<double>(in[u]) - origin[u];
  }
  for (std::int64_t u = 0; u < count; ++u) mean[u] = origin[u] + mean[u] / static_cast<double>(some.stimuli);
  for (std::int64_t t = 0; t < some.stimuli; ++t) {
    const In* in = some.in + t * some.step;
    for (std::int64_t u = 0; u < count; ++u)
      scale[u] += (static_cast<double>(in[u]) - mean[u]) * (static_cast<double>(in[u]) - mean[u]);
  }
  for (auto& square : of.scale) square = std::isfinite(square) && square > 0 ? 1 / std::sqrt(square) : 0;
  return of;
}

/// Each thread owns units, so their sums have one order.
template <typename In, typename Out>
void standardiseUnits(const Units<In, Out>& some, char* defined) {
  const auto of = toStandard(some);
  const double *mean = of.mean.data(), *scale = of.scale.data();
  for (std::int64_t t = 0; t < some.stimuli; ++t) {
    const In* in = some.in + t * some.step;
    Out* out = some.out + t * some.step;
    for (std::int64_t u = 0; u < some.count; ++u)
      out[u] = static_cast<Out>((static_cast<double>(in[u]) - mean[u]) * scale[u]);
  }
  for (std::int64_t u = 0; u < some.count; ++u) {
    defined[u] = scale[u] > 0;
    if (!defined[u])
      for (std::int64_t t = 0; t < some.stimuli; ++t) some.out[t * some.step + u] = Out(0);
  }
}

template <typename In, typename Out>
void standardiseAll(const at::Tensor& given, StandardResponses& standard) {
  const auto stimuli = given.size(0), units = given.size(1);
  const auto* in = given.const_data_ptr<In>();
  auto* out = standard.values.data_ptr<Out>();
  at::parallel_for(0, units, 64, [&](std::int64_t begin, std::int64_t end) {
    for (auto first = begin; first < end; first += kStandardisedTogether)
      standardiseUnits<In, Out>({in + first, out + first, stimuli, units, std::min(kStandardisedTogether, end - first)},
                                standard.defined.data() + first);
  });
}

}  // namespace

StandardResponses standardise(const at::Tensor& responses, at::ScalarType type) {
  const bool isFloat = responses.scalar_type() == at::kFloat;
  const auto given = responses.detach().to(at::kCPU, isFloat ? at::kFloat : at::kDouble).contiguous();
  StandardResponses standard{at::empty(given.sizes(), type),
                             std::vector<char>(static_cast<std::size_t>(given.size(1)), 0)};
  if (isFloat && type == at::kFloat)
    standardiseAll<float, float>(given, standard);
  else if (isFloat)
    standardiseAll<float, double>(given, standard);
  else if (type == at::kFloat)
    standardiseAll<double, float>(given, standard);
  else
    standardiseAll<double, double>(given, standard);
  return standard;
}

// The correlation-distance curve in its two forms (smoothness.h).

namespace {

constexpr std::int64_t kProductUnits = 2048;                    // up to here the product is faster
constexpr std::int64_t kDoubleWork = std::int64_t{1} << 28;     // multiplications that double precision does in no time
constexpr std::int64_t kBlockElements = std::int64_t{1} << 23;  // of the correlation matrix at a time
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
    const auto r = at::mm(standard.narrow(1, first, count).t(),
                          standard.narrow(1, first, units - first));  // [count, units - first]
    if (r.scalar_type() == at::kDouble)
      addBlock<double>(r, first, sums);
    else
      addBlock<float>(r, first, sums);
  }
}

}  // namespace

DistanceCurve correlationCurve(const at::Tensor& responses, std::int64_t height, std::int64_t width,
                               const DistanceBins& bins, CurveMethod method) {
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
  return makeDistanceCurve(sums, bins);
}

}  // namespace studio
