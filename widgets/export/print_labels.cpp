#include "widgets/export/print_labels.h"

#include <QFontMetricsF>
#include <QTransform>

#include "widgets/plots/label_places.h"

namespace studio {

/// Places are looked for in points, so that they do not depend on the file's resolution.
void drawPrintLabels(QPainter& painter, const PrintStyle& style, const std::vector<PrintLabel>& labels,
                     const std::vector<QPolygonF>& others, const QRectF& area) {
  const QTransform toPoints = QTransform::fromScale(1 / style.point(), 1 / style.point());
  constexpr double kFine = 100;  // units a mm: whole pixels of the font do not matter
  const PrintStyle fine{kFine};
  const QFontMetricsF metrics(fine.text());
  std::vector<LabelWish> wishes;
  for (const PrintLabel& label : labels)
    wishes.push_back(
        {QSizeF(metrics.horizontalAdvance(label.text), metrics.height()) / fine.point(), toPoints.map(label.own)});
  std::vector<QPolygonF> lines;
  for (const QPolygonF& other : others) lines.push_back(toPoints.map(other));
  const std::vector<QRectF> places = placeLabels(wishes, lines, toPoints.mapRect(area).adjusted(3, 0, 0, -2));
  painter.setFont(style.text());
  for (std::size_t i = 0; i < labels.size(); ++i) {
    painter.setPen(labels[i].colour);
    painter.drawText(toPoints.inverted().mapRect(places[i]), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip,
                     labels[i].text);
  }
}

void drawPrintMark(QPainter& painter, const PrintStyle& style, const QPointF& at, const QColor& colour, double points,
                   bool open) {
  const double radius = points * style.point() / 2;
  painter.setPen(open ? QPen(colour, 0.6 * style.point()) : QPen(Qt::NoPen));
  painter.setBrush(open ? QBrush(PrintStyle::theme().color(Role::Panel)) : QBrush(colour));
  painter.drawEllipse(at, radius, radius);
  painter.setBrush(Qt::NoBrush);
}

}  // namespace studio
