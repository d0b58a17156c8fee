// The methods that TopoLoss is compared with: All-TNN, LLCNN, CB-SOM, wiring cost, TDANN. Each part begins with its
// source and its formula; core/losses/NAME_row.cpp makes a loss of it. Any thread.
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "topo/cortical_sheet.h"

namespace studio {

// The loss of All-TNN (Lu et al. 2023; github.com/KietzmannLab/All-TNN; science.md 11): how unlike the weights of units
// are that lie beside each other on the sheet. Mean over the pairs of neighbours of (1 - cos(w_u, w_v)) / 2, where the
// bias is one more weight of a unit that has one. Range 0..1. Neighbours: right and below (each pair that shares a side
// once), or all 8. All-TNN itself averages the two directions apart, which differs on sheets that are not square.

/// rows: [units, depth], the weights of each unit, float or double on any device. The loss, 0-dim, double; a sheet of
/// one unit has no pairs and gives 0. `gradient` becomes d loss / d rows, [units, depth]. A unit without any weight has
/// cosine 0 to all others and no gradient. Throws std::invalid_argument for rows that are not the sheet's.
at::Tensor neighbourDistance(const at::Tensor& rows, const CorticalSheet& sheet, bool eight,
                             at::Tensor* gradient = nullptr);

// The smoothing of LLCNN (Qian et al. 2024; github.com/BashivanLab/LLCNN; science.md 11): no loss, but a layer's units
// take up what their neighbours on the sheet respond: y_u = sum over v of K_uv x_v, at every place of an image and
// every token. Kernels over the Euclidean distance d on the sheet, of width s:
//     gaussian     exp(-d^2 / (2 s^2)), divided by its sum over the sheet
//     mexican_hat  (1 - d^2 / (2 s^2)) exp(-d^2 / (2 s^2)), divided by the sum of its absolute values
//     mean         1 within s rows and columns (rounded), divided by their number
// A kernel ends at the sheet's edge and is divided by what of it lies on the sheet, so that a constant stays what it is
// at the edges too; LLCNN pads with 0 (gaussian) or mirrors (mexican_hat), and adds noise, which this does not.

enum class SmoothingKernel { Gaussian, MexicanHat, Mean };

/// K, double [units, units] on the CPU. Throws std::invalid_argument for a width that is not above 0.
at::Tensor smoothingMatrix(const CorticalSheet& sheet, SmoothingKernel kernel, double width);

/// values [batch, units], [batch, tokens, units] or [batch, units, height, width], with a graph where they have one:
/// (1 - share) values + share K values. `matrix` [units, units] of their type and on their device.
at::Tensor smoothed(const at::Tensor& values, const at::Tensor& matrix, double share);

// The update of CB-SOM (ICLR 2025, openreview wMgr7wBuUo; github.com/BashivanLab/CBSOM; anchors-2026.md c4): no loss,
// but after each step of the optimizer the units of a sheet move towards the one whose weights have the largest
// gradient, b: W_u += alpha exp(-d(u, b)^2 / (2 sigma^2)) (W_b - W_u), d the Euclidean distance on the sheet. alpha and
// sigma decay over the run. The published code takes square sheets only; here a sheet is what the grid rule says.

inline constexpr double kLeastOfCbSom = 0.003;  ///< neither alpha nor sigma falls below

/// start * exp(-3 step / steps), at least kLeastOfCbSom; 0 stays 0.
double decayedOfCbSom(double start, std::int64_t step, std::int64_t steps);

/// Rows and columns of the units, float64 [units, 2], on the CPU.
at::Tensor unitPlaces(const CorticalSheet& sheet);

/// Moves `weight` [units, ...] in place. `gradient` has its shape, `places` [units, 2] its device and type. Reads
/// nothing back.
void moveTowardsLargestGradient(at::Tensor& weight, const at::Tensor& gradient, const at::Tensor& places, double alpha,
                                double sigma);

// Wiring cost: what it would take to wire a layer (ITN, Blauch et al. 2022: sum |w| d; TopoMoE's sum A d^p;
// anchors-2026.md c8, science.md 11). mean over a layer's weights of |w_oi| d_oi^p, where d_oi is the Euclidean
// distance between output unit o on the layer's sheet and input unit i on a sheet of its own, laid over it: both by the
// grid rule and both as wide and high as 1, a unit in the middle of its cell. Where a layer reads the units of another,
// the input sheet is that layer's own. The weights of a convolution's kernel share the distance of their two channels.

/// d^p, double [outputs, inputs] on the CPU. p = 0 gives the mean of |w|.
at::Tensor wiringDistances(const CorticalSheet& outputs, const CorticalSheet& inputs, double power);

/// weight [o, i] or [o, i, kh, kw], distances [o, i] of its type and on its device. The cost, 0-dim, double; `gradient`
/// becomes d cost / d weight.
at::Tensor wiringCost(const at::Tensor& weight, const at::Tensor& distances, at::Tensor* gradient = nullptr);

// The spatial loss of TDANN (Margalit et al. 2024; github.com/neuroailab/TDANN) in the form of TopoLM (Rathi et al.
// 2025; github.com/epflneuroailab/topolm; anchors-2026.md c1): units that respond alike are to lie close together. In a
// neighbourhood r_uv is the Pearson correlation of the responses of two units and 1 / (1 + d_uv) their closeness, d the
// Euclidean distance on the sheet with neighbours 1 apart. Over the pairs of a neighbourhood
//     relative  (1 - Pearson(r, closeness)) / 2, in 0..1
//     absolute  mean |r - closeness|            (TDANN's older form)
// and the loss is the mean over the neighbourhoods.

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
