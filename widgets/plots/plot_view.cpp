#include "widgets/plots/plot_view.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QSettings>
#include <QStyleHints>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "core/run/published_values.h"
#include "widgets/frame/language.h"
#include "widgets/frame/settings.h"
#include "widgets/frame/workspace_window.h"

namespace studio {
namespace {

const QString kPublishedValuesKey = QStringLiteral("plots/published");

constexpr double kReach = 16;  // px from the pointer to a point that is described
constexpr double kRing = 4.5;  // px

bool hasPublished(const PlotSpec& spec) { return std::any_of(spec.series.begin(), spec.series.end(), isPublished); }

bool showsPublished() { return openSettings()->value(kPublishedValuesKey, true).toBool(); }

void placeLine(QCPItemStraightLine* line, double x) {
  line->setVisible(std::isfinite(x));
  if (!std::isfinite(x)) return;
  line->point1->setCoords(x, 1);  // 1: a log axis knows it too
  line->point2->setCoords(x, 2);
}

/// The window that it belongs to, from within a floating dock too; nullptr outside of one.
WorkspaceWindow* findWindow(QWidget* widget) {
  for (; widget; widget = widget->parentWidget())
    if (auto* window = qobject_cast<WorkspaceWindow*>(widget)) return window;
  return nullptr;
}

}  // namespace

PlotView::PlotView(QWidget* parent)
    : QCustomPlot(parent),
      painter_(new PlotPainter(this)),
      marked_(new QCPItemStraightLine(this)),
      linked_(new QCPItemStraightLine(this)),
      ring_(new QCPItemEllipse(this)) {
  setMinimumSize(120, 80);
  setMouseTracking(true);
  setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
  for (QCPAbstractItem* item : std::initializer_list<QCPAbstractItem*>{marked_, linked_, ring_}) {
    item->setLayer(QStringLiteral("overlay"));  // drawn by itself: a moving pointer redraws no curve
    item->setVisible(false);
  }
  for (QCPItemPosition* corner : {ring_->topLeft, ring_->bottomRight}) corner->setType(QCPItemPosition::ptAbsolute);
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, &PlotView::drawAgain);
  connect(xAxis, QOverload<const QCPRange&>::of(&QCPAxis::rangeChanged), this,
          [this] { restrict(xAxis, painter_->wholeX()); });
  connect(yAxis, QOverload<const QCPRange&>::of(&QCPAxis::rangeChanged), this,
          [this] { restrict(yAxis, painter_->wholeY()); });
}

void PlotView::drawAgain() { setPlot(offersPublished_ ? given_ : painter_->spec()); }

void PlotView::offerPublished() {
  offersPublished_ = true;
  given_ = painter_->spec();
}

void PlotView::setPlot(PlotSpec spec) {
  ringAt(std::nullopt);
  if (offersPublished_) {
    given_ = spec;
    if (hasPublished(spec) && !showsPublished()) std::erase_if(spec.series, isPublished);
  }
  const PlotStyle style = PlotStyle::screen();
  marked_->setPen(style.pen(style.theme->color(Role::Accent), 1));
  linked_->setPen(style.pen(style.labels(), 1));
  ring_->setPen(style.pen(style.words(), 1.5));
  painter_->setSize(size());
  painter_->show(std::move(spec), style);
  placeCursors();
  setAccessibleName(QString::fromStdString(plot().title.empty() ? plot().heading : plot().title));
  if (isVisible()) replot(rpQueuedReplot);
}

/// A part of the plot, never more than all of it.
void PlotView::restrict(QCPAxis* axis, const QCPRange& whole) {
  const QCPRange range = axis->range(), inside = range.bounded(whole.lower, whole.upper);
  if (range == inside) {
    painter_->setPart(xAxis->range() != painter_->wholeX() || yAxis->range() != painter_->wholeY());
    ringAt(std::nullopt);
  } else {
    axis->setRange(inside);
  }
}

void PlotView::placeCursors() {
  placeLine(marked_, hasData() ? markedAt_ : kUndefined);
  placeLine(linked_, hasData() ? linkedAt_ : kUndefined);
  painter_->setCursors({markedAt_, linkedAt_});
}

void PlotView::setMarked(double x) {
  markedAt_ = x;
  placeCursors();
  if (isVisible()) layer(QStringLiteral("overlay"))->replot();
}

void PlotView::setLinkedPointer(double x) {
  linkedAt_ = x;
  if (!std::isfinite(x) && !linked_->visible()) return;
  placeCursors();
  if (isVisible()) layer(QStringLiteral("overlay"))->replot();
}

void PlotView::setReadings(std::vector<PlotPainter::Reading> readings) {
  painter_->setReadings(std::move(readings));
  if (isVisible()) layer(QStringLiteral("overlay"))->replot();
}

/// Lines may have a million points: of those whose x rises only the ones within reach are looked at.
std::optional<PlotView::Place> PlotView::nearest(const QPointF& position) const {
  std::optional<Place> found;
  double least = kReach;
  const double left = xAxis->pixelToCoord(position.x() - kReach), right = xAxis->pixelToCoord(position.x() + kReach);
  for (std::size_t i = 0; i < plot().series.size(); ++i) {
    const PlotSeries& series = plot().series[i];
    const std::size_t count = std::min(series.x.size(), series.y.size());
    std::size_t from = 0, to = count;
    if (series.shape == PlotSeries::Shape::Line || series.shape == PlotSeries::Shape::Band) {
      const auto end = series.x.begin() + std::ptrdiff_t(count);
      from = std::size_t(std::lower_bound(series.x.begin(), end, left) - series.x.begin());
      to = std::size_t(std::upper_bound(series.x.begin(), end, right) - series.x.begin());
    }
    for (std::size_t point = from; point < to; ++point) {
      if (!std::isfinite(series.y[point])) continue;
      const QPointF way = painter_->pointPosition(i, point) - position;
      const double distance = std::hypot(way.x(), way.y());
      if (distance <= least) least = distance, found = {i, point};  // of those in one place the one on top
    }
  }
  return found;
}

QString PlotView::tipAt(const QPointF& position) const {
  const auto found = nearest(position);
  if (!found) return {};
  return inWindowNumbers(QString::fromStdString(pointText(plot(), plot().series[found->series], found->point)));
}

void PlotView::ringAt(const std::optional<Place>& place) {
  if (!place && !ring_->visible()) return;
  ring_->setVisible(place.has_value());
  if (place) {
    const QPointF at = painter_->pointPosition(place->series, place->point);
    ring_->topLeft->setCoords(at - QPointF(kRing, kRing));
    ring_->bottomRight->setCoords(at + QPointF(kRing, kRing));
  }
  if (isVisible()) layer(QStringLiteral("overlay"))->replot();
}

void PlotView::mouseMoveEvent(QMouseEvent* event) {
  QCustomPlot::mouseMoveEvent(event);
  const auto found = event->buttons() == Qt::NoButton ? nearest(event->position()) : std::nullopt;
  if (found)
    QToolTip::showText(event->globalPosition().toPoint() + QPoint(8, 8), tipAt(event->position()), this);
  else
    QToolTip::hideText();
  ringAt(found);
  const bool inside = hasData() && axisRect()->rect().contains(event->pos());
  Q_EMIT pointerMoved(inside ? xAxis->pixelToCoord(event->position().x()) : kUndefined);
}

void PlotView::mousePressEvent(QMouseEvent* event) {
  pressed_ = event->pos();
  QCustomPlot::mousePressEvent(event);
}

void PlotView::mouseReleaseEvent(QMouseEvent* event) {
  QCustomPlot::mouseReleaseEvent(event);
  const bool dragged = (event->pos() - pressed_).manhattanLength() > QGuiApplication::styleHints()->startDragDistance();
  if (event->button() != Qt::LeftButton || dragged) return;
  if (const auto found = nearest(event->position())) Q_EMIT pointClicked(found->series, found->point);
}

void PlotView::mouseDoubleClickEvent(QMouseEvent* event) {
  QCustomPlot::mouseDoubleClickEvent(event);
  painter_->showWhole();
  replot(rpQueuedReplot);
}

void PlotView::leaveEvent(QEvent* event) {
  QCustomPlot::leaveEvent(event);
  ringAt(std::nullopt);
  Q_EMIT pointerMoved(kUndefined);
}

void PlotView::showEvent(QShowEvent* event) {
  QCustomPlot::showEvent(event);
  replot(rpQueuedReplot);
}

void PlotView::resizeEvent(QResizeEvent* event) {
  painter_->setSize(size());
  QCustomPlot::resizeEvent(event);
}

void PlotView::contextMenuEvent(QContextMenuEvent* event) {
  QMenu menu;
  menu.addAction(tr("Save picture…"), this, &PlotView::pictureWanted);
  menu.addAction(tr("Save data…"), this, &PlotView::dataWanted);
  menu.addAction(tr("Copy data"), this, [this] {
    QGuiApplication::clipboard()->setText(QString::fromStdString(plotTabbed(plotTable(plot()))));
  });
  for (QAction* action : menu.actions()) action->setEnabled(hasData());
  if (WorkspaceWindow* window = findWindow(this))
    menu.addAction(tr("Send to board"), window, [this, window] { window->sendToBoard(panel()); })
        ->setEnabled(hasData() && window->canSendToBoard(panel()));
  menu.addAction(tr("Show all of it"), this,
                 [this] {
                   painter_->showWhole();
                   replot(rpQueuedReplot);
                 })
      ->setEnabled(painter_->showsPart());
  if (offersPublished_ && hasPublished(given_)) addPublishedAction(menu);
  menu.exec(event->globalPos());
}

/// Those of the same window follow at once.
void PlotView::addPublishedAction(QMenu& menu) {
  QAction* action = menu.addAction(tr("Published values"));
  action->setCheckable(true);
  action->setChecked(showsPublished());
  connect(action, &QAction::toggled, this, [this](bool shown) {
    openSettings()->setValue(kPublishedValuesKey, shown);
    drawAgain();
    for (PlotView* other : window()->findChildren<PlotView*>())
      if (other != this && other->offersPublished_) other->drawAgain();
  });
}

}  // namespace studio
