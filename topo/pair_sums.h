// Sums over pairs of units by their offset on the sheet: the distance of a pair depends on nothing else
// (science.md 2.2).
#pragma once
#include <cstdint>
#include <vector>

#include "topo/smoothness.h"

namespace studio {

/// Entry |rows| * width + |columns| belongs to all unordered pairs that lie that far apart; entry 0 stays 0.
struct PairSums {
  std::int64_t height, width;
  std::vector<double> sum, square;  ///< of r or of the difference; square is empty where single pairs are not seen
  std::vector<std::int64_t> pairs;  ///< that have a value

  PairSums(std::int64_t sheetHeight, std::int64_t sheetWidth);
};

/// Throws std::invalid_argument unless the sheet has as many units as there are values and the edges are finite and
/// rise.
void requireSheetAndBins(std::int64_t units, std::int64_t height, std::int64_t width, const DistanceBins& bins);

/// How many pairs of units that are `defined` [units] lie at each offset: the autocorrelation of the mask where it has
/// holes.
std::vector<std::int64_t> pairsByOffset(const std::vector<char>& defined, std::int64_t height, std::int64_t width);

DistanceCurve curveOf(const PairSums& sums, const DistanceBins& bins);

}  // namespace studio
