// How alike units are at each distance on the sheet, and the published measures of smoothness (science.md 2.2-2.3).
// All functions compute on the CPU, copy what lies on another device, and use torch's threads; any thread may call
// them.
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace studio {

/// Bins of Euclidean sheet distance, in units (neighbours lie 1 apart): [edges[k], edges[k + 1]).
/// Edges rise; with `lastInclusive` the last bin holds its upper edge too (TDANN and LLCNN leave it out).
struct DistanceBins {
  std::vector<double> edges;
  bool lastInclusive = true;
};

/// 21 edges from 0 to the sheet's diagonal, last inclusive. On small sheets edges are left out until every bin holds a
/// distance that occurs on the sheet, so the first bin always holds distance 1. Throws std::invalid_argument for a side
/// below 1.
DistanceBins defaultBins(std::int64_t height, std::int64_t width);

/// One value a bin, in order of distance. Ends before the first bin that holds no pair (TDANN's agg_by_distance), so it
/// may be empty.
struct DistanceCurve {
  std::vector<double> distance;     ///< mean distance of the bin's pairs
  std::vector<double> correlation;  ///< mean of Pearson's r over the pairs
  std::vector<double> spread;  ///< SD (ddof 0) / sqrt(pairs); NaN in the Fourier form, which never sees single pairs
  std::vector<std::int64_t> pairs;  ///< unordered pairs of different units
};

enum class CurveMethod {
  Automatic,  ///< Product up to 2,048 units, Fourier above
  Product,    ///< Z^T Z in blocks of units; memory bounded, time grows with units^2
  Fourier     ///< summed autocorrelation of the standardised maps; no units^2 anything, but no spread
};

/// Mean Pearson r of all pairs of units against their distance. responses [stimuli, units] of a height x width sheet,
/// row-major. Pairs with a unit that is constant or has a response that is not finite have no r and are left out. Float
/// responses of large sheets are multiplied in float (error of a bin about 1e-7; in the Fourier form up to 1e-5 in the
/// last bins, where few pairs share the rounding of all), all else in double. Throws std::invalid_argument for shapes
/// that do not belong together and for edges that do not rise.
DistanceCurve correlationCurve(const at::Tensor& responses, std::int64_t height, std::int64_t width,
                               const DistanceBins& bins, CurveMethod method = CurveMethod::Automatic);

/// Scores of a correlation curve c; NaN = undefined, all of them with fewer than two bins.
struct Smoothness {
  double maxMinusMin;  ///< (D) max(c) - min(c), in [0, 2]; the studio's default
  double llcnn;        ///< (L) (c[0] - min(c)) / c[0]; NaN for c[0] < 0.05, where it explodes
  double tdann;        ///< (N) TDANN's formula on 1 - c: (max - first) / max, at most 1
};
Smoothness curveSmoothness(const DistanceCurve& curve);

}  // namespace studio
