// What can be said of maps on a sheet: how much units resemble their neighbours, where selective patches lie, and how
// alike two maps are. All of it works on the CPU, on plain numbers in double (SheetValues in cortical_sheet.h); what is
// undefined is NaN. Any thread.
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace studio {

// Moran's I of a map: how much units resemble their neighbours (science.md 2.4; libpysal's lattice weights with esda's
// Moran).

struct MoranOptions {
  bool queen = true;                ///< 8 neighbours, else the 4 that share a side (rook)
  bool rowStandardised = true;      ///< each unit's neighbours weigh 1 together, else 1 each
  std::int64_t permutations = 999;  ///< 0 = no p
  std::uint64_t seed = 0;           ///< same seed, same p, whatever the number of threads
};

/// NaN = undefined: a constant map, fewer than two units with a finite value, or no two of them neighbours.
struct MoransI {
  double i;         ///< (n / sum w) sum_ij w_ij z_i z_j / sum z^2, z = value - mean
  double expected;  ///< -1 / (n - 1), for values without order
  double p;  ///< (min(k, P - k) + 1) / (P + 1), k of P permutations have at least this I: small for I far above and far
             ///< below
  std::int64_t permutations;
};

/// map [height, width], any real type, any device (computed on the CPU, permutations on all threads). Units that are
/// not finite are left out, as values and as neighbours. TopoLM also smooths first: gaussianSmoothed(map,
/// 2 / sqrt(8 ln 2), BlurBorder::Zero), a full width at half maximum of 2 units. Throws std::invalid_argument for
/// another shape and for permutations below 0.
MoransI moransI(const at::Tensor& map, const MoranOptions& options = {});

// Patches of selective units on a map (science.md 4.5: TDANN's patches, on a lattice).

struct PatchOptions {
  double sigma = -1;           ///< of the smoothing, in units; below 0 = .034 of the longer side, 0 = none
  double threshold = 2;        ///< a unit belongs where the smoothed map is above
  std::int64_t smallest = -1;  ///< units; smaller parts are no patches; below 0 = the larger of 3 and 2 % of the sheet
};

struct Patch {
  std::vector<std::int64_t> units;  ///< rising
  double peak;                      ///< largest value of the map itself, not of the smoothed one
  std::int64_t peakUnit;            ///< where
  double row, column;               ///< centroid of its units
};

struct PatchResult {
  std::vector<Patch> patches;  ///< largest first; equal sizes in order of their first units
  double areaFraction;         ///< units in patches / units with a finite value; NaN where there are none
  at::Tensor smoothed;         ///< double [height, width], on the CPU
};

/// map [height, width], e.g. of t. The map is smoothed with a Gaussian normalised at the borders, cut at the threshold,
/// and parted into 8-connected patches. Units that are not finite neither weigh nor belong. Throws
/// std::invalid_argument for another shape or a threshold that is NaN.
PatchResult findPatches(const at::Tensor& map, const PatchOptions& options = {});

// How alike two maps of one sheet are (science.md 4.6). Pearson's r is never to be called structural similarity: both
// are given, by name.

struct SsimOptions {
  std::int64_t window = 7;  ///< side of the uniform window: odd, 3 or more
  bool gaussian = false;    ///< instead an 11 x 11 window of sigma 1.5
  double range = 0;         ///< of the values; 0 = 2 max(max |a|, max |b|), for signed maps such as t
};

/// NaN = undefined.
struct MapSimilarity {
  double pearson;   ///< over the units finite in both; NaN where a map is constant
  double spearman;  ///< Pearson's r of the ranks, ties at their mean rank
  double ssim;  ///< structural similarity as scikit-image computes it: mean over the windows that lie inside the sheet,
                ///< K1 .01, K2 .03, sample covariance (uniform) or population covariance (Gaussian). Windows with an
                ///< undefined unit are left out. NaN where the window does not fit the sheet (it is never shrunk) and
                ///< for two maps of zeros.
};

/// a, b [height, width], any real type. Throws std::invalid_argument for unlike shapes, a window that is even or below
/// 3, a range below 0.
MapSimilarity mapSimilarity(const at::Tensor& a, const at::Tensor& b, const SsimOptions& options = {});

}  // namespace studio
