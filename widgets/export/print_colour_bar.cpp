#include "widgets/export/print_colour_bar.h"

namespace studio {
namespace {

constexpr double kWidth = 2.5, kUnitRow = 4;  // mm

}  // namespace

MapLook printLookFor(const ViewState& view, const Snapshot* snapshot) {
  ViewState light = view;
  if (light.colours == "rdbu_dark") light.colours = "rdbu";
  return lookFor(light, snapshot, PrintStyle::theme());
}

void drawPrintColourBar(QPainter& painter, const PrintStyle& style, const QRectF& area, double topMm, double heightMm,
                        const MapLook& look, const QString& unit) {
  const QRectF bar(area.right() - style.mm(kPrintBarRoom - 3), area.top() + style.mm(topMm), style.mm(kWidth),
                   style.mm(heightMm));
  drawColourBar(painter, bar, look);
  painter.setPen(style.axisPen());
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(bar);
  painter.drawText(QRectF(bar.left() - style.mm(4), bar.top() - style.mm(kUnitRow), style.mm(kPrintBarRoom),
                          style.mm(kUnitRow - 0.6)),
                   Qt::AlignLeft | Qt::AlignBottom, unit);
  const bool sign = look.limits.low < 0;
  for (const double share : {0.0, 0.5, 1.0}) {
    const double y = bar.bottom() - share * bar.height(),
                 value = look.limits.low + share * (look.limits.high - look.limits.low);
    painter.drawLine(QPointF(bar.right(), y), QPointF(bar.right() + style.mm(0.6), y));
    painter.drawText(QRectF(bar.right() + style.mm(1), y - style.mm(2), style.mm(kPrintBarRoom), style.mm(4)),
                     Qt::AlignLeft | Qt::AlignVCenter, limitText(value, look.limits, sign));
  }
}

}  // namespace studio
