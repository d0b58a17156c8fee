#include "widgets/sheets/sheet_painter.h"

#include <QCoreApplication>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace studio {
namespace {

constexpr double kGapFrom = 6;  // px a cell
constexpr int kBarTicks = 5;

bool hasColour(float value, const MapDisplay& display) {
  return std::isfinite(value) && std::abs(value) >= display.threshold;
}

QPen hatchPen(const Theme& theme) {
  QColor stroke = theme.color(Role::Muted);
  stroke.setAlphaF(0.5f);
  return QPen(stroke, 1);
}

}  // namespace

QRectF sheetRect(const QRectF& area, std::int64_t height, std::int64_t width) {
  if (height < 1 || width < 1) return {};
  double cell = std::min(area.width() / double(width), area.height() / double(height));
  if (cell >= 2) cell = std::floor(cell);
  const QSizeF size(cell * double(width), cell * double(height));
  return {QPointF(std::floor(area.center().x() - size.width() / 2), std::floor(area.center().y() - size.height() / 2)),
          size};
}

void drawSheet(QPainter& painter, const QRectF& rect, const SheetMap& map, const MapDisplay& display, bool gaps) {
  painter.save();
  painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
  painter.setRenderHint(QPainter::LosslessImageRendering, true);
  painter.drawImage(rect, mapImage(map, *display.colours, display.limits, display.threshold, *display.theme));
  const double cell = rect.width() / double(std::max<std::int64_t>(1, map.width));
  if (gaps && cell >= kGapFrom) {
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QColor gap = display.theme->color(Role::Panel);
    for (std::int64_t column = 1; column <= map.width; ++column)
      painter.fillRect(QRectF(rect.left() + double(column) * cell - 1, rect.top(), 1, rect.height()), gap);
    for (std::int64_t row = 1; row <= map.height; ++row)
      painter.fillRect(QRectF(rect.left(), rect.top() + double(row) * cell - 1, rect.width(), 1), gap);
  }
  painter.restore();
}

void hatchShape(QPainter& painter, const QPolygonF& shape, const Theme& theme) {
  painter.save();
  QPainterPath inside;
  inside.addPolygon(shape);
  painter.setClipPath(inside, Qt::IntersectClip);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(hatchPen(theme));
  const QRectF rect = shape.boundingRect();
  for (double x = rect.left() - rect.height() + kGapFrom; x < rect.right(); x += kGapFrom)
    painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()));
  painter.restore();
}

void drawHatch(QPainter& painter, const QRectF& rect, const SheetMap& map, const MapDisplay& display) {
  const double cell = rect.width() / double(std::max<std::int64_t>(1, map.width));
  const auto isGrey = [&](float value) { return !hasColour(value, display); };
  if (cell < kGapFrom && !std::all_of(map.values.begin(), map.values.end(), isGrey)) return;
  if (cell < kGapFrom) return hatchShape(painter, rect, *display.theme);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(hatchPen(*display.theme));
  for (std::size_t unit = 0; unit < map.values.size(); ++unit) {
    if (hasColour(map.values[unit], display)) continue;
    const double left = rect.left() + double(std::int64_t(unit) % map.width) * cell,
                 top = rect.top() + double(std::int64_t(unit) / map.width) * cell;
    painter.drawLine(QPointF(left + 2, top + cell - 3), QPointF(left + cell - 3, top + 2));
  }
  painter.restore();
}

SheetMap undefinedMap(const LayerInfo& layer, const std::string& quantity) {
  const auto units = std::size_t(layer.height * layer.width);
  return {layer.name, quantity, layer.height, layer.width, 0, std::vector<float>(units, std::nanf(""))};
}

LeftOut leftOut(const SheetMap& map, const MapDisplay& display) {
  LeftOut counts;
  for (const float value : map.values) {
    if (!hasColour(value, display))
      ++counts.uncoloured;
    else if (value > display.limits.high * (1 + 1e-6) ||
             value < display.limits.low - 1e-6 * std::abs(display.limits.low))
      ++counts.beyond;
  }
  return counts;
}

QString percentileText(const MapDisplay& display) {
  return display.percentile < 100 ? QCoreApplication::translate("ColourBar", "%1 %").arg(display.percentile)
                                  : QString();
}

QString stepsText(const MapDisplay& display) {
  return display.ofAllSteps ? QCoreApplication::translate("ColourBar", "all steps") : QString();
}

void drawColourBar(QPainter& painter, const QRectF& rect, const MapDisplay& display) {
  QImage bar(1, 256, QImage::Format_RGB32);
  for (int i = 0; i < 256; ++i) {
    const double value = display.limits.low + (display.limits.high - display.limits.low) * (255 - i) / 255.0;
    bar.setPixel(0, i, colourFor(value, *display.colours, display.limits, display.threshold, *display.theme));
  }
  painter.save();
  painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
  painter.setRenderHint(QPainter::LosslessImageRendering, true);
  painter.drawImage(rect, bar);
  painter.restore();
}

void drawBeyondArrows(QPainter& painter, const QRectF& bar, const Theme& theme, double side) {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(theme.color(Role::Text));
  painter.setPen(Qt::NoPen);
  const double x = bar.center().x();
  const double near = side / 4, far = 1.5 * side;
  painter.drawPolygon(QPolygonF({{x - side, bar.top() - near}, {x + side, bar.top() - near}, {x, bar.top() - far}}));
  painter.drawPolygon(
      QPolygonF({{x - side, bar.bottom() + near}, {x + side, bar.bottom() + near}, {x, bar.bottom() + far}}));
}

QStringList barTickTexts(const Limits& limits, bool sign) {
  QStringList texts;
  for (int i = 0; i < kBarTicks; ++i)
    texts << limitText(limits.high + (limits.low - limits.high) * i / (kBarTicks - 1), limits, sign);
  return texts;
}

/// Every second one, the ends, or the upper end alone, where all would stand over each other.
int barTickStep(int texts, double height) {
  constexpr double kLine = 16, kEnds = 8;  // px; the ends are drawn a little within the bar
  for (int step = 1; step < texts; step *= 2)
    if (height - kEnds >= kLine * ((texts - 1) / step)) return step;
  return texts;
}

void drawBarTicks(QPainter& painter, const QRectF& bar, const QStringList& texts, double space) {
  for (int i = 0; i < texts.size(); i += barTickStep(int(texts.size()), bar.height())) {
    const double y = bar.top() + bar.height() * i / double(texts.size() - 1);
    painter.drawLine(QPointF(bar.right() + 1, y), QPointF(bar.right() + 4, y));
    const double text = std::clamp(y - 8, bar.top() - 4, bar.bottom() - 12);  // the ends stay beside the bar
    painter.drawText(QRectF(bar.right() + 4, text, space - 4, 16), Qt::AlignRight | Qt::AlignVCenter, texts[i]);
  }
}

namespace {

/// "+1e9", "−2.5e−7"; zero has no sign.
QString exponentText(double value, bool sign) {
  if (value == 0) return QStringLiteral("0");
  static const QRegularExpression zeros(QStringLiteral("e([+-])0*"));
  QString text = QString::number(std::abs(value), 'g', 3).replace(zeros, QStringLiteral("e\\1")).replace("e+", "e");
  return value < 0 ? QChar(0x2212) + text : sign ? QLatin1Char('+') + text : text;
}

}  // namespace

QString limitText(double value, const Limits& limits, bool sign) {
  const double largest = std::max(std::abs(limits.low), std::abs(limits.high));
  constexpr double kLargest = 1e6, kLeast = 1e-4;  // beyond, digits would be cut: "1e9"
  if (largest >= kLargest || (largest > 0 && largest < kLeast)) return exponentText(value, sign);
  const int decimals = largest >= 100 ? 0 : largest >= 10 ? 1 : largest >= 1 ? 2 : largest >= 0.1 ? 3 : 4;
  QString text = QString::number(std::abs(value), 'f', decimals);
  if (text.toDouble() == 0) return text;  // zero has no sign
  if (value < 0)
    text.prepend(QChar(0x2212));
  else if (sign)
    text.prepend(QLatin1Char('+'));
  return text;
}

}  // namespace studio
