#include "widgets/sheets/stack_painter.h"

#include <QFontMetricsF>
#include <algorithm>

namespace studio {
namespace {

void drawCard(QPainter& painter, const StackCard& card, const LayerInfo& layer, const SheetMap* map, const MapLook& look, const QPen& outline) {
  const QRectF cells(0, 0, double(layer.width), double(layer.height));
  painter.save();
  painter.setTransform(card.toScreen, true);
  if (map) drawSheet(painter, cells, *map, look, false);
  else painter.fillRect(cells, look.theme->color(Role::Nan));
  painter.restore();
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(look.theme->color(Role::Panel), outline.widthF() * 3));   // keeps a card apart from the one behind it
  painter.drawPolygon(card.outline);
  painter.setPen(outline);
  painter.drawPolygon(card.outline);
}

/// A card stands where the name would.
bool covers(const StackLayout& layout, const QRectF& place) {
  return std::any_of(layout.cards().begin(), layout.cards().end(), [&](const StackCard& card) { return card.outline.intersects(place); });
}

}  // namespace

std::vector<LayerInfo> stackLayers(const std::vector<LayerInfo>& layers) {
  std::vector<LayerInfo> some;
  std::copy_if(layers.begin(), layers.end(), std::back_inserter(some), [](const LayerInfo& layer) { return layer.topo; });
  return some.empty() ? layers : some;
}

void drawStack(QPainter& painter, const std::vector<LayerInfo>& layers, const StackLayout& layout, const Snapshot* snapshot, const std::string& quantity,
               const MapLook& look, const StackInk& ink) {
  const QFontMetricsF metrics(painter.font(), painter.device());
  painter.setRenderHint(QPainter::Antialiasing);
  for (auto card = layout.cards().rbegin(); card != layout.cards().rend(); ++card) {
    const LayerInfo& layer = layers[card->layer];
    drawCard(painter, *card, layer, snapshot ? snapshot->find(layer.name, quantity) : nullptr, look, ink.outline);
  }
  painter.setPen(ink.name);
  double free = -1e9;                        // where the next name may begin
  for (const StackCard& card : layout.cards()) {
    const QString name = QString::fromStdString(layers[card.layer].name);
    const QPointF corner = card.outline[2];  // lower right: nothing stands before it
    const QRectF place(corner.x(), corner.y() + ink.nameGap, metrics.horizontalAdvance(name), metrics.height());
    if (place.left() < free || covers(layout, place)) continue;
    painter.drawText(QPointF(place.left(), place.top() + metrics.ascent()), name);
    free = place.right() + 2 * ink.nameGap;
  }
}

}  // namespace studio
