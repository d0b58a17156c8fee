#include "widgets/analysis/sheet_placement.h"

#include <algorithm>
#include <cmath>

namespace studio {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kTilt = 35 * kPi / 180, kTurn = 20 * kPi / 180;   // the eye stands 35 degrees above the sheet (look.md)
constexpr double kRelief = 0.22;                                    // height of the largest |value|, in shares of the shorter side
constexpr double kThinnest = 8;                                     // px, of a strip

}  // namespace

SheetPlacement::SheetPlacement(const QRectF& area, std::int64_t height, std::int64_t width, bool raised) : rect_(area), height_(height), width_(width), raised_(raised) {
  if (height < 1 || width < 1) return;
  const double rows = double(height), columns = double(width);
  relief_ = kRelief * std::min(rows, columns);
  const double across = columns * std::cos(kTurn) + rows * std::sin(kTurn);
  const double up = (columns * std::sin(kTurn) + rows * std::cos(kTurn)) * std::sin(kTilt) + 2 * relief_ * std::cos(kTilt);
  scale_ = std::min(area.width() / across, area.height() / up);
  double cell = std::min(area.width() / columns, area.height() / rows);
  if (cell >= 1) cell = std::floor(cell);
  cellWidth_ = cell;
  cellHeight_ = cell < kThinnest ? std::max(cell, std::min(kThinnest, area.height()) / rows) : cell;
  if (!raised) rect_ = QRectF(area.topLeft(), QSizeF(cellWidth_ * columns, cellHeight_ * rows));
}

/// Raised: turned about the sheet's middle, then seen along the eye's way; columns go to the right, rows come nearer.
PlacedPoint SheetPlacement::at(double column, double row, double top) const {
  if (!raised_) return {rect_.left() + column * cellWidth_, rect_.top() + row * cellHeight_, 0};
  const double x = column - double(width_) / 2, y = double(height_) / 2 - row, z = top * relief_;
  const double right = x * std::cos(kTurn) - y * std::sin(kTurn), away = x * std::sin(kTurn) + y * std::cos(kTurn);
  return {rect_.center().x() + scale_ * right, rect_.center().y() - scale_ * (away * std::sin(kTilt) + z * std::cos(kTilt)), scale_ * (z * std::sin(kTilt) - away * std::cos(kTilt))};
}

QPolygonF SheetPlacement::cell(std::int64_t unit, double top, double gap) const {
  const double column = double(unit % width_), row = double(unit / width_);
  const double right = column + 1 - (cellWidth_ > 0 ? gap / cellWidth_ : 0), lower = row + 1 - (cellHeight_ > 0 ? gap / cellHeight_ : 0);
  QPolygonF corners;
  for (const auto& [x, y] : {std::pair{column, row}, {right, row}, {right, lower}, {column, lower}}) {
    const PlacedPoint placed = at(x, y, top);
    corners << QPointF(placed.x, placed.y);
  }
  return corners;
}

std::int64_t SheetPlacement::unitAt(const QPointF& point, const std::vector<double>& tops) const {
  if (width_ < 1 || !rect_.contains(point)) return -1;
  if (!raised_) {
    const auto column = std::int64_t((point.x() - rect_.left()) / cellWidth_), row = std::int64_t((point.y() - rect_.top()) / cellHeight_);
    return column < width_ && row < height_ ? row * width_ + column : -1;
  }
  std::int64_t found = -1;
  double nearest = 0;
  for (std::int64_t unit = 0; unit < height_ * width_; ++unit) {
    const double top = std::size_t(unit) < tops.size() ? tops[std::size_t(unit)] : 0;
    const double near = at(double(unit % width_) + 0.5, double(unit / width_) + 0.5, top).near;
    if ((found >= 0 && near <= nearest) || !cell(unit, top).containsPoint(point, Qt::OddEvenFill)) continue;
    found = unit;
    nearest = near;
  }
  return found;
}

}  // namespace studio
