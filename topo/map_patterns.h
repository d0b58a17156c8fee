// Further measures of a map on a sheet, from published work: Moran's I within islands of selective units, the power of
// its spatial frequencies, how close its most selective units lie, and how far one must go to meet all angles. On the
// CPU in double; what is undefined is NaN. Same seed, same values, whatever the number of threads;
// any of them may call it.
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace studio {

// Moran's I within islands (anchors-2026.md c3: Topo-Omni's island_morans_I). A large empty background, which Moran's I
// of the whole map rewards, is no part of it.

struct IslandOptions {
  std::int64_t smallest = 8;  ///< units; smaller islands are dropped
  double level = 0.05;        ///< of the permutation p below which an island counts as significant
  std::int64_t permutations = 999;
  std::uint64_t seed = 0;
};

struct IslandMorans {
  double i = 0;                  ///< mean over the islands whose I is defined; NaN where there is none
  std::int64_t islands = 0;      ///< of so many units or more
  std::int64_t significant = 0;  ///< with I above its expectation and p below the level
  std::int64_t units = 0;        ///< of all islands
};

/// map [height, width], chosen [height, width] bool: the units that are selective. Islands are their 8-connected parts;
/// Moran's I of each is that of its own units alone, with their neighbours among them (moransI). Throws
/// std::invalid_argument for other shapes.
IslandMorans islandMorans(const at::Tensor& map, const at::Tensor& chosen, const IslandOptions& options = {});

// The radial profile of the map's Fourier power (anchors-2026.md c8: All-TNN's smoothness).

struct RadialPower {
  std::vector<double>
      frequency;              ///< middle of each bin, cycles a unit, up to half a cycle; bins are 1 / longer side wide
  std::vector<double> power;  ///< share of the map's variance in each bin; 1 together
  double low = 0;             ///< share at wavelengths of 8 units or more (0.125 cycles a unit or less)
  double meanFrequency = 0;   ///< of the power, cycles a unit
};

/// map [height, width]; its mean is taken off first, and units that are not finite count as the mean. Frequencies
/// beyond half a cycle a unit (the corners of the spectrum) belong to the last bin. NaN, without bins, for a constant
/// map.
RadialPower radialPower(const at::Tensor& map);

// How close the most selective units lie (anchors-2026.md c6: TopoSAE's spatial coherence).

struct CoherenceOptions {
  std::int64_t units = 16;   ///< the most selective ones; fewer where the map has fewer
  std::int64_t sets = 1000;  ///< random sets of as many units
  std::uint64_t seed = 0;
};

struct SpatialCoherence {
  double distance = 0;  ///< mean distance of two of them, in units of the sheet
  double expected = 0;  ///< mean of the same over the random sets
  double z = 0;         ///< (distance - expected) / standard deviation over the sets: below 0 where they lie together
  double p = 0;         ///< (1 + sets at most as wide) / (1 + sets)
};

/// map [height, width]: the units with the largest values; of equal ones those of the lowest index. NaN with fewer than
/// two defined units, z also where the random sets do not differ. Throws std::invalid_argument for fewer than 2 units
/// or 1 set.
SpatialCoherence spatialCoherence(const at::Tensor& map, const CoherenceOptions& options = {});

// The cluster radius (anchors-2026.md c8: All-TNN): how far around a unit one must look to meet every preferred angle.

struct ClusterRadius {
  double mean = 0, median = 0;  ///< over the units: half the side of the smallest square around one that holds all bins
  std::vector<std::int64_t> radii;  ///< of each unit, row-major; -1 = undefined
  std::int64_t bins = 0;            ///< that occur on the sheet
};

/// preferredDegrees [height, width] in [0, 180), cut into `bins` equal bins around 0, 180 / bins, ...; bins that occur
/// nowhere are not asked for. The sheet is taken as a torus, as published. A unit whose own value is undefined has no
/// radius. NaN where fewer than two bins occur. Throws std::invalid_argument for fewer than 2 bins.
ClusterRadius clusterRadius(const at::Tensor& preferredDegrees, std::int64_t bins = 8);

}  // namespace studio
