// Labels of a printed plot beside the lines and points that they name, as in the window.
#pragma once
#include <QPolygonF>
#include <vector>

#include "widgets/export/print_style.h"

namespace studio {

/// `own`: the line or point that is named, in painter units.
struct PrintLabel {
  QString text;
  QColor colour;
  QPolygonF own;
};
void drawPrintLabels(QPainter& painter, const PrintStyle& style, const std::vector<PrintLabel>& labels,
                     const std::vector<QPolygonF>& others, const QRectF& area);
/// A disc or an open circle of a diameter in points.
void drawPrintMark(QPainter& painter, const PrintStyle& style, const QPointF& at, const QColor& colour, double points,
                   bool open = false);

}  // namespace studio
