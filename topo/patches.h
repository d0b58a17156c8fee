// Patches of selective units on a map (science.md 4.5: TDANN's patches, on a lattice).
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace studio {

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

}  // namespace studio
