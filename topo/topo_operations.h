// TopoLoss in ATen operations, for weights that do not live on the CPU: the closed form of sheet_pass.h, a few operations for
// all sheets of one shape together. Device-generic, so it is tested on the CPU; never reads a value back.
#pragma once
#include <ATen/core/Tensor.h>

#include <vector>

#include "topo/sheet_pass.h"

namespace studio {

struct OperationsResult {
  at::Tensor loss;   ///< 0-dim, on the weight's device
  UnitMaps maps;
};

/// Like computeOnCpu(), but the losses stay tensors. Sheets of one shape, options, type and device are worked on together.
std::vector<OperationsResult> computeByOperations(const std::vector<SheetWork>& work);

}  // namespace studio
