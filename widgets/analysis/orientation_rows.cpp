#include "widgets/analysis/orientation_rows.h"

#include <cmath>

#include "widgets/frame/tr.h"

namespace studio {

std::vector<OrientationRow> orientationRows(const std::vector<AnalysedNetwork>& networks, const std::string& layer) {
  std::vector<OrientationRow> rows;
  for (const AnalysedNetwork& network : networks) {
    const auto found = pinwheelsIn(*network.found, layer);
    const SheetMap *angles = network.found->map(layer, kPreferredQuantity),
                   *variance = network.found->map(layer, kVarianceQuantity);
    if (found && angles && variance)
      rows.push_back({networkTitle(network), network.detail, *angles, *variance, *found});
  }
  return rows;
}

std::string orientationLayer(const std::vector<AnalysedNetwork>& networks, const std::string& wanted) {
  if (!orientationRows(networks, wanted).empty()) return wanted;
  for (const AnalysedNetwork& network : networks)
    for (const AnalysedLayer& layer : network.found->layers)
      if (network.found->map(layer.layer, kPreferredQuantity)) return layer.layer;
  return {};
}

MapLook angleLook(const Theme& theme) { return {&colourMapFor({}, kPreferredQuantity, theme), {0, 180}, 0, &theme}; }

MapLook varianceLook(const Theme& theme) { return {&colourMapFor({}, kVarianceQuantity, theme), {0, 1}, 0, &theme}; }

void drawAngleKey(QPainter& painter, const QRectF& rect, const Theme& theme) {
  constexpr int kWide = 256, kHigh = kWide / 2;
  const MapLook look = angleLook(theme);
  QImage disc(kWide, kHigh, QImage::Format_ARGB32_Premultiplied);
  disc.fill(Qt::transparent);
  for (int y = 0; y < kHigh; ++y)
    for (int x = 0; x < kWide; ++x) {
      const double right = x + 0.5 - kHigh, up = kHigh - y - 0.5;
      if (std::hypot(right, up) > kHigh) continue;
      disc.setPixel(x, y, colourFor(std::atan2(up, right) * 180 / M_PI, *look.colours, look.limits, 0, theme));
    }
  painter.save();
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.drawImage(rect, disc);
  painter.restore();
}

void drawPinwheels(QPainter& painter, const QRectF& sheet, const OrientationRow& row, double line, const Theme& theme) {
  const double cell = sheet.width() / double(std::max<std::int64_t>(1, row.angles.width)), arm = 3 * line;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  for (const bool casing : {true, false}) {
    painter.setPen(QPen(theme.color(casing ? Role::Window : Role::Text), casing ? 3 * line : line, Qt::SolidLine,
                        casing ? Qt::SquareCap : Qt::FlatCap));
    for (const auto& pinwheel : row.found.places) {
      const QPointF at(sheet.left() + (pinwheel.column + 0.5) * cell, sheet.top() + (pinwheel.row + 0.5) * cell);
      painter.drawLine(at - QPointF(arm, 0), at + QPointF(arm, 0));
      if (pinwheel.sign > 0) painter.drawLine(at - QPointF(0, arm), at + QPointF(0, arm));
    }
  }
  painter.restore();
}

QString pinwheelText(const Pinwheels& found) {
  return tr("%1 + and %2 − pinwheels").arg(found.positive).arg(found.negative);
}

}  // namespace studio
