// Builds a plan from a weight's shape (science.md 1.1, 1.2, 1.5).
#include "topo/sheet_plan.h"

#include <stdexcept>

namespace studio {
namespace {

constexpr std::int64_t kElementsMax = std::int64_t{1} << 48;   // far above any weight; keeps products from overflowing

void requireShape(const std::vector<std::int64_t>& shape, SheetKind kind) {
  const auto dimensions = shape.size();
  if (kind == SheetKind::Weight && dimensions < 2)
    throw std::invalid_argument("A weight sheet needs a weight of two or more dimensions; use the bias sheet for a bias.");
  if (kind == SheetKind::Input && dimensions != 2)
    throw std::invalid_argument("An input sheet needs the weight [outputs, inputs] of a linear layer; use the weight sheet for others.");
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
  return {sheet.height, sheet.width, rows.low, columns.low, rows.up.data(), rows.down.data(), columns.up.data(), columns.down.data()};
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
    return at::from_blob(values.data(), {axis.size, axis.size}, at::kDouble).to(wish.device(), wish.dtype().toScalarType(), false, true);
  };
  return matrices_.emplace_back(Matrices{make(rows), make(columns)});
}

}  // namespace studio
