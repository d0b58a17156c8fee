// The loss of All-TNN (Lu et al. 2023; github.com/KietzmannLab/All-TNN; science.md 11): how unlike the weights of units
// are that lie beside each other on the sheet. Mean over the pairs of neighbours of (1 - cos(w_u, w_v)) / 2, where the
// bias is one more weight of a unit that has one. Range 0..1. Neighbours: right and below (each pair that shares a side
// once), or all 8. All-TNN itself averages the two directions apart, which differs on sheets that are not square.
#pragma once
#include <ATen/core/Tensor.h>

#include "topo/cortical_sheet.h"

namespace studio {

/// rows: [units, depth], the weights of each unit, float or double on any device. The loss, 0-dim, double; a sheet of
/// one unit has no pairs and gives 0. `gradient` becomes d loss / d rows, [units, depth]. A unit without any weight has
/// cosine 0 to all others and no gradient. Throws std::invalid_argument for rows that are not the sheet's.
at::Tensor neighbourDistance(const at::Tensor& rows, const CorticalSheet& sheet, bool eight,
                             at::Tensor* gradient = nullptr);

}  // namespace studio
