// The spatial loss of TDANN (Margalit et al. 2024; github.com/neuroailab/TDANN) in the form of TopoLM (Rathi et al.
// 2025; github.com/epflneuroailab/topolm; anchors-2026.md c1): units that respond alike are to lie close together. In a
// neighbourhood r_uv is the Pearson correlation of the responses of two units and 1 / (1 + d_uv) their closeness, d the
// Euclidean distance on the sheet with neighbours 1 apart. Over the pairs of a neighbourhood
//     relative  (1 - Pearson(r, closeness)) / 2, in 0..1
//     absolute  mean |r - closeness|            (TDANN's older form)
// and the loss is the mean over the neighbourhoods.
#pragma once
#include <ATen/core/Tensor.h>

#include <vector>

#include "topo/cortical_sheet.h"

namespace studio {

/// Rectangles of one size on a sheet. Indices on the CPU or a device.
struct Neighbourhoods {
  at::Tensor positions;  ///< int64 [neighbourhoods, members]: places on the sheet
  at::Tensor pairs;      ///< int64 [pairs]: u * members + v of each pair u < v of members
  at::Tensor closeness;  ///< double [pairs], or the type of the responses
};

/// Places around a centre at a Chebyshev distance below `radius`, so 2 radius - 1 in a row; in a direction in which the
/// sheet is narrower, as many as lie evenly around a centre.
struct NeighbourhoodReach {
  std::int64_t rows = 0, columns = 0;  ///< on each side of the centre
};
NeighbourhoodReach neighbourhoodReach(const CorticalSheet& sheet, std::int64_t radius);
/// How many centres there are whose neighbourhood lies on the sheet as a whole, and the place of one of them, 0-based.
std::int64_t countCentres(const CorticalSheet& sheet, NeighbourhoodReach reach);
std::int64_t centreAt(const CorticalSheet& sheet, NeighbourhoodReach reach, std::int64_t index);

/// The places around each centre, int64 [neighbourhoods, members] on the CPU.
at::Tensor neighbourhoodPositions(const CorticalSheet& sheet, NeighbourhoodReach reach,
                                  const std::vector<std::int64_t>& centres);
Neighbourhoods neighbourhoodsAround(const CorticalSheet& sheet, NeighbourhoodReach reach,
                                    const std::vector<std::int64_t>& centres);
/// The sheet as one neighbourhood.
Neighbourhoods wholeSheet(const CorticalSheet& sheet);

/// responses [stimuli, units], float or double; unit order[i] lies at place i (undefined: unit i). The loss, 0-dim,
/// with its graph where the responses have one. A unit that responds to all alike has r = 0 to all others; where r or
/// the closeness is the same for all pairs, Pearson counts as 0; without any pair the loss is 0.
at::Tensor spatialLoss(const at::Tensor& responses, const Neighbourhoods& neighbourhoods, const at::Tensor& order,
                       bool absolute);

}  // namespace studio
