// Where docks stand (dock_frame.h): as they were designed for a workspace, as a person left them, folded into shared
// places in a small window, and with their share of the height where the window grows.
#include <QDockWidget>
#include <QLayout>
#include <QResizeEvent>
#include <QTimer>
#include <algorithm>

#include "widgets/frame/dock_frame.h"

namespace studio {
namespace {

constexpr int kLayoutVersion = 4;         // raise when docks are added, so that old layouts are not restored half
constexpr QSize kLargeWindow(1200, 780);  // px; in a smaller window the panels of a column share their places
constexpr int kNarrow = 232;          // px of a dock at a side of a small window, where its content can be as narrow
constexpr int kDesignedHeight = 900;  // px of the window that heights of docks were designed for
constexpr int kLowShare = 85;         // % of their height that panels at the bottom have in a small window

}  // namespace

/// A layout of its own for each workspace, for small windows, and while some of its docks have nothing to show.
QString DockFrame::layoutKey(const QStringList& idle) const {
  return QStringLiteral("layout/workspace_%1%2%3")
      .arg(current_, folded_ ? QStringLiteral("_small") : QString(),
           idle.isEmpty() ? QString() : QStringLiteral("_without_") + idle.join(QLatin1Char('_')));
}

/// The designed layout, then what the user made of it.
void DockFrame::applyLayout(const std::map<QString, int>& widths) {
  const DockLayout* workspace = find(current_);
  if (!workspace) return;
  setUpdatesEnabled(false);  // docks are taken out and put in again: none of that is shown
  designLayout(*workspace);
  QByteArray kept = settings_->value(layoutKey()).toByteArray();
  if (kept.isEmpty()) kept = settings_->value(layoutKey({})).toByteArray();  // where nothing is idle, else as designed
  // Not of a window that is not shown yet: where it will be maximised, Qt keeps the state for its first resize, and
  // docks that have moved by then are gone from under it. showEvent() comes back here.
  if (isVisible() && docksShown_ && !kept.isEmpty() && restoreState(kept, kLayoutVersion))
    for (const QString& id : idle_)  // of a layout that was made while it had something to show
      if (QDockWidget* without = dock(id)) without->hide();
  giveWidths(widths);
  showToolbar();
  refreshTitles();
  settled_ = size();
  layout()->activate();
  setUpdatesEnabled(true);
}

/// As they stand now; of docks that share a place the one in front.
std::map<QString, int> DockFrame::sideWidths() const {
  std::map<QString, int> widths;
  for (const auto& [id, dock] : docks_)
    if (dock->isVisible() && !dock->isFloating() && dockWidgetArea(dock) != Qt::BottomDockWidgetArea)
      widths[id] = dock->width();
  return widths;
}

void DockFrame::giveWidths(const std::map<QString, int>& widths) {
  QList<QDockWidget*> sides;
  QList<int> given;
  for (const auto& [id, width] : widths) {
    QDockWidget* side = docks_[id];
    if (side->isHidden() || side->isFloating() || dockWidgetArea(side) == Qt::BottomDockWidgetArea) continue;
    sides << side;
    given << width;
  }
  resizeDocks(sides, given, Qt::Horizontal);
}

bool DockFrame::isOpen(const DockLayout& workspace, const QString& id) const {
  return docksShown_ && workspace.docks.contains(id) && !idle_.contains(id);
}

/// Every dock where it was designed to be: those of the workspace open, at their widths.
void DockFrame::designLayout(const DockLayout& workspace) {
  QList<QDockWidget*> sides, bottoms;
  QList<int> widths, heights;
  for (const QString& id : dockOrder_) {
    QDockWidget* dock = docks_[id];
    const auto [area, extent] = designed_[id];
    dock->setFloating(false);
    removeDockWidget(dock);
    addDockWidget(area, dock);
    const bool open = isOpen(workspace, id);
    dock->setVisible(open);
    if (!open) continue;
    (area == Qt::BottomDockWidgetArea ? bottoms : sides) << dock;
    const bool below = area == Qt::BottomDockWidgetArea;
    (below ? heights : widths) << (!folded_ ? extent : below ? extent * kLowShare / 100 : std::min(extent, kNarrow));
  }
  for (int i = 1; i < bottoms.size(); ++i) tabifyDockWidget(bottoms[0], bottoms[i]);
  if (!bottoms.isEmpty()) bottoms[0]->raise();
  for (const auto& [id, other] : shared_) {
    if (!isOpen(workspace, id) || !isOpen(workspace, other)) continue;
    tabifyDockWidget(docks_[other], docks_[id]);
    docks_[other]->raise();
  }
  if (folded_) fold(workspace);
  resizeDocks(sides, widths, Qt::Horizontal);
  resizeDocks(bottoms, heights, Qt::Vertical);
  if (!folded_) giveDesignedHeights(workspace);
}

/// Of docks that stand above each other, as shareHeight() would do from the window that they were designed for.
void DockFrame::giveDesignedHeights(const DockLayout& workspace) {
  QList<QDockWidget*> stacked;
  QList<int> heights;
  for (const auto& [id, least] : heights_) {
    if (!isOpen(workspace, id) || (shared_.count(id) && isOpen(workspace, shared_[id]))) continue;
    stacked << docks_[id];
    heights << std::max(least, least * height() / kDesignedHeight);
  }
  resizeDocks(stacked, heights, Qt::Vertical);
}

/// Two and two docks of a column share a place: in a small window each would be too low to read.
void DockFrame::fold(const DockLayout& workspace) {
  std::map<Qt::DockWidgetArea, QDockWidget*> waiting;
  for (const QString& id : dockOrder_) {
    const Qt::DockWidgetArea area = designed_[id].first;
    const bool behind = shared_.count(id) && isOpen(workspace, shared_[id]);
    if (area == Qt::BottomDockWidgetArea || behind || !isOpen(workspace, id)) continue;
    if (QDockWidget* first = std::exchange(waiting[area], docks_[id])) {
      tabifyDockWidget(first, docks_[id]);
      first->raise();
      waiting[area] = nullptr;
    }
  }
}

/// A window that becomes higher gives each dock of a column its share, as it stood before; Qt gives all to the last.
void DockFrame::shareHeight() {
  for (const Qt::DockWidgetArea area : {Qt::LeftDockWidgetArea, Qt::RightDockWidgetArea}) {
    QList<QDockWidget*> shown;
    QList<int> heights;
    int before = 0, now = 0;
    for (const auto& [id, height] : heightNow_) {
      QDockWidget* dock = docks_[id];
      if (!heights_.count(id) || dock->isFloating() || !dock->isVisible() || dockWidgetArea(dock) != area) continue;
      shown << dock;
      heights << height;
      before += height;
      now += dock->height();
    }
    for (int& height : heights) height = height * now / std::max(1, before);
    if (shown.size() > 1 && !folded_) resizeDocks(shown, heights, Qt::Vertical);
  }
  settled_ = size();
}

/// Heights that a person or a layout gave; those that come with the window's own size are not.
bool DockFrame::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Resize && watched->inherits("QDockWidget") && size() == settled_ && !folded_)
    if (const auto* dock = static_cast<QDockWidget*>(watched); dock->isVisible() && docks_.count(dock->objectName()))
      heightNow_[dock->objectName()] = dock->height();
  return QMainWindow::eventFilter(watched, event);
}

void DockFrame::resizeEvent(QResizeEvent* event) {
  QMainWindow::resizeEvent(event);
  const bool small = width() < kLargeWindow.width() || height() < kLargeWindow.height();
  if (everShown_ && small == folded_ && event->size().height() != event->oldSize().height())
    QTimer::singleShot(0, this, &DockFrame::shareHeight);
  if (small == folded_) return;
  if (!everShown_) {
    folded_ = small;
    return;
  }
  QTimer::singleShot(0, this, [this] {  // not within the layout that is being made
    const bool now = width() < kLargeWindow.width() || height() < kLargeWindow.height();
    if (now == folded_) return;
    keepLayout();
    folded_ = now;
    applyLayout();
    const DockLayout* workspace = find(current_);
    if (!now && workspace) giveDesignedHeights(*workspace);  // the kept ones were squeezed before it was folded
  });
}

void DockFrame::keepLayout() {
  if (!current_.isEmpty() && docksShown_ && everShown_) settings_->setValue(layoutKey(), saveState(kLayoutVersion));
}

void DockFrame::resetLayout() {
  for (const QString& key : {layoutKey(), layoutKey({})}) settings_->remove(key);
  applyLayout();
}

QByteArray DockFrame::layoutState() const { return saveState(kLayoutVersion); }

/// Also for the time when its idle docks have something to show again.
void DockFrame::showLayout(const QString& workspace, const QByteArray& state, const QStringList& idle) {
  if (!find(workspace)) return;
  showWorkspace(workspace);
  settings_->setValue(layoutKey(), state);
  if (idle.isEmpty()) settings_->setValue(layoutKey({}), state);
  applyLayout();
  for (const QString& id : idle)
    if (isOpen(*find(workspace), id)) dock(id)->show();
  if (!idle.isEmpty()) keepLayout();
}

/// Within a workspace another run, file or view moves no column, whatever was kept of its other layouts.
void DockFrame::setDocksShown(bool shown, const QStringList& idle) {
  const bool isSameWorkspace = std::exchange(settledIn_, shown ? current_ : QString()) == current_;
  if (shown == docksShown_ && idle == idle_) return;
  keepLayout();
  const auto widths = isSameWorkspace ? sideWidths() : std::map<QString, int>();
  docksShown_ = shown;
  idle_ = idle;
  applyLayout(widths);
}

}  // namespace studio
