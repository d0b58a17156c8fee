// TopoLoss in ATen operations, for weights that do not live on the CPU: the closed form of sheet_pass.h, a few
// operations for all sheets of one shape together. Device-generic, so it is tested on the CPU; never reads a value
// back.
#pragma once
#include <ATen/core/Tensor.h>

#include <vector>

#include "topo/sheet_pass.h"
#include "topo/sheet_plan.h"

namespace studio {

struct OperationsResult {
  at::Tensor loss;  ///< 0-dim, on the weight's device
  UnitMaps maps;
};

/// Like computeOnCpu(), but the losses stay tensors. Sheets of one shape, options, type and device are worked on
/// together.
std::vector<OperationsResult> computeByOperations(const std::vector<SheetWork>& work);

// The blur of a sheet in ATen operations, for any device: two products with small matrices, or, along a very long side,
// two selections for each step.

/// U D C: rows [units, features] -> [units, features].
at::Tensor blurRows(const SheetPlan& plan, const at::Tensor& rows);
/// D^T U^T V, the transpose of it, as the gradient needs.
at::Tensor blurRowsTransposed(const SheetPlan& plan, const at::Tensor& rows);

}  // namespace studio
