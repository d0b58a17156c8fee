// The grid of maps: networks down, contrasts across, every map at the same whole number of px a unit. Geometry only.
#pragma once
#include <QRectF>
#include <QSize>
#include <cstdint>

namespace studio {

class MapsLayout {
 public:
  static constexpr int kBetweenColumns = 9, kBetweenRows = 13, kLeastColumn = 84, kLeastRow = 68;   ///< px; names and numbers need the least
  MapsLayout() = default;
  /// `room`: what can be seen at once. Many columns are wider than it: they are scrolled.
  MapsLayout(const QSize& room, std::size_t rows, std::size_t columns, std::int64_t height, std::int64_t width);
  /// From the upper left of the room, not scrolled.
  QRectF map(std::size_t row, std::size_t column) const;
  /// Left and width of a column; numbers under it end at its right.
  double columnLeft(std::size_t column) const { return double(column) * (columnWidth_ + kBetweenColumns); }
  double columnWidth() const { return columnWidth_; }
  double rowHeight() const { return rowHeight_; }
  /// All columns beside each other; all rows.
  QSizeF size() const;

 private:
  std::size_t rows_ = 0, columns_ = 0;
  double columnWidth_ = 0, rowHeight_ = 0, mapWidth_ = 0, mapHeight_ = 0;
};

}  // namespace studio
