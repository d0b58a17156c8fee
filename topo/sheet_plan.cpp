// Rows of a weight: everything here is views, except for weights in half precision or with gaps.
#include "topo/sheet_plan.h"

#include <ATen/ATen.h>

#include <stdexcept>

namespace studio {

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

at::Tensor rowsOf(const at::Tensor& weight, RowOrder order) {
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

SheetPlan::Matrices SheetPlan::matrices(const at::TensorOptions& wish) const {
  const std::lock_guard lock(mutex_);
  for (const auto& known : matrices_)
    if (known.rows.device() == wish.device() && known.rows.scalar_type() == wish.dtype().toScalarType()) return known;
  const auto make = [&](const BlurAxis& axis) {
    auto values = blurMatrix(axis);
    return at::from_blob(values.data(), {axis.size, axis.size}, at::kDouble)
        .to(wish.device(), wish.dtype().toScalarType(), false, true);
  };
  return matrices_.emplace_back(Matrices{make(rows), make(columns)});
}

}  // namespace studio
