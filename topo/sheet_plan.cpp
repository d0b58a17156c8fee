// See sheet_plan.h: the blur of an axis and the factors that fit, then rows of a weight, then the plan itself.
#include "topo/sheet_plan.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <sstream>
#include <stdexcept>

namespace studio {

// ATen's interpolation indices, restated (ATen/native/UpSample.h; align_corners off, the given scale is used as it is).

namespace {

/// One axis of an interpolation from `in` to `out` positions; scale = step in the input for one step in the output.
std::vector<Tap> interpolation(std::int64_t in, std::int64_t out, double scale, BlurMode mode) {
  std::vector<Tap> taps(static_cast<std::size_t>(out));
  for (std::int64_t i = 0; i < out; ++i) {
    auto& tap = taps[static_cast<std::size_t>(i)];
    if (mode == BlurMode::Nearest) {
      const auto nearest = std::min(static_cast<std::int64_t>(std::floor(static_cast<double>(i) * scale)), in - 1);
      tap = {nearest, nearest, 0.0};
      continue;
    }
    const double source = std::max(0.0, scale * (static_cast<double>(i) + 0.5) - 0.5);
    const auto first = std::min(static_cast<std::int64_t>(source), in - 1);
    const auto second = std::min(first + 1, in - 1);
    tap = {first, second, second == first ? 0.0 : source - static_cast<double>(first)};
  }
  return taps;
}

}  // namespace

std::int64_t lowSize(std::int64_t size, double factor) {
  // The package's own expression: size * (1 / factor), not size / factor (49 * (1 / 49.0) is below one).
  return static_cast<std::int64_t>(static_cast<double>(size) * (1.0 / factor));
}

BlurAxis blurAxis(std::int64_t size, double factor, BlurMode mode) {
  BlurAxis axis;
  axis.size = size;
  axis.low = lowSize(size, factor);
  const double given = 1.0 / (1.0 / factor);
  axis.down = interpolation(size, axis.low, axis.identity() ? 1.0 : given, mode);
  axis.up = interpolation(axis.low, size, static_cast<double>(axis.low) / static_cast<double>(size), mode);
  return axis;
}

std::vector<double> blurMatrix(const BlurAxis& axis) {
  const auto size = static_cast<std::size_t>(axis.size);
  std::vector<double> matrix(size * size, 0.0);
  for (std::size_t i = 0; i < size; ++i) {
    const auto& up = axis.up[i];
    const auto add = [&](std::int64_t low, double share) {
      const auto& down = axis.down[static_cast<std::size_t>(low)];
      matrix[i * size + static_cast<std::size_t>(down.first)] += share * (1.0 - down.weight);
      matrix[i * size + static_cast<std::size_t>(down.second)] += share * down.weight;
    };
    add(up.first, 1.0 - up.weight);
    add(up.second, up.weight);
  }
  return matrix;
}

// Which factors fit a sheet, and the sentence for those that do not (science.md 1.5).

namespace {

std::int64_t largestWholeFactor(std::int64_t size) {
  auto factor = size;
  while (factor > 1 && lowSize(size, static_cast<double>(factor)) < 1) --factor;
  return factor;
}

bool isFactor(double factor) { return std::isfinite(factor) && factor >= 1; }

}  // namespace

std::string factorProblem(const CorticalSheet& sheet, const TopoOptions& options) {
  const double height = options.factorHeight, width = options.factorWidth;
  const bool numbers = isFactor(height) && isFactor(width);
  if (numbers && lowSize(sheet.height, height) >= 1 && lowSize(sheet.width, width) >= 1) return {};
  std::ostringstream sentence;
  sentence << "Factor " << height << " × " << width;
  if (!numbers)
    sentence << " is not usable, because a factor is 1 or more";
  else
    sentence << " does not fit a sheet of " << sheet.height << " × " << sheet.width << " units";
  if (sheet.height == 1 && sheet.width > 1) sentence << " (a strip, as " << sheet.width << " has no divisors)";
  sentence << "; use 1 to " << largestWholeFactor(sheet.height) << " for the height and 1 to "
           << largestWholeFactor(sheet.width) << " for the width.";
  return sentence.str();
}

// Rows of a weight: everything here is views, except for weights in half precision or with gaps.

RowOrder rowOrder(const at::Tensor& weight, SheetKind kind) {
  if (kind == SheetKind::Input) return RowOrder::Transposed;
  const bool channelsLast =
      weight.dim() == 4 && !weight.is_contiguous() && weight.is_contiguous(at::MemoryFormat::ChannelsLast);
  return channelsLast ? RowOrder::ChannelsLast : RowOrder::AsIs;
}

at::Tensor unitsFirst(const at::Tensor& tensor, RowOrder order) {
  switch (order) {
    case RowOrder::ChannelsLast:
      return tensor.permute({0, 2, 3, 1});  // [o, i, kh, kw] -> [o, kh, kw, i]
    case RowOrder::Transposed:
      return tensor.t();  // [o, i] -> [i, o]
    case RowOrder::AsIs:
      break;
  }
  return tensor;
}

at::Tensor unitRows(const at::Tensor& weight, RowOrder order) {
  const auto type = weight.scalar_type() == at::kDouble ? at::kDouble : at::kFloat;
  const auto view = unitsFirst(weight.detach(), order);
  return view.reshape({view.size(0), -1}).to(type).contiguous();  // -> [units, depth]
}

at::Tensor rowsInPlace(const at::Tensor& gradient, const at::Tensor& rows, RowOrder order) {
  const auto view = unitsFirst(gradient.detach(), order);
  if (view.scalar_type() != rows.scalar_type() || !view.is_contiguous()) return {};
  return view.view(rows.sizes());  // -> [units, depth]
}

void addRows(at::Tensor& gradient, const at::Tensor& rows, RowOrder order, double scale) {
  auto view = unitsFirst(gradient.detach(), order);
  view.add_(rows.view(view.sizes()), scale);
}

// Builds a plan from a weight's shape (science.md 1.1, 1.2, 1.5).

namespace {

constexpr std::int64_t kElementsMax = std::int64_t{1} << 48;  // far above any weight; keeps products from overflowing

void requireShape(const std::vector<std::int64_t>& shape, SheetKind kind) {
  const auto dimensions = shape.size();
  if (kind == SheetKind::Weight && dimensions < 2)
    throw std::invalid_argument(
        "A weight sheet needs a weight of two or more dimensions; use the bias sheet for a bias.");
  if (kind == SheetKind::Input && dimensions != 2)
    throw std::invalid_argument(
        "An input sheet needs the weight [outputs, inputs] of a linear layer; use the weight sheet for others.");
  if (kind == SheetKind::Bias && dimensions != 1)
    throw std::invalid_argument("A bias sheet needs a bias, one number a unit; use the weight sheet for a weight.");
  std::int64_t elements = 1;
  for (const auto size : shape) {
    if (size < 1 || size > kElementsMax / elements)
      throw std::invalid_argument("A weight for TopoLoss needs sizes of at least one and less than 2^48 elements.");
    elements *= size;
  }
}

}  // namespace

SheetPlan::SheetPlan(std::vector<std::int64_t> weightShape, SheetKind sheetKind, TopoOptions topoOptions)
    : shape(std::move(weightShape)), kind(sheetKind), options(topoOptions) {
  requireShape(shape, kind);
  sheet = CorticalSheet::ofUnits(kind == SheetKind::Input ? shape[1] : shape[0]);
  std::int64_t elements = 1;
  for (const auto size : shape) elements *= size;
  depth = elements / sheet.units();
  if (const auto problem = factorProblem(sheet, options); !problem.empty()) throw std::invalid_argument(problem);
  rows = blurAxis(sheet.height, options.factorHeight, options.mode);
  columns = blurAxis(sheet.width, options.factorWidth, options.mode);
}

BlurView SheetPlan::view() const {
  return {sheet.height,   sheet.width,      rows.low,          columns.low,
          rows.up.data(), rows.down.data(), columns.up.data(), columns.down.data()};
}

void SheetPlan::require(const at::Tensor& weight) const {
  if (!weight.defined() || weight.sizes() != at::IntArrayRef(shape))
    throw std::invalid_argument("TopoLoss was given a weight of another shape than it was made for.");
  if (!weight.is_floating_point()) throw std::invalid_argument("TopoLoss needs a weight of floating-point numbers.");
}

SheetPlan::Matrices SheetPlan::matrices(const at::TensorOptions& tensorOptions) const {
  const std::lock_guard lock(mutex_);
  for (const auto& known : matrices_)
    if (known.rows.device() == tensorOptions.device() &&
        known.rows.scalar_type() == tensorOptions.dtype().toScalarType())
      return known;
  const auto make = [&](const BlurAxis& axis) {
    auto values = blurMatrix(axis);
    return at::from_blob(values.data(), {axis.size, axis.size}, at::kDouble)
        .to(tensorOptions.device(), tensorOptions.dtype().toScalarType(), false, true);
  };
  return matrices_.emplace_back(Matrices{make(rows), make(columns)});
}

}  // namespace studio
