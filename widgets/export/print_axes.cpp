#include "widgets/export/print_axes.h"

#include <algorithm>
#include <cmath>

namespace studio {

std::vector<double> niceTicks(double low, double high, int count) {
  if (!(high > low) || !std::isfinite(high - low)) return {low};
  const double rough = (high - low) / std::max(1, count), power = std::pow(10.0, std::floor(std::log10(rough)));
  const double share = rough / power, step = power * (share <= 1.0001   ? 1
                                                      : share <= 2.0001 ? 2
                                                      : share <= 5.0001 ? 5
                                                                        : 10);  // rounded up: never many
  std::vector<double> ticks;
  for (double index = std::ceil(low / step - 1e-9); index * step <= high + 1e-9 * step; ++index)
    ticks.push_back(index * step);
  return ticks;
}

/// Liang and Barsky's way.
bool clipSegment(QPointF& a, QPointF& b, const QRectF& area) {
  const QPointF d = b - a;
  double from = 0, to = 1;
  const double p[4] = {-d.x(), d.x(), -d.y(), d.y()};
  const double q[4] = {a.x() - area.left(), area.right() - a.x(), a.y() - area.top(), area.bottom() - a.y()};
  for (int i = 0; i < 4; ++i) {
    if (p[i] == 0) {
      if (q[i] < 0) return false;
      continue;
    }
    const double share = q[i] / p[i];
    if (p[i] < 0)
      from = std::max(from, share);
    else
      to = std::min(to, share);
  }
  if (from > to) return false;
  b = a + to * d;
  a = a + from * d;
  return true;
}

QPointF PrintAxes::at(double x, double y) const {
  return {frame_.left() + (x - xLow_) / (xHigh_ - xLow_) * frame_.width(),
          frame_.bottom() - (y - yLow_) / (yHigh_ - yLow_) * frame_.height()};
}

void PrintAxes::drawFrame(QPainter& painter, const PrintStyle& style, const QString& xLabel) const {
  const double tick = style.mm(0.8), room = style.mm(14), line = style.mm(3);
  painter.setFont(style.text());
  for (const double value : niceTicks(yLow_, yHigh_, 5)) {
    const double y = at(xLow_, value).y();
    painter.setPen(style.gridPen());
    painter.drawLine(QPointF(frame_.left(), y), QPointF(frame_.right(), y));
    painter.setPen(style.axisPen());
    painter.drawLine(QPointF(frame_.left() - tick, y), QPointF(frame_.left(), y));
    painter.drawText(QRectF(frame_.left() - tick - style.mm(0.6) - room, y - line, room, 2 * line),
                     Qt::AlignRight | Qt::AlignVCenter, QString::number(value, 'g', 4));
  }
  for (const double value : niceTicks(xLow_, xHigh_, 4)) {
    const double x = at(value, yLow_).x();
    painter.drawLine(QPointF(x, frame_.bottom()), QPointF(x, frame_.bottom() + tick));
    painter.drawText(QRectF(x - room, frame_.bottom() + tick + style.mm(0.3), 2 * room, line),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextDontClip, QString::number(value, 'g', 6));
  }
  painter.drawLine(frame_.bottomLeft(), frame_.topLeft());
  painter.drawLine(frame_.bottomLeft(), frame_.bottomRight());
  painter.drawText(QRectF(frame_.left(), frame_.bottom() + tick + line + style.mm(0.4), frame_.width(), line),
                   Qt::AlignHCenter | Qt::AlignTop | Qt::TextDontClip, xLabel);
}

QPolygonF thinned(const QPolygonF& points, int most) {
  if (points.size() <= most) return points;
  const qsizetype stretches = std::max(1, most / 4);
  const auto lower = [](const QPointF& a, const QPointF& b) { return a.y() < b.y(); };
  QPolygonF result;
  for (qsizetype i = 0; i < stretches; ++i) {
    const auto from = points.begin() + points.size() * i / stretches,
               to = points.begin() + points.size() * (i + 1) / stretches;
    auto [first, second] = std::minmax_element(from, to, lower);
    if (second < first) std::swap(first, second);
    result << *from << *first << *second << *(to - 1);
  }
  return result;
}

/// Joined pieces stay one path, so that a line of ten thousand points is one element in the file.
void PrintAxes::drawLine(QPainter& painter, const std::vector<double>& x, const std::vector<double>& y) const {
  constexpr int kMost = 4000;  // far more than a page can show
  QPolygonF points, piece;
  for (std::size_t i = 0; i < x.size(); ++i) points << at(x[i], y[i]);
  points = thinned(points, kMost);
  const auto flush = [&] {
    if (piece.size() > 1) painter.drawPolyline(piece);
    piece.clear();
  };
  for (qsizetype i = 1; i < points.size(); ++i) {
    QPointF a = points[i - 1], b = points[i];
    if (!clipSegment(a, b, frame_)) {
      flush();
      continue;
    }
    if (piece.isEmpty() || (piece.back() - a).manhattanLength() > 1e-6 * frame_.width()) {
      flush();
      piece << a;
    }
    piece << b;
  }
  flush();
}

void PrintAxes::drawTitle(QPainter& painter, const PrintStyle& style, const QRectF& area, const QString& text) {
  painter.setPen(PrintStyle::ink());
  painter.setFont(style.text());
  painter.drawText(QRectF(area.left() + style.mm(1), area.top(), area.width(), style.mm(4)),
                   Qt::AlignLeft | Qt::AlignVCenter, text);
}

QRectF PrintAxes::frameIn(const PrintStyle& style, const QRectF& area) {
  constexpr double kTitle = 5, kLeft = 9, kRight = 2.5, kBottom = 8.5;  // mm
  return area.adjusted(style.mm(kLeft), style.mm(kTitle), -style.mm(kRight), -style.mm(kBottom));
}

}  // namespace studio
