#include "widgets/forms/blur_picture.h"

#include <QPainter>
#include <cmath>

#include "widgets/sheets/sheet_painter.h"

namespace studio {
namespace {

constexpr int kCaption = 20, kBetween = 30;

/// Weights and blur are signed: zero is neutral, both ends alike.
Limits sharedLimits(const SheetPreview& preview) {
  double largest = 0;
  for (const SheetMap* map : {&preview.weights, &preview.blurred})
    for (const float value : map->values)
      if (std::isfinite(value)) largest = std::max(largest, std::abs(static_cast<double>(value)));
  return largest > 0 ? Limits{-largest, largest} : Limits{};
}

void paintMap(QPainter& painter, const QRectF& area, const SheetMap& map, const Limits& limits,
              const QString& caption) {
  const Theme& colours = theme();
  const MapLook look{&colourMapFor({}, kCosineQuantity, colours), limits, 0, &colours};
  const QRectF room = area.adjusted(0, 0, 0, -kCaption);
  QRectF rect = sheetRect(room, map.height, map.width);
  rect.moveLeft(area.left());
  drawSheet(painter, rect, map, look, false);
  painter.setPen(QPen(colours.color(Role::Line), 1));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5));
  painter.setPen(colours.color(Role::Muted));
  painter.setFont(studio::textFont(TextStyle::Label));
  painter.drawText(QRectF(area.left(), rect.bottom() + 2, area.width(), kCaption), Qt::AlignLeft | Qt::AlignVCenter,
                   caption);
}

}  // namespace

BlurPicture::BlurPicture(QWidget* parent) : QWidget(parent) {
  setMinimumHeight(108);
  setAccessibleName(tr("One slice of the first weights and its blur"));
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

void BlurPicture::show(const SheetPreview& preview) {
  preview_ = preview;
  limits_ = sharedLimits(preview);
  update();
}

void BlurPicture::clear() {
  preview_.reset();
  update();
}

void BlurPicture::paintEvent(QPaintEvent*) {
  if (!preview_) return;
  QPainter painter(this);
  const double width = (this->width() - kBetween) / 2.0;
  const QRectF left(1, 1, width - 1, height() - 2), right(width + kBetween, 1, width - 1, height() - 2);
  const SheetPreview& shown = *preview_;
  paintMap(painter, left, shown.weights, limits_,
           tr("Weights, %1 × %2").arg(shown.weights.height).arg(shown.weights.width));
  paintMap(painter, right, shown.blurred, limits_,
           tr("Blurred through %1 × %2").arg(shown.lowHeight).arg(shown.lowWidth));
  painter.drawPixmap(QPointF(width + (kBetween - 14) / 2.0, (height() - kCaption - 14) / 2.0),
                     iconPixmap(QStringLiteral("chevron-right"), Role::Muted, 14, devicePixelRatioF()));
}

}  // namespace studio
