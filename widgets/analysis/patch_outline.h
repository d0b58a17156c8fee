// The outline of a patch: the edges between its units and all others, as lines along the grid of the sheet.
#pragma once
#include <QLineF>
#include <cstdint>
#include <vector>

namespace studio {

/// In units of the sheet: x along columns, y along rows, (0, 0) = the upper left corner of unit 0. Edges in one line
/// are joined. Units outside of the sheet are left out.
std::vector<QLineF> patchOutline(const std::vector<std::int64_t>& units, std::int64_t height, std::int64_t width);

}  // namespace studio
