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

constexpr double kCaption = 18, kBetweenMaps = 12, kLeastSide = 40;  // px
constexpr double kSmallest = 0.6;     // of the largest cell: the sheet gives up no more than two fifths of its side,
constexpr double kLowSmallest = 0.85;  // and where there is little height, hardly anything
constexpr double kFairShare = 3;      // the sheet's side is at most so many times a companion's, where there is room
constexpr double kSheetCounts = 1.6;  // px of the large sheet are worth more than those of its companions
constexpr double kClearly = 1.5;      // times as large as another one is seen to be larger on purpose
constexpr double kLowTile = 24;       // px: a lower tile takes the place of its caption too
constexpr int kMostPlaces = 12;       // more would be too many to look at

double wholeCell(double cell) { return cell >= 2 ? std::floor(cell) : cell; }

/// Of companions where this much fits beside a sheet: the sheet's own or clearly less, never nearly the same.
double companionCell(double fits, double sheet) {
  return fits >= sheet ? sheet : wholeCell(std::min(fits, sheet / kClearly));
}

/// Companions in rows and columns within an area: as large as they fit, never larger than the sheet itself.
struct CompanionGrid {
  int count = 0, columns = 1;
  double cell = 0;
};

/// So many of them; cell 0 where they would be too small to read.
CompanionGrid bestGrid(const QSizeF& area, double h, double w, int count, double most) {
  CompanionGrid best{count};
  for (int columns = 1; columns <= count; ++columns) {
    const int rows = (count + columns - 1) / columns;
    const double across = (area.width() - kBetweenMaps * (columns - 1)) / columns / w,
                 down = (area.height() - kBetweenMaps * (rows - 1)) / rows - kCaption;
    const double cell = companionCell(std::min(across, down / h), most);
    if (cell > best.cell) best = {count, columns, cell};
  }
  const bool readable = best.cell * std::max(h, w) >= kLeastSide && best.cell * w >= kLeastSide;
  return readable ? best : CompanionGrid{};
}

struct CompanionPlace {
  QRectF area;
  CompanionGrid grid;
};

/// A sheet of this cell with companions beside or below it, and what that is worth.
struct ArrangedSheet {
  double cell = 0;
  CompanionPlace place;
  double worth = 0;
  bool isFair() const { return place.grid.count > 0 && place.grid.cell * kFairShare >= cell; }
};

/// Fair companions before small ones, these before none; then the space that is covered, less where many are left out.
bool isBetter(const ArrangedSheet& a, const ArrangedSheet& b) {
  if (a.isFair() != b.isFair()) return a.isFair();
  const bool any = a.place.grid.count > 0;
  return any != (b.place.grid.count > 0) ? any : a.worth > b.worth;
}

double worthOf(double cell, const CompanionGrid& grid, int companions) {
  const double shown = double(grid.count) / std::max(1, companions);
  return (kSheetCounts * cell * cell + grid.count * grid.cell * grid.cell) * (1 + shown) / 2;
}

/// One place after the other; where there are fewer than companions, the last one is the tile's.
void fillPlaces(SheetArrangement& result, const CompanionPlace& chosen, double h, double w, int companions) {
  const CompanionGrid& grid = chosen.grid;
  const QSizeF size(grid.cell * w, grid.cell * h);
  for (int i = 0; i < grid.count; ++i) {
    const double x = chosen.area.left() + i % grid.columns * (size.width() + kBetweenMaps),
                 y = chosen.area.top() + i / grid.columns * (size.height() + kCaption + kBetweenMaps);
    const QRectF caption(x, y, size.width(), kCaption), map(QPointF(x, y + kCaption), size);
    if (i + 1 == grid.count && grid.count < companions) {
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
  const double h = double(std::max<std::int64_t>(1, height)), w = double(std::max<std::int64_t>(1, width));
  const double most = wholeCell(std::max(0.01, std::min((space.width() - margins.left - margins.right) / w,
                                                        (space.height() - margins.top - margins.bottom) / h)));
  ArrangedSheet best{most, {}, 0};
  const double smallest = space.height() < SheetArrangement::kLow ? kLowSmallest : kSmallest;
  for (double cell = most; cell >= smallest * most; cell -= most >= 2 ? 1 : most / 20) {
    const double right = margins.left + cell * w + margins.right, bottom = margins.top + cell * h + margins.bottom;
    for (const QRectF& area : {QRectF(right, margins.top, space.width() - right, space.height() - margins.top),
                               QRectF(margins.left, bottom, space.width() - margins.left, space.height() - bottom)})
      for (int count = std::min(companions, kMostPlaces); count > 0; --count) {
        const CompanionGrid grid = bestGrid(area.size(), h, w, count, cell);
        const ArrangedSheet arranged{cell, {area, grid}, worthOf(cell, grid, std::min(companions, kMostPlaces))};
        if (grid.count > 0 && isBetter(arranged, best)) best = arranged;
      }
  }
  SheetArrangement result{best.cell, {}, {}, {}, {}};
  fillPlaces(result, best.place, h, w, companions);
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
