#include "widgets/sheets/companion_maps.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <algorithm>
#include <cmath>

#include "widgets/frame/controls.h"
#include "widgets/frame/theme.h"

namespace studio {
namespace {

constexpr double kCaption = 18, kBetweenMaps = 12, kLeastSide = 40;  // px
constexpr double kSmallest = 0.5;     // of the largest cell: the sheet gives up no more than half of its side
constexpr double kSheetCounts = 1.3;  // px of the large sheet are worth more than those of its companions

double wholeCell(double cell) { return cell >= 2 ? std::floor(cell) : cell; }

/// Companions in rows and columns within an area: as large as they fit, never larger than the sheet itself.
struct CompanionGrid {
  int count = 0, columns = 1;
  double cell = 0;
};

CompanionGrid bestGrid(const QSizeF& area, std::int64_t height, std::int64_t width, int count, double most) {
  const double h = double(height), w = double(width);
  for (; count > 0; --count) {
    CompanionGrid best{count};
    for (int columns = 1; columns <= count; ++columns) {
      const int rows = (count + columns - 1) / columns;
      const double across = (area.width() - kBetweenMaps * (columns - 1)) / columns / w,
                   down = (area.height() - kBetweenMaps * (rows - 1)) / rows - kCaption;
      const double cell = wholeCell(std::min({across, down / h, most}));
      if (cell > best.cell) best = {count, columns, cell};
    }
    if (best.cell * std::max(h, w) >= kLeastSide && best.cell * w >= kLeastSide) return best;
  }
  return {};
}

struct CompanionPlace {
  QRectF area;
  CompanionGrid grid;
};

}  // namespace

SheetArrangement arrangeSheet(const QSizeF& space, const SheetMargins& margins, std::int64_t height, std::int64_t width,
                              int companions) {
  const double h = double(std::max<std::int64_t>(1, height)), w = double(std::max<std::int64_t>(1, width));
  const double most = wholeCell(std::max(0.01, std::min((space.width() - margins.left - margins.right) / w,
                                                        (space.height() - margins.top - margins.bottom) / h)));
  SheetArrangement result{most, {}, {}};
  CompanionPlace chosen;
  double best = -1;
  for (double cell = most; cell >= kSmallest * most; cell -= most >= 2 ? 1 : most / 20) {
    const double right = margins.left + cell * w + margins.right, bottom = margins.top + cell * h + margins.bottom;
    for (const QRectF& area : {QRectF(right, margins.top, space.width() - right, space.height() - margins.top),
                               QRectF(margins.left, bottom, space.width() - margins.left, space.height() - bottom)}) {
      const CompanionGrid grid = bestGrid(area.size(), height, width, companions, cell);
      const double covered = (kSheetCounts * cell * cell + grid.count * grid.cell * grid.cell) * h * w;
      if (covered <= best) continue;
      best = covered;
      result.cell = cell;
      chosen = {area, grid};
    }
  }
  for (int i = 0; i < chosen.grid.count; ++i) {
    const double x = chosen.area.left() + i % chosen.grid.columns * (chosen.grid.cell * w + kBetweenMaps),
                 y = chosen.area.top() + i / chosen.grid.columns * (chosen.grid.cell * h + kCaption + kBetweenMaps);
    result.captions.emplace_back(x, y, chosen.grid.cell * w, kCaption);
    result.maps.emplace_back(x, y + kCaption, chosen.grid.cell * w, chosen.grid.cell * h);
  }
  return result;
}

CompanionMaps::CompanionMaps(QWidget* parent) : QWidget(parent) {
  setAccessibleName(tr("Other maps of this layer"));
  setMouseTracking(true);
}

void CompanionMaps::show(std::vector<Companion> companions) {
  companions_ = std::move(companions);
  QStringList names;
  for (const Companion& companion : companions_) names << companion.caption;
  setAccessibleDescription(names.join(QStringLiteral(", ")));
  update();
}

void CompanionMaps::place(const SheetArrangement& arrangement, const QPoint& origin) {
  captions_ = arrangement.captions;
  maps_ = arrangement.maps;
  QRectF all;
  for (std::size_t i = 0; i < maps_.size(); ++i) all |= captions_[i].united(maps_[i]);
  const QRect taken = all.toAlignedRect().adjusted(-1, 0, 1, 1);  // with the frames of the outer maps
  for (auto* places : {&captions_, &maps_})
    for (QRectF& place : *places) place.translate(-taken.topLeft());
  setVisible(!maps_.empty());
  setGeometry(taken.translated(origin));
  update();
}

int CompanionMaps::companionAt(const QPointF& point) const {
  for (int i = 0; i < shownCount(); ++i)
    if (captions_[std::size_t(i)].united(maps_[std::size_t(i)]).contains(point)) return i;
  return -1;
}

void CompanionMaps::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setFont(textFont(TextStyle::Label));
  for (int i = 0; i < shownCount(); ++i) {
    const Companion& companion = companions_[std::size_t(i)];
    const QRectF& caption = captions_[std::size_t(i)];
    QRectF place = sheetRect(maps_[std::size_t(i)], companion.map.height, companion.map.width);
    place.moveTopLeft(maps_[std::size_t(i)].topLeft());
    painter.setPen(theme().color(Role::Muted));
    const QFontMetrics metrics = painter.fontMetrics();
    const bool fits = metrics.horizontalAdvance(companion.caption) <= caption.width();
    painter.drawText(
        caption, Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(fits ? companion.caption : companion.brief, Qt::ElideRight, int(caption.width())));
    drawSheet(painter, place, companion.map, companion.display);
    drawHatch(painter, place, companion.map, companion.display);
    painter.setPen(theme().color(Role::Line));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(place.adjusted(-1, -1, 0, 0));
  }
}

void CompanionMaps::mousePressEvent(QMouseEvent* event) {
  const int index = companionAt(event->position());
  if (event->button() == Qt::LeftButton && index >= 0) Q_EMIT chosen(index);
}

bool CompanionMaps::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto& help = *static_cast<QHelpEvent*>(event);
  const int index = companionAt(help.pos());
  showPlaceTip(this, help, index < 0 ? QString() : tr("%1: click to show it large").arg(companions_[index].caption));
  return true;
}

}  // namespace studio
