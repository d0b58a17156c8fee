// Moran's I of a map: how much units resemble their neighbours (science.md 2.4; libpysal's lattice weights with esda's
// Moran).
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>

namespace studio {

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
/// sigmaOfFwhm(2), BlurBorder::Zero). Throws std::invalid_argument for another shape and for permutations below 0.
MoransI moransI(const at::Tensor& map, const MoranOptions& options = {});

}  // namespace studio
