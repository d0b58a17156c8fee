// The sheet a layer's units lie on, and maps over it: the grid rule and which units a sheet shows (science.md 1.1-1.2),
// a map as plain numbers, neighbours and connected parts, and smoothing. Any thread.
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <vector>

namespace studio {

/// Which units of a layer a sheet shows. Source: the topoloss package's cortical_sheet.
enum class SheetKind {
  Weight,  ///< output units; depth = a unit's incoming weights
  Input,   ///< input units of a linear layer; depth = a unit's outgoing weights
  Bias     ///< output units of a linear layer; one scalar each
};

/// Grid of n units: height is the largest divisor of n that is at most sqrt(n), width = n / height.
/// Unit u lies at row u / width, column u % width.
struct CorticalSheet {
  std::int64_t height = 0, width = 0;

  /// Throws std::invalid_argument for n < 1.
  static CorticalSheet ofUnits(std::int64_t n);
  std::int64_t units() const { return height * width; }
  std::int64_t row(std::int64_t unit) const { return unit / width; }
  std::int64_t column(std::int64_t unit) const { return unit % width; }
  bool operator==(const CorticalSheet&) const = default;
};

// A map as plain numbers, for loops over the units of a sheet.

struct SheetValues {
  CorticalSheet sheet;
  std::vector<double> values;  ///< [units], row-major
};

/// map [height, width] of any real type on any device. Throws std::invalid_argument for other shapes and for empty
/// maps.
SheetValues readSheetValues(const at::Tensor& map);
/// -> double [height, width] on the CPU.
at::Tensor makeMap(const SheetValues& values);

/// Calls visit(neighbour) for the units around `unit`, row by row: 8 of them, or the 4 that share a side; fewer at the
/// edges.
template <typename Visit>
void forNeighbours(const CorticalSheet& sheet, std::int64_t unit, bool diagonals, const Visit& visit) {
  const auto row = sheet.row(unit), column = sheet.column(unit);
  for (std::int64_t down = -1; down <= 1; ++down)
    for (std::int64_t right = -1; right <= 1; ++right) {
      if ((down == 0 && right == 0) || (!diagonals && down != 0 && right != 0)) continue;
      if (row + down < 0 || row + down >= sheet.height || column + right < 0 || column + right >= sheet.width) continue;
      visit(unit + down * sheet.width + right);
    }
}

/// The 8-connected parts of the units that are `inside` [units], each in rising order, in the order of their first
/// units.
std::vector<std::vector<std::int64_t>> connectedParts(const std::vector<char>& inside, const CorticalSheet& sheet);

// Smoothing of a map with a Gaussian over the sheet (science.md 2.4 and 4.5).

enum class BlurBorder {
  Normalised,  ///< divided by the weight that fell on the sheet: a constant map stays constant (TDANN's patches)
  Zero         ///< what lies outside counts as 0, so values fall towards the edges (TopoLM's Moran's I)
};

/// map [height, width] -> double [height, width] on the CPU. sigma in units; 0 leaves the map as it is. Units that are
/// not finite have no weight and stay NaN. The Gaussian ends at 8 sigma, below the last digit of a double. Throws
/// std::invalid_argument for another shape and for a sigma below 0.
at::Tensor gaussianSmoothed(const at::Tensor& map, double sigma, BlurBorder border = BlurBorder::Normalised);

}  // namespace studio
