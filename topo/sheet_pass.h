// The CPU's way through the losses of many sheets at once. The gradient in closed form (performance.md 2.2), with c a
// unit, s its blur, a = max(|c|, 1e-8), b = max(|s|, 1e-8), cos = c.s / (a b), k = -scale / cosines:
//   alpha = k / (a b),  gamma = k cos / a^2,  beta = k cos / b^2,
//   G = alpha S - gamma C + D^T U^T (alpha C - beta S)          (D shrinks the sheet, U enlarges it, S = U D C)
// Sweep 1 sums c.s, c.c and s.s; sweep 2 adds G. Both work on stripes of columns, which need nothing of each other.
#pragma once
#include <ATen/core/Tensor.h>

#include <vector>

#include "topo/sheet_plan.h"

namespace studio {

/// One sheet's share of the work.
struct SheetWork {
  const SheetPlan* plan = nullptr;
  at::Tensor weight;               ///< on the CPU
  at::Tensor* gradient = nullptr;  ///< scale * gradient is added to it; nullptr: the loss alone
  double scale = 1;
  bool maps = false;
};

struct SheetResult {
  double loss = 0;
  UnitMaps maps;
};

/// Results in the order of the work. The same bits whatever the thread count: every sum has one order.
std::vector<SheetResult> computeOnCpu(const std::vector<SheetWork>& work);

}  // namespace studio
