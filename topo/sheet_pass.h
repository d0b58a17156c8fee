// The losses of many sheets at once: on the CPU, with the widest vectors that it has, and in ATen operations on other
// devices. The gradient in closed form (performance.md 2.2), with c a
// unit, s its blur, a = max(|c|, 1e-8), b = max(|s|, 1e-8), cos = c.s / (a b), k = -scale / cosines:
//   alpha = k / (a b),  gamma = k cos / a^2,  beta = k cos / b^2,
//   G = alpha S - gamma C + D^T U^T (alpha C - beta S)          (D shrinks the sheet, U enlarges it, S = U D C)
// On the CPU sweep 1 sums c.s, c.c and s.s; sweep 2 adds G. Both work on stripes of columns, which need nothing of each
// other. Any thread, several at once.
#pragma once
#include <ATen/core/Tensor.h>

#include <string_view>
#include <vector>

#include "topo/sheet_plan.h"
#include "topo/stripe_kernel.h"

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

// Which vectors the kernels use: the widest that both this processor and this build have, chosen at run time.

enum class InstructionSet { Plain, Avx2, Avx512 };

std::string_view toString(InstructionSet set);
/// Those that run here, narrowest first; Plain always.
std::vector<InstructionSet> instructionSets();
/// The one in use: the widest, unless useInstructionSet() said otherwise.
InstructionSet instructionSet();
/// For tests and measurements; must be one of instructionSets(). Not while a loss is being computed.
void useInstructionSet(InstructionSet set);

template <typename Scalar>
const StripeKernels<Scalar>& stripeKernels();
extern template const StripeKernels<float>& stripeKernels<float>();
extern template const StripeKernels<double>& stripeKernels<double>();

// The same closed form in ATen operations, for weights that do not live on the CPU: a few operations for all sheets of
// one shape together. Device-generic, so it is tested on the CPU; never reads a value back.

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
