#include "widgets/sheets/flat_view.h"

#include <QMouseEvent>

namespace studio {

FlatView::FlatView(QWidget* parent) : QWidget(parent) { setMouseTracking(true); }

void FlatView::show(const SheetMap& map, const MapLook& look) {
  map_ = map;
  look_ = look;
  update();
}

std::int64_t FlatView::unitAt(const QPointF& position) const {
  if (map_.width < 1 || !QRectF(rect()).contains(position)) return -1;
  const auto column = std::int64_t(position.x() * double(map_.width) / width()),
             row = std::int64_t(position.y() * double(map_.height) / height());
  if (column < 0 || row < 0 || column >= map_.width || row >= map_.height) return -1;
  return row * map_.width + column;
}

void FlatView::paintEvent(QPaintEvent*) {
  if (!look_.colours) return;
  QPainter painter(this);
  drawSheet(painter, rect(), map_, look_);
}

void FlatView::mouseMoveEvent(QMouseEvent* event) {
  if (hovered) hovered(unitAt(event->position()), event->globalPosition().toPoint());
}

void FlatView::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton && clicked) clicked(unitAt(event->position()));
}

void FlatView::leaveEvent(QEvent*) {
  if (hovered) hovered(-1, {});
}

}  // namespace studio
