// See blur_operations.h. Two-dimensional sheets have short sides; only strips (prime counts of units) can be long.
#include "topo/blur_operations.h"

#include <ATen/ATen.h>

namespace studio {
namespace {

constexpr std::int64_t kMatrixSideMax = 2048;   // 16 MB in float; a longer side goes tap by tap

/// The two positions and weights of each tap on a device.
struct TapTensors {
  at::Tensor first, second, weightFirst, weightSecond;
  TapTensors(const std::vector<Tap>& taps, const at::Tensor& like) {
    const auto count = static_cast<std::int64_t>(taps.size());
    auto positions = at::empty({2, count}, at::kLong), weights = at::empty({2, count}, at::kDouble);
    for (std::int64_t i = 0; i < count; ++i) {
      const auto& tap = taps[static_cast<std::size_t>(i)];
      positions.data_ptr<std::int64_t>()[i] = tap.first, positions.data_ptr<std::int64_t>()[count + i] = tap.second;
      weights.data_ptr<double>()[i] = 1 - tap.weight, weights.data_ptr<double>()[count + i] = tap.weight;
    }
    positions = positions.to(like.device());
    weights = weights.to(like.device(), like.scalar_type()).view({2, 1, count, 1});
    first = positions[0], second = positions[1], weightFirst = weights[0], weightSecond = weights[1];
  }
};

at::Tensor applyTaps(const std::vector<Tap>& taps, const at::Tensor& x) {   // [a, in, b] -> [a, out, b]
  const TapTensors t(taps, x);
  return x.index_select(1, t.first) * t.weightFirst + x.index_select(1, t.second) * t.weightSecond;
}

at::Tensor applyTapsTransposed(const std::vector<Tap>& taps, std::int64_t in, const at::Tensor& x) {   // [a, out, b] -> [a, in, b]
  const TapTensors t(taps, x);
  auto sum = at::zeros({x.size(0), in, x.size(2)}, x.options());
  sum.index_add_(1, t.first, x * t.weightFirst);
  return sum.index_add_(1, t.second, x * t.weightSecond);
}

at::Tensor alongAxis(const BlurAxis& axis, const at::Tensor& matrix, const at::Tensor& x, bool transposed) {   // [a, size, b]
  if (axis.identity()) return x;
  if (axis.size <= kMatrixSideMax) return at::matmul(transposed ? matrix.t() : matrix, x);
  if (transposed) return applyTapsTransposed(axis.down, axis.size, applyTapsTransposed(axis.up, axis.low, x));
  return applyTaps(axis.up, applyTaps(axis.down, x));
}

at::Tensor blur(const SheetPlan& plan, const at::Tensor& rows, bool transposed) {
  const auto height = plan.sheet.height, width = plan.sheet.width, features = rows.size(1);
  const bool matrices = std::max(height, width) <= kMatrixSideMax;
  const auto axes = matrices ? plan.matrices(rows.options()) : SheetPlan::Matrices{};
  auto x = alongAxis(plan.columns, axes.columns, rows.reshape({height, width, features}), transposed);   // -> [height, width, features]
  x = alongAxis(plan.rows, axes.rows, x.reshape({1, height, width * features}), transposed);             // -> [1, height, width * features]
  return x.reshape({height * width, features});
}

}  // namespace

at::Tensor blurRows(const SheetPlan& plan, const at::Tensor& rows) { return blur(plan, rows, false); }
at::Tensor blurRowsTransposed(const SheetPlan& plan, const at::Tensor& rows) { return blur(plan, rows, true); }

}  // namespace studio
