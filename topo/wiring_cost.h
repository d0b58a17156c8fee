// Wiring cost: what it would take to wire a layer (ITN, Blauch et al. 2022: sum |w| d; TopoMoE's sum A d^p;
// anchors-2026.md c8, science.md 11). mean over a layer's weights of |w_oi| d_oi^p, where d_oi is the Euclidean
// distance between output unit o on the layer's sheet and input unit i on a sheet of its own, laid over it: both by the
// grid rule and both as wide and high as 1, a unit in the middle of its cell. Where a layer reads the units of another,
// the input sheet is that layer's own. The weights of a convolution's kernel share the distance of their two channels.
#pragma once
#include <ATen/core/Tensor.h>

#include "topo/cortical_sheet.h"

namespace studio {

/// d^p, double [outputs, inputs] on the CPU. p = 0 gives the mean of |w|.
at::Tensor wiringDistances(const CorticalSheet& outputs, const CorticalSheet& inputs, double power);

/// weight [o, i] or [o, i, kh, kw], distances [o, i] of its type and on its device. The cost, 0-dim, double; `gradient`
/// becomes d cost / d weight.
at::Tensor wiringCost(const at::Tensor& weight, const at::Tensor& distances, at::Tensor* gradient = nullptr);

}  // namespace studio
