// A layer's sheet stored small and enlarged again where its weights are used (science.md 6.2: the rule behind the
// published numbers of parameters). Each incoming weight is a map over the sheet; that map is shrunk with bilinear
// interpolation to floor(side * sqrt(1 - sparsity)) units a side, as torch's interpolate does with that scale_factor,
// and enlarged back to the sheet. Works on the tensors' device. Any thread.
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>

#include "topo/cortical_sheet.h"

namespace studio {

/// The sheet as it is stored at this sparsity (0 .. below 1): never less than one unit a side, and an axis of one unit
/// stays as it is. Throws std::invalid_argument for another sparsity.
CorticalSheet smallSheet(const CorticalSheet& sheet, double sparsity);

/// weight [units, ...] of a linear layer or a convolution -> [units of smallSheet(), ...], of the same type. At
/// sparsity 0 the weight itself. Throws std::invalid_argument where the weight has not the sheet's units.
at::Tensor shrinkSheet(const at::Tensor& weight, const CorticalSheet& sheet, double sparsity);

/// small [units of `stored`, ...] -> [units of `sheet`, ...], of the same type; where both are the same, `small`
/// itself.
at::Tensor enlargeSheet(const at::Tensor& small, const CorticalSheet& stored, const CorticalSheet& sheet);

}  // namespace studio
