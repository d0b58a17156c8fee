// The grid of maps: networks down, contrasts across, every map at the same whole number of px a unit. Geometry only.
#pragma once
#include <QRectF>
#include <QSize>
#include <QWidget>
#include <cstdint>
#include <memory>
#include <vector>

#include "widgets/analysis/maps_scene.h"

namespace studio {

class MapsLayout {
 public:
  static constexpr int kBetweenColumns = 9, kBetweenRows = 13, kLeastColumn = 84, kLeastRow = 68,
                       kNote = 40;  ///< px; names and numbers need the least
  MapsLayout() = default;
  /// `room`: what can be seen at once. Many columns are wider than it: they are scrolled.
  /// `rows`: of each whether it has or will have maps; others are only as high as their note.
  MapsLayout(const QSize& room, const std::vector<bool>& rows, std::size_t columns, std::int64_t height,
             std::int64_t width);
  /// From the upper left of the room, not scrolled.
  QRectF map(std::size_t row, std::size_t column) const;
  /// Left and width of a column; numbers under it end at its right.
  double columnLeft(std::size_t column) const { return double(column) * (columnWidth_ + kBetweenColumns); }
  double columnWidth() const { return columnWidth_; }
  double rowTop(std::size_t row) const { return tops_[row]; }
  double rowHeight(std::size_t row) const { return heights_[row]; }
  /// All columns beside each other; all rows.
  QSizeF size() const;

 private:
  std::size_t columns_ = 0;
  std::vector<double> tops_, heights_;  ///< of the rows
  double columnWidth_ = 0, mapWidth_ = 0, mapHeight_ = 0;
};

// The cells of a grid of maps on the screen: one VTK view, or QPainter where there is no OpenGL. Takes no mouse; GUI
// thread.

class MapsCanvas {
 public:
  virtual ~MapsCanvas() = default;
  virtual QWidget* widget() = 0;
  virtual void show(std::vector<PlacedSheet> sheets, const MapLook& look) = 0;
  virtual bool canRaise() const = 0;
};

std::unique_ptr<MapsCanvas> makeMapsCanvas(QWidget* parent);

}  // namespace studio
