// A map as plain numbers, for loops over the units of a sheet.
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "topo/cortical_sheet.h"

namespace studio {

struct SheetValues {
  CorticalSheet sheet;
  std::vector<double> values;  ///< [units], row-major
};

/// map [height, width] of any real type on any device. Throws std::invalid_argument for other shapes and for empty maps.
SheetValues sheetValuesOf(const at::Tensor& map);
/// -> double [height, width] on the CPU.
at::Tensor mapOf(const SheetValues& values);

/// Calls visit(neighbour) for the units around `unit`, row by row: 8 of them, or the 4 that share a side; fewer at the edges.
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

/// The 8-connected parts of the units that are `inside` [units], each in rising order, in the order of their first units.
std::vector<std::vector<std::int64_t>> connectedParts(const std::vector<char>& inside, const CorticalSheet& sheet);

}  // namespace studio
