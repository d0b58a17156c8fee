#include "widgets/analysis/maps_layout.h"

#include <algorithm>
#include <cmath>

namespace studio {

MapsLayout::MapsLayout(const QSize& room, std::size_t rows, std::size_t columns, std::int64_t height, std::int64_t width) : rows_(rows), columns_(columns) {
  if (rows == 0 || columns == 0) return;
  const double r = double(std::max<std::int64_t>(1, height)), c = double(std::max<std::int64_t>(1, width));
  const double across = std::max(double(kLeastColumn), (room.width() - double(kBetweenColumns) * double(columns - 1)) / double(columns));
  const double down = std::max(8.0, (room.height() - double(kBetweenRows) * double(rows - 1)) / double(rows));
  double cell = std::min(across / c, down / r);
  if (cell >= 1) cell = std::floor(cell);
  mapWidth_ = cell * c;
  mapHeight_ = std::min(down, std::max(cell * r, 8.0));
  columnWidth_ = std::max(mapWidth_, double(kLeastColumn));
  rowHeight_ = std::min(down, std::max(mapHeight_, double(kLeastRow)));
}

QRectF MapsLayout::map(std::size_t row, std::size_t column) const { return {columnLeft(column), double(row) * (rowHeight_ + kBetweenRows), mapWidth_, mapHeight_}; }

QSizeF MapsLayout::size() const {
  if (rows_ == 0 || columns_ == 0) return {};
  return {columnLeft(columns_ - 1) + columnWidth_, double(rows_) * rowHeight_ + double(rows_ - 1) * kBetweenRows};
}

}  // namespace studio
