// Left and bottom axis of a printed plot: nice ticks, light grid, lines clipped to the frame by us (SVG of Qt 6.4 has
// no clipping).
#pragma once
#include <QPainter>
#include <QPolygonF>
#include <vector>

#include "widgets/export/print_style.h"

namespace studio {

/// Ticks at 1, 2 or 5 times a power of ten inside [low, high]; about `count`.
std::vector<double> niceTicks(double low, double high, int count);
/// The part of a line from a to b inside the rectangle; false when nothing is.
bool clipSegment(QPointF& a, QPointF& b, const QRectF& area);

/// At most about `most` points that draw the same line: the first, last, smallest and largest of each stretch.
QPolygonF thinned(const QPolygonF& points, int most);

class PrintAxes {
 public:
  PrintAxes(const QRectF& frame, double xLow, double xHigh, double yLow, double yHigh)
      : frame_(frame), xLow_(xLow), xHigh_(xHigh), yLow_(yLow), yHigh_(yHigh) {}
  QPointF at(double x, double y) const;
  void drawFrame(QPainter& painter, const PrintStyle& style, const QString& xLabel) const;
  /// What the left axis shows, above it.
  static void drawTitle(QPainter& painter, const PrintStyle& style, const QRectF& area, const QString& text);
  /// Where the frame lies in the whole area: room for the title, the ticks and the text below.
  static QRectF frameIn(const PrintStyle& style, const QRectF& area);
  void drawLine(QPainter& painter, const std::vector<double>& x, const std::vector<double>& y) const;
  const QRectF& frame() const { return frame_; }

 private:
  QRectF frame_;
  double xLow_, xHigh_, yLow_, yHigh_;
};

}  // namespace studio
