#include "widgets/forms/demo_picture.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "widgets/forms/panel_parts.h"
#include "widgets/sheets/sheet_painter.h"

namespace studio {
namespace {

constexpr int kTop = 20, kPitch = 108, kSheet = 96, kBarWidth = 10,
              kPlotWidth = 160;  // px, pictures/README.md section 6
constexpr double kDecay = 0.9;

struct Axis {
  QRectF area;
  double lastStep = 1, largest = 1;
  QPointF at(double step, double value) const {
    return {area.left() + area.width() * step / lastStep,
            area.bottom() - area.height() * std::clamp(value / largest, 0.0, 1.0)};
  }
};

void paintCurve(QPainter& painter, const Axis& axis, const std::vector<DemoPreview::Point>& points,
                const std::vector<double>& values, QColor colour) {
  QPainterPath path;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const QPointF place = axis.at(points[i].step, values[i]);
    if (i == 0)
      path.moveTo(place);
    else
      path.lineTo(place);
  }
  painter.setPen(QPen(colour, 1.5));
  painter.setBrush(Qt::NoBrush);
  painter.drawPath(path);
}

void paintAxis(QPainter& painter, const Axis& axis) {
  const Theme& colours = theme();
  const QRectF& area = axis.area;
  const int labels = static_cast<int>(axis.largest);
  const int every = std::max(1, labels / 2);
  for (int value = 0; value <= labels; value += every) {
    const double y = axis.at(0, value).y();
    painter.setPen(QPen(colours.color(value == 0 ? Role::Line : Role::Grid), 1));
    painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
    painter.setPen(colours.color(Role::Muted));
    painter.drawText(QRectF(area.left() - 22, y - 8, 16, 16), Qt::AlignRight | Qt::AlignVCenter,
                     QString::number(value));
  }
  painter.setPen(QPen(colours.color(Role::Line), 1));
  painter.drawLine(area.bottomLeft(), area.topLeft());
  painter.setPen(colours.color(Role::Muted));
  painter.drawText(QRectF(area.left() - 4, area.bottom() + 2, 40, 16), Qt::AlignLeft, QStringLiteral("0"));
  painter.drawText(QRectF(area.right() - 60, area.bottom() + 2, 60, 16), Qt::AlignRight,
                   countText(static_cast<std::int64_t>(axis.lastStep)));
}

}  // namespace

std::vector<double> smoothed(const std::vector<double>& values, double decay) {
  std::vector<double> result;
  double sum = 0, weight = 0;
  for (const double value : values) {
    sum = decay * sum + (1 - decay) * value;
    weight = decay * weight + (1 - decay);
    result.push_back(sum / weight);
  }
  return result;
}

DemoPicture::DemoPicture(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

void DemoPicture::setPreview(const DemoPreview& preview) {
  preview_ = preview;
  double largest = 0;
  for (const SheetMap& map : preview_.maps)
    for (const float value : map.values)
      if (std::isfinite(value)) largest = std::max(largest, std::abs(static_cast<double>(value)));
  limits_ = largest > 0 ? Limits{-largest, largest} : Limits{};
  setAccessibleName(tr("Recorded demo: the map for the digit %1 at %2 steps, and both losses")
                        .arg(preview.shownClass)
                        .arg(preview.maps.size()));
  update();
}

void DemoPicture::paintEvent(QPaintEvent*) {
  if (preview_.empty()) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(studio::textFont(TextStyle::Label));
  paintMaps(painter);
  painter.setPen(theme().color(Role::Muted));
  const QString facts =
      tr("Selectivity for the digit %1 on held-out digits; τ %2, factor %3 × %3; accuracy at the end %4 %")
          .arg(preview_.shownClass)
          .arg(preview_.tau)
          .arg(preview_.factor)
          .arg(100 * preview_.accuracy, 0, 'f', 1);
  painter.drawText(QRectF(0, kTop + kSheet + 6, kPitch * 5 + 60, 16), Qt::AlignLeft | Qt::AlignVCenter, facts);
  paintLosses(painter, QRectF(width() - kPlotWidth, kTop, kPlotWidth, kSheet));
}

void DemoPicture::paintMaps(QPainter& painter) const {
  const Theme& colours = theme();
  const MapLook look{&colourMapFor({}, preview_.maps[0].quantity, colours), limits_, 0, &colours};
  double x = 0;
  for (const SheetMap& map : preview_.maps) {
    painter.setPen(colours.color(Role::Muted));
    painter.drawText(QRectF(x, 0, kPitch, 16), Qt::AlignLeft | Qt::AlignVCenter,
                     tr("step %1").arg(countText(map.step)));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    QRectF sheet = sheetRect(QRectF(x, kTop, kSheet, kSheet), map.height, map.width);
    sheet.moveTopLeft({x, kTop});
    drawSheet(painter, sheet, map, look);
    painter.restore();
    x += kPitch;
  }
  paintBar(painter, x);
}

void DemoPicture::paintBar(QPainter& painter, double x) const {
  const Theme& colours = theme();
  const MapLook look{&colourMapFor({}, preview_.maps[0].quantity, colours), limits_, 0, &colours};
  const QRectF bar(x, kTop, kBarWidth, kSheet);
  drawColourBar(painter, bar, look);
  painter.setPen(colours.color(Role::Muted));
  painter.drawText(QRectF(x, 0, 40, 16), Qt::AlignLeft | Qt::AlignVCenter, quantityUnit(preview_.maps[0].quantity));
  const std::pair<double, double> ticks[] = {{limits_.high, 0.0}, {0.0, 0.5}, {limits_.low, 1.0}};
  for (const auto& [value, place] : ticks)
    painter.drawText(QRectF(x + kBarWidth + 4, kTop - 8 + place * kSheet, 44, 16), Qt::AlignLeft | Qt::AlignVCenter,
                     limitText(value, limits_, true));
}

void DemoPicture::paintLosses(QPainter& painter, const QRectF& area) const {
  std::vector<double> task, topo;
  for (const auto& point : preview_.losses) {
    task.push_back(point.taskLoss);
    topo.push_back(point.topoLoss);
  }
  const std::vector<double> mean = smoothed(task, kDecay);
  Axis axis{area.adjusted(24, 0, 0, 0), std::max(1.0, preview_.losses.back().step), 1};
  axis.largest =
      std::max({0.5, *std::max_element(mean.begin(), mean.end()), *std::max_element(topo.begin(), topo.end())});
  painter.setPen(theme().color(Role::Muted));
  painter.drawText(QRectF(area.left(), 0, area.width(), 16), Qt::AlignLeft | Qt::AlignVCenter,
                   tr("Loss, task as EMA %1").arg(kDecay));
  paintAxis(painter, axis);
  paintCurve(painter, axis, preview_.losses, mean, theme().runMark(0));
  paintCurve(painter, axis, preview_.losses, topo, theme().runMark(5));
  const auto label = [&](double y, const QString& text, QColor colour) {
    painter.setPen(colour);
    painter.drawText(QRectF(axis.area.left(), y, axis.area.width(), 16), Qt::AlignRight | Qt::AlignVCenter, text);
  };
  label(kTop + 24, tr("task loss %1").arg(mean.back(), 0, 'g', 2), theme().runLabel(0));
  label(kTop + 42, tr("topo loss %1").arg(topo.back(), 0, 'g', 2), theme().runLabel(5));
}

}  // namespace studio
