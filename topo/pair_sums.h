// Sums over pairs of units by their offset on the sheet: the distance of a pair depends on nothing else
// (science.md 2.2). Any thread.
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "topo/smoothness.h"

namespace studio {

/// Entry |rows| * width + |columns| belongs to all unordered pairs that lie that far apart; entry 0 stays 0.
struct PairSums {
  std::int64_t height, width;
  std::vector<double> sum, square;  ///< of r; square is empty where single pairs are not seen
  std::vector<std::int64_t> pairs;  ///< that have a value

  PairSums(std::int64_t sheetHeight, std::int64_t sheetWidth);
};

/// Throws std::invalid_argument unless the sheet has as many units as there are values and the edges are finite and
/// rise.
void requireSheetAndBins(std::int64_t units, std::int64_t height, std::int64_t width, const DistanceBins& bins);

/// How many pairs of units that are `defined` [units] lie at each offset: the autocorrelation of the mask where it has
/// holes.
std::vector<std::int64_t> pairsByOffset(const std::vector<char>& defined, std::int64_t height, std::int64_t width);

DistanceCurve makeDistanceCurve(const PairSums& sums, const DistanceBins& bins);

// The autocorrelation of sheets, summed over many of them, by their spectra.

/// maps [count, units] float or double, on the CPU, contiguous. Entry |rows| * width + |columns| is the sum over maps,
/// and over all unordered pairs of units that far apart, of the product of their two values; entry 0 is 0. By the
/// Wiener-Khinchin theorem: the squared magnitudes of the zero-padded maps' spectra are summed and transformed back
/// once. Memory grows with units; time, for a map, with units * (height + width) as products of matrices up to 512
/// units a side, above with units * log(units).
std::vector<double> autocorrelation(const at::Tensor& maps, std::int64_t height, std::int64_t width);

}  // namespace studio
