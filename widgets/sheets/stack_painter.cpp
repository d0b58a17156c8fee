#include "widgets/sheets/stack_painter.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

namespace studio {
namespace {

constexpr double kShrink = 0.55;  // a card's width on the screen: it is turned away by almost 60 degrees
constexpr double kDrop =
    0.34;  // its right edge stands lower by this share of its width on the screen: the eye looks down
constexpr double kWidestCard = 2;  // cards of longer sheets are made smaller instead
constexpr double kStep = 0.6;      // from one card to the next, in card heights, where there is space
constexpr double kClimb = 0.16,
                 kClimbAll = 0.9;  // and this much higher, at most so much in all: top and right edges stay in sight

struct Size {
  double width, height;
};  // of a card that is looked at straight, in card heights

Size cardSize(const LayerInfo& layer) {
  const double aspect =
      double(std::max<std::int64_t>(1, layer.width)) / double(std::max<std::int64_t>(1, layer.height));
  return aspect <= kWidestCard ? Size{aspect, 1} : Size{kWidestCard, kWidestCard / aspect};
}

}  // namespace

/// Everything is laid out in card heights, then scaled to fill the area's height or, where the cards are many, its
/// width: then they stand closer, not smaller.
StackLayout::StackLayout(const std::vector<LayerInfo>& layers, const QRectF& area) {
  if (layers.empty() || area.isEmpty()) return;
  const double steps = double(layers.size() - 1), climb = steps > 0 ? std::min(kClimb, kClimbAll / steps) : 0;
  double widest = 0;
  for (const LayerInfo& layer : layers) widest = std::max(widest, cardSize(layer).width * kShrink);
  const double tall = 1 + widest * kDrop + steps * climb;
  const double scale = std::min(area.height() / tall, area.width() / (widest + std::min(1.0, steps) * 0.5));
  const double step = steps > 0 ? std::min(kStep * scale, (area.width() - widest * scale) / steps) : 0;
  const double left = area.left() + (area.width() - widest * scale - steps * step) / 2;
  const double ground =
      area.bottom() - (area.height() - tall * scale) / 2 - widest * kDrop * scale;  // of the first card's left edge
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const Size size = cardSize(layers[i]);
    const double width = size.width * kShrink * scale, height = size.height * scale;
    const double columns = double(std::max<std::int64_t>(1, layers[i].width)),
                 rows = double(std::max<std::int64_t>(1, layers[i].height));
    StackCard card;
    card.layer = i;
    card.toScreen = QTransform(width / columns, width * kDrop / columns, 0, height / rows, left + double(i) * step,
                               ground - double(i) * climb * scale - height);
    card.outline = card.toScreen.map(QPolygonF(QRectF(0, 0, columns, rows)));
    cards_.push_back(card);
    sizes_.emplace_back(std::int64_t(rows), std::int64_t(columns));
  }
}

StackLayout::Hit StackLayout::at(const QPointF& point) const {
  for (std::size_t i = 0; i < cards_.size(); ++i) {  // the front ones first
    const QPointF place = cards_[i].toScreen.inverted().map(point);
    const auto [height, width] = sizes_[i];
    if (place.x() < 0 || place.y() < 0 || place.x() >= double(width) || place.y() >= double(height)) continue;
    return {std::int64_t(cards_[i].layer), std::int64_t(place.y()) * width + std::int64_t(place.x())};
  }
  return {};
}

namespace {

void drawCard(QPainter& painter, const StackCard& card, const LayerInfo& layer, const SheetMap* map,
              const MapDisplay& display, const QPen& outline, bool measured) {
  const QRectF cells(0, 0, double(layer.width), double(layer.height));
  painter.save();
  painter.setTransform(card.toScreen, true);
  if (map)
    drawSheet(painter, cells, *map, display, false);
  else
    painter.fillRect(cells, display.theme->color(Role::Nan));
  painter.restore();
  if (!measured) hatchShape(painter, card.outline, *display.theme);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(
      QPen(display.theme->color(Role::Panel), outline.widthF() * 3));  // keeps a card apart from the one behind it
  painter.drawPolygon(card.outline);
  painter.setPen(outline);
  painter.drawPolygon(card.outline);
}

/// A card stands where the name would.
bool covers(const StackLayout& layout, const QRectF& place) {
  return std::any_of(layout.cards().begin(), layout.cards().end(),
                     [&](const StackCard& card) { return card.outline.intersects(place); });
}

}  // namespace

std::vector<LayerInfo> stackLayers(const std::vector<LayerInfo>& layers) {
  std::vector<LayerInfo> some;
  std::copy_if(layers.begin(), layers.end(), std::back_inserter(some),
               [](const LayerInfo& layer) { return layer.topo; });
  return some.size() < 2 ? layers : some;  // one alone is no stack
}

void drawStack(QPainter& painter, const std::vector<LayerInfo>& layers, const StackLayout& layout,
               const Snapshot* snapshot, const std::string& quantity, const MapDisplay& display, const StackInk& ink) {
  const QFontMetricsF metrics(painter.font(), painter.device());
  painter.setRenderHint(QPainter::Antialiasing);
  for (auto card = layout.cards().rbegin(); card != layout.cards().rend(); ++card) {
    const LayerInfo& layer = layers[card->layer];
    const SheetMap* map = snapshot ? snapshot->find(layer.name, quantity) : nullptr;
    drawCard(painter, *card, layer, map, display, ink.outline, !snapshot || (map && hasValues(*map)));
  }
  painter.setPen(ink.name);
  double free = -1e9;  // where the next name may begin
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
