// The participation ratio from traces of products, whole or streamed (dimensionality.h).
#include "topo/dimensionality.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "topo/cortical_sheet.h"
#include "topo/undefined.h"

namespace studio {
namespace {

constexpr std::int64_t kDoubleProducts = std::int64_t{1}
                                         << 27;  // multiplications that double precision does in no time
constexpr std::int64_t kRowsTogether = 256;      // of the product; small blocks save the half below the diagonal
constexpr std::int64_t kCentredTogether = std::int64_t{1} << 17;  // values centred at a time, in the cache

void requireTwoAxes(const at::Tensor& features) {
  if (features.dim() != 2) throw std::invalid_argument("dimensionality needs features [stimuli, features]");
}

at::ScalarType precisionFor(const at::Tensor& features) {
  const auto rows = features.size(0), columns = features.size(1);
  const bool small = rows * columns * std::min(rows, columns) <= kDoubleProducts;
  return features.scalar_type() == at::kDouble || small ? at::kDouble : at::kFloat;
}

/// features - mean of each column, computed in double, kept as `type` with variances near 1 (no overflow of squares).
at::Tensor centred(const at::Tensor& features, at::ScalarType type) {
  const auto shift = features.narrow(0, 0, 1).to(at::kDouble);
  const auto together = std::max<std::int64_t>(1, kCentredTogether / std::max<std::int64_t>(1, features.size(1)));
  auto sum = at::zeros_like(shift), squares = at::zeros_like(shift);
  for (const auto& rows : features.split(together)) {
    const auto exact = rows.to(at::kDouble) - shift;
    sum += exact.sum(0, true);
    squares += exact.square().sum(0, true);
  }
  const auto mean = shift + sum / features.size(0);
  const auto scale = (squares.mean() / features.size(0)).sqrt();  // 0 when nothing varies
  auto result = at::empty(features.sizes(), features.options().dtype(type));
  const auto target = result.split(together);
  std::size_t next = 0;
  for (const auto& rows : features.split(together)) target[next++].copy_((rows.to(at::kDouble) - mean) / scale);
  return result;
}

/// ||X X^T||_F^2 in blocks of rows from the diagonal on; what lies off the diagonal's block counts twice.
double squaredNormOfProduct(const at::Tensor& x) {  // [rows, columns], rows <= columns
  auto sum = at::zeros({}, x.options().dtype(at::kDouble));
  for (std::int64_t first = 0; first < x.size(0); first += kRowsTogether) {
    const auto count = std::min(kRowsTogether, x.size(0) - first);
    const auto block =
        at::mm(x.narrow(0, first, count), x.narrow(0, first, x.size(0) - first).t());  // [count, rows - first]
    sum += 2 * at::linalg_vector_norm(block, 2, {}, false, at::kDouble).square();
    sum -= at::linalg_vector_norm(block.narrow(1, 0, count), 2, {}, false, at::kDouble).square();
  }
  return sum.item<double>();
}

double computeRatio(double trace, double squaredNorm) {
  return std::isfinite(trace) && squaredNorm > 0 && std::isfinite(squaredNorm) ? trace * trace / squaredNorm
                                                                               : kUndefinedMeasure;
}

double computeRatio(const at::Tensor& products) {
  const double trace = products.trace().item<double>();
  if (!(trace > 0) || !std::isfinite(trace)) return kUndefinedMeasure;
  return computeRatio(1, at::linalg_vector_norm(products / trace).square().item<double>());
}

}  // namespace

double effectiveDimensionality(const at::Tensor& features) {
  requireTwoAxes(features);
  if (features.size(0) < 2 || features.size(1) < 1) return kUndefinedMeasure;
  const auto given = features.detach();
  const auto x = centred(given, precisionFor(given));
  const double trace = at::linalg_vector_norm(x, 2, {}, false, at::kDouble).square().item<double>();
  return computeRatio(trace, squaredNormOfProduct(x.size(0) <= x.size(1) ? x : x.t().contiguous()));
}

void DimensionalityStream::add(const at::Tensor& batch) {
  requireTwoAxes(batch);
  if (batch.size(0) == 0) return;
  const auto exact = batch.detach().to(at::kDouble);
  if (stimuli_ == 0) {
    shift_ = exact[0] + (exact - exact[0]).mean(0);  // exactly the value of a feature that is constant
    sum_ = at::zeros_like(shift_);
    products_ = at::zeros({batch.size(1), batch.size(1)}, exact.options());
  }
  if (batch.size(1) != shift_.size(0))
    throw std::invalid_argument("dimensionality needs the same features in every batch");
  const auto shifted = exact - shift_;
  const auto x = shifted.to(precisionFor(batch));
  sum_ += shifted.sum(0);
  products_ += at::mm(x.t(), x);  // [features, features]
  stimuli_ += batch.size(0);
}

double DimensionalityStream::value() const {
  if (stimuli_ < 2) return kUndefinedMeasure;
  return computeRatio(products_ - at::outer(sum_, sum_) / stimuli_);
}

void DimensionalityBlocks::add(const at::Tensor& block) {
  requireTwoAxes(block);
  if (!products_.defined())
    products_ = at::zeros({block.size(0), block.size(0)}, block.options().dtype(at::kDouble).requires_grad(false));
  if (block.size(0) != products_.size(0))
    throw std::invalid_argument("dimensionality needs the same stimuli in every block of features");
  if (block.numel() == 0) return;
  const auto exact = block.detach().to(at::kDouble);
  const auto shifted = exact - exact.narrow(0, 0, 1);
  const auto x = (shifted - shifted.mean(0, true)).to(precisionFor(block));
  products_ += at::mm(x, x.t());  // [stimuli, stimuli]
  features_ += block.size(1);
}

double DimensionalityBlocks::value() const {
  return !products_.defined() || products_.size(0) < 2 ? kUndefinedMeasure : computeRatio(products_);
}

}  // namespace studio
