// The update of CB-SOM (ICLR 2025, openreview wMgr7wBuUo; github.com/BashivanLab/CBSOM; anchors-2026.md c4): no loss,
// but after each step of the optimizer the units of a sheet move towards the one whose weights have the largest
// gradient, b: W_u += alpha exp(-d(u, b)^2 / (2 sigma^2)) (W_b - W_u), d the Euclidean distance on the sheet. alpha and
// sigma decay over the run. The published code takes square sheets only; here a sheet is what the grid rule says.
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>

#include "topo/cortical_sheet.h"

namespace studio {

inline constexpr double kLeastOfCbSom = 0.003;  ///< neither alpha nor sigma falls below

/// start * exp(-3 step / steps), at least kLeastOfCbSom; 0 stays 0.
double decayedOfCbSom(double start, std::int64_t step, std::int64_t steps);

/// Rows and columns of the units, float64 [units, 2], on the CPU.
at::Tensor unitPlaces(const CorticalSheet& sheet);

/// Moves `weight` [units, ...] in place. `gradient` has its shape, `places` [units, 2] its device and type. Reads
/// nothing back.
void moveTowardsLargestGradient(at::Tensor& weight, const at::Tensor& gradient, const at::Tensor& places, double alpha,
                                double sigma);

}  // namespace studio
