#include "widgets/sheets/companion_maps.h"

#include <QHelpEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QToolButton>
#include <algorithm>
#include <cmath>

#include "widgets/frame/controls.h"
#include "widgets/frame/theme.h"

namespace studio {
namespace {

constexpr double kCaption = 18, kBetweenMaps = 12;  // px
constexpr double kGoodSide = 64, kLeastSide = 40;   // px of a companion's longer side: easily seen, and just so
constexpr double kSmallest = 0.6;      // of the largest cell: the sheet gives up no more than two fifths of its side,
constexpr double kLowSmallest = 0.85;  // and where there is little height, hardly anything
constexpr double kClearly = 1.5;       // times as large as another one is seen to be larger on purpose
constexpr double kLowTile = 24;        // px: a lower tile takes the place of its caption too
constexpr int kMostPlaces = 12;        // more would be too many to look at

double wholeCell(double cell) { return cell >= 2 ? std::floor(cell) : cell; }

/// The next smaller cell that is tried.
double smallerCell(double cell, double most) { return cell - (most >= 2 && cell > 2 ? 1 : most / 20); }

struct SheetShape {
  double height = 1, width = 1;
};

/// Rows and columns of companions of one size within an area.
struct CompanionGrid {
  QRectF area;
  int rows = 0, columns = 0;
  int count() const { return rows * columns; }
};

CompanionGrid gridIn(const QRectF& area, const SheetShape& shape, double cell) {
  const auto fitting = [](double space, double size) {
    return space < size ? 0 : 1 + int(std::floor((space - size) / (size + kBetweenMaps) + 1e-9));
  };
  return {area, fitting(area.height(), kCaption + cell * shape.height), fitting(area.width(), cell * shape.width)};
}

/// A sheet of this cell, and companions of theirs right of it and, in what is left, below it.
struct ArrangedSheet {
  double cell = 0, companion = 0;
  CompanionGrid beside, below;
  int shown = 0;
};

/// As many maps as can be, then as large ones: the sheet and its companions alike.
bool isBetter(const ArrangedSheet& a, const ArrangedSheet& b) {
  if (a.shown != b.shown) return a.shown > b.shown;
  return a.cell * a.companion > b.cell * b.companion;
}

ArrangedSheet withCompanions(const QSizeF& space, const SheetMargins& margins, const SheetShape& shape, double cell,
                             double companion, int count) {
  const double right = margins.left + cell * shape.width + margins.right,
               bottom = margins.top + cell * shape.height + margins.bottom;
  ArrangedSheet result{cell, companion, {}, {}, 0};
  result.beside = gridIn({right, margins.top, space.width() - right, space.height() - margins.top}, shape, companion);
  const double end = result.beside.count() > 0 ? right - kBetweenMaps : space.width();
  result.below = gridIn({margins.left, bottom, end - margins.left, space.height() - bottom}, shape, companion);
  result.shown = std::min(count, result.beside.count() + result.below.count());
  return result;
}

/// Companions are of the sheet's own size or clearly smaller, never nearly the same.
ArrangedSheet bestWith(const QSizeF& space, const SheetMargins& margins, const SheetShape& shape, double cell,
                       double leastSide, int count) {
  const double least = leastSide / std::max(shape.height, shape.width);
  ArrangedSheet best{cell, 0, {}, {}, 0};
  for (double companion = cell; companion >= least && companion > 0;
       companion = companion == cell ? wholeCell(cell / kClearly) : smallerCell(companion, cell)) {
    if (companion * shape.width < kLeastSide) break;
    const ArrangedSheet arranged = withCompanions(space, margins, shape, cell, companion, count);
    if (arranged.shown > 0 && isBetter(arranged, best)) best = arranged;
  }
  return best;
}

/// One place after the other; where there are fewer than companions, the last one is the tile's.
void fillPlaces(SheetArrangement& result, const ArrangedSheet& arranged, const SheetShape& shape, int companions) {
  const QSizeF size(arranged.companion * shape.width, arranged.companion * shape.height);
  for (int i = 0; i < arranged.shown; ++i) {
    const bool beside = i < arranged.beside.count();
    const CompanionGrid& grid = beside ? arranged.beside : arranged.below;
    const int at = beside ? i : i - arranged.beside.count();
    const double x = grid.area.left() + at % grid.columns * (size.width() + kBetweenMaps),
                 y = grid.area.top() + at / grid.columns * (size.height() + kCaption + kBetweenMaps);
    const QRectF caption(x, y, size.width(), kCaption), map(QPointF(x, y + kCaption), size);
    if (i + 1 == arranged.shown && arranged.shown < companions) {
      result.moreCaption = caption;
      result.more = map;
      return;
    }
    result.captions.push_back(caption);
    result.maps.push_back(map);
  }
}

}  // namespace

SheetArrangement arrangeSheet(const QSizeF& space, const SheetMargins& margins, std::int64_t height, std::int64_t width,
                              int companions) {
  const SheetShape shape{double(std::max<std::int64_t>(1, height)), double(std::max<std::int64_t>(1, width))};
  const double most =
      wholeCell(std::max(0.01, std::min((space.width() - margins.left - margins.right) / shape.width,
                                        (space.height() - margins.top - margins.bottom) / shape.height)));
  const double smallest = space.height() < SheetArrangement::kLow ? kLowSmallest : kSmallest;
  const int count = std::min(companions, kMostPlaces);
  ArrangedSheet best{most, 0, {}, {}, 0};
  for (const double leastSide : {kGoodSide, kLeastSide})
    for (double cell = most; best.shown == 0 || leastSide == kGoodSide; cell = smallerCell(cell, most)) {
      if (cell < smallest * most || count == 0) break;
      const ArrangedSheet arranged = bestWith(space, margins, shape, cell, leastSide, count);
      if (arranged.shown > 0 && isBetter(arranged, best)) best = arranged;
    }
  SheetArrangement result{best.cell, {}, {}, {}, {}};
  fillPlaces(result, best, shape, companions);
  return result;
}

CompanionMaps::CompanionMaps(QWidget* parent) : QWidget(parent), more_(new QToolButton(this)) {
  setAccessibleName(tr("Other maps of this layer"));
  setMouseTracking(true);
  more_->setObjectName(QStringLiteral("moreMaps"));
  more_->setProperty("raised", true);
  more_->setVisible(false);
  connect(more_, &QToolButton::clicked, this, &CompanionMaps::listRest);
}

void CompanionMaps::show(std::vector<Companion> companions) {
  companions_ = std::move(companions);
  QStringList names;
  for (const Companion& companion : companions_) names << companion.caption;
  setAccessibleDescription(names.join(QStringLiteral(", ")));
  refreshMore();
  update();
}

void CompanionMaps::place(const SheetArrangement& arrangement, const QPoint& origin) {
  captions_ = arrangement.captions;
  maps_ = arrangement.maps;
  moreCaption_ = arrangement.moreCaption;
  morePlace_ = arrangement.more;
  QRectF all = moreCaption_.united(morePlace_);
  for (std::size_t i = 0; i < maps_.size(); ++i) all |= captions_[i].united(maps_[i]);
  const QRect taken = all.toAlignedRect().adjusted(-1, 0, 1, 1);  // with the frames of the outer maps
  for (auto* places : {&captions_, &maps_})
    for (QRectF& place : *places) place.translate(-taken.topLeft());
  moreCaption_.translate(-taken.topLeft());
  morePlace_.translate(-taken.topLeft());
  setVisible(!maps_.empty() || !morePlace_.isEmpty());
  setGeometry(taken.translated(origin));
  QRegion own;  // they may stand beside the sheet and below it: what lies between is the sheet's, also for the mouse
  const auto add = [&own](const QRectF& place) {
    if (!place.isEmpty()) own += place.toAlignedRect().adjusted(-1, 0, 1, 1);
  };
  for (std::size_t i = 0; i < maps_.size(); ++i) add(captions_[i].united(maps_[i]));
  add(moreCaption_.united(morePlace_));
  setMask(own);
  refreshMore();
  update();
}

void CompanionMaps::refreshMore() {
  const int all = int(companions_.size()), rest = all - shownCount();
  more_->setVisible(rest > 0 && !morePlace_.isEmpty());
  if (more_->isHidden()) return;
  const bool low = morePlace_.height() < kLowTile;
  more_->setGeometry((low ? morePlace_.united(moreCaption_) : morePlace_).toRect());
  more_->setText(QStringLiteral("+%1").arg(rest));
  more_->setToolTip(tr("%1 of %2 maps of this layer are shown: click for the rest").arg(shownCount()).arg(all));
  more_->setAccessibleName(more_->toolTip());
}

/// Those that have no room; one that is chosen is shown large, as with a click on a map.
void CompanionMaps::listRest() {
  auto* menu = new QMenu(this);
  menu->setObjectName(QStringLiteral("otherMaps"));
  menu->setAttribute(Qt::WA_DeleteOnClose);
  for (int i = shownCount(); i < int(companions_.size()); ++i) {
    QString text = companions_[std::size_t(i)].caption;
    menu->addAction(text.replace(QLatin1Char('&'), QLatin1String("&&")), this, [this, i] { Q_EMIT chosen(i); });
  }
  menu->popup(more_->mapToGlobal(QPoint(0, more_->height())));
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
    const QString text = fits ? companion.caption : companion.brief;
    const bool isLayer = text.contains(QLatin1Char('.')) && !text.contains(QLatin1Char(' '));
    painter.drawText(caption, Qt::AlignLeft | Qt::AlignVCenter,
                     isLayer ? elidedLayer(text, metrics, int(caption.width()))
                             : metrics.elidedText(text, Qt::ElideRight, int(caption.width())));
    drawSheet(painter, place, companion.map, companion.display);
    drawHatch(painter, place, companion.map, companion.display);
    painter.setPen(theme().color(Role::Line));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(place.adjusted(-1, -1, 0, 0));
  }
  if (!more_->isHidden() && morePlace_.height() >= kLowTile) paintCount(painter);
}

/// Over the tile: how many of them are seen.
void CompanionMaps::paintCount(QPainter& painter) const {
  const int all = int(companions_.size());
  const QString whole = tr("%1 of %2 shown").arg(shownCount()).arg(all),
                brief = tr("%1 of %2").arg(shownCount()).arg(all);
  const QFontMetrics metrics = painter.fontMetrics();
  const int space = int(moreCaption_.width());
  painter.setPen(theme().color(Role::Muted));
  painter.drawText(
      moreCaption_, Qt::AlignLeft | Qt::AlignVCenter,
      metrics.elidedText(metrics.horizontalAdvance(whole) <= space ? whole : brief, Qt::ElideRight, space));
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
