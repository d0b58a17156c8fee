// The blur of a sheet in ATen operations, for any device: two products with small matrices, or, along a very long side, two
// selections for each step.
#pragma once
#include <ATen/core/Tensor.h>

#include "topo/sheet_plan.h"

namespace studio {

/// U D C: rows [units, features] -> [units, features].
at::Tensor blurRows(const SheetPlan& plan, const at::Tensor& rows);
/// D^T U^T V, the transpose of it, as the gradient needs.
at::Tensor blurRowsTransposed(const SheetPlan& plan, const at::Tensor& rows);

}  // namespace studio
