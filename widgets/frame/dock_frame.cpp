#include "widgets/frame/dock_frame.h"

#include <QDockWidget>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QResizeEvent>
#include <QScreen>
#include <QTabBar>
#include <QTimer>
#include <QToolButton>
#include <algorithm>

#include "widgets/frame/frame_rows.h"
#include "widgets/frame/theme.h"
#include "widgets/frame/tool_row.h"

namespace studio {
namespace {

const QString kGeometryKey = QStringLiteral("layout/geometry");
const QString kPlaceKey = QStringLiteral("layout/place");  // upper left corner with the frame, size without

}  // namespace

DockFrame::DockFrame(QWidget* parent) : QMainWindow(parent), settings_(openSettings()) {
  setDockOptions(AllowTabbedDocks | AllowNestedDocks);  // not animated: motion is kept short
  setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
  setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
  setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
  setContextMenuPolicy(Qt::NoContextMenu);
  makeTitleRow();
  strip_ = new StatusStrip(this);
  setStatusBar(strip_);
  restorePlace();
  connect(&ThemeManager::instance(), &ThemeManager::changed, this,
          [] { saveTheme(ThemeManager::instance().choice()); });
}

void DockFrame::makeTitleRow() {
  menuBar_ = new QMenuBar;
  menuBar_->setNativeMenuBar(false);
  workspaceTabs_ = new QTabBar;
  workspaceTabs_->setObjectName(QStringLiteral("workspaces"));
  workspaceTabs_->setAccessibleName(tr("Workspaces"));
  workspaceTabs_->setExpanding(false);
  workspaceTabs_->setDrawBase(false);
  search_ = new SearchButton;
  search_->setObjectName(QStringLiteral("searchCommands"));
  titleRow_ = new TitleRow(menuBar_, workspaceTabs_, search_);
  setMenuWidget(titleRow_);
  connect(workspaceTabs_, &QTabBar::currentChanged, this, [this](int index) {
    if (index >= 0 && index < int(workspaces_.size()) && !current_.isEmpty()) showWorkspace(workspaces_[index].id);
  });
}

QDockWidget* DockFrame::addDock(const QString& id, const QString& title, QWidget* content, Qt::DockWidgetArea area,
                                int extent, QWidget* titleExtra) {
  auto* dock = new QDockWidget(title, this);
  dock->setObjectName(id);
  dock->setWidget(content);
  dock->setTitleBarWidget(new DockTitle(dock, titleExtra));
  docks_[id] = dock;
  designed_[id] = {area, extent};
  dockOrder_.push_back(id);
  content->setAutoFillBackground(true);
  content->setBackgroundRole(QPalette::Base);
  // After the layout has settled: where docks stand is not known yet while the signal is sent.
  const auto later = [this] { QTimer::singleShot(0, this, &DockFrame::refreshTitles); };
  connect(dock, &QDockWidget::visibilityChanged, this, later);
  connect(dock, &QDockWidget::dockLocationChanged, this, later);
  connect(dock, &QDockWidget::topLevelChanged, this, later);
  dock->installEventFilter(this);
  addDockWidget(area, dock);
  return dock;
}

QDockWidget* DockFrame::dock(const QString& id) const {
  const auto found = docks_.find(id);
  return found == docks_.end() ? nullptr : found->second;
}

void DockFrame::addWorkspace(DockLayout workspace) {
  workspaceTabs_->addTab(workspace.title);
  workspaces_.push_back(std::move(workspace));
}

const DockLayout* DockFrame::find(const QString& id) const {
  for (const DockLayout& workspace : workspaces_)
    if (workspace.id == id) return &workspace;
  return nullptr;
}

void DockFrame::showWorkspace(const QString& id) {
  if (!find(id) || id == current_) return;
  keepLayout();
  current_ = id;
  for (int i = 0; i < int(workspaces_.size()); ++i)
    if (workspaces_[i].id == id) workspaceTabs_->setCurrentIndex(i);
  applyLayout();
  if (registry_) registry_->refresh();
  Q_EMIT workspaceChanged(id);
}

void DockFrame::setWorkspaceMenu(QMenu* menu) { titleRow_->setWorkspaceMenu(menu); }

void DockFrame::setWorkspaceEnabled(const QString& id, bool enabled) {
  for (int i = 0; i < int(workspaces_.size()); ++i)
    if (workspaces_[i].id == id) workspaceTabs_->setTabEnabled(i, enabled);
}

/// Gives each dock's title the docks that share its place; Qt's own bar for them has no height (style_sheet.cpp).
void DockFrame::refreshTitles() {
  for (const QString& id : dockOrder_) {
    QDockWidget* dock = docks_[id];
    const QList<QDockWidget*> others = dock->isFloating() ? QList<QDockWidget*>() : tabifiedDockWidgets(dock);
    QList<QDockWidget*> group;
    for (const QString& other : dockOrder_)
      if (docks_[other] == dock || (others.contains(docks_[other]) && docks_[other]->toggleViewAction()->isChecked()))
        group << docks_[other];
    static_cast<DockTitle*>(dock->titleBarWidget())->setGroup(group);
  }
}

QMenu* DockFrame::menu(const QString& path) {
  const auto found = menus_.find(path);
  if (found != menus_.end()) return found->second;
  const qsizetype slash = path.lastIndexOf(QLatin1Char('/'));
  QMenu* made = slash < 0 ? menuBar_->addMenu(path) : menu(path.left(slash))->addMenu(path.mid(slash + 1));
  made->setToolTipsVisible(true);
  return menus_[path] = made;
}

void DockFrame::buildMenus(ActionRegistry& registry, const QStringList& order) {
  registry_ = &registry;
  for (const QString& title : order) menu(title);
  int number = 1;
  for (const DockLayout& workspace : workspaces_)
    registry.add({QStringLiteral("workspace.") + workspace.id,
                  tr("Workspace %1").arg(workspace.title),
                  tr("View/Workspaces"),
                  QKeySequence(QStringLiteral("Ctrl+%1").arg(number++)),
                  {},
                  [this, id = workspace.id] { showWorkspace(id); },
                  workspace.offered,
                  [this, id = workspace.id] { return current_ == id; },
                  tr("There is nothing for it to do yet")});
  addPanelActions(registry);
  for (const ActionSpec& spec : registry.specs()) {
    QAction* action = registry.action(spec.id);
    QMenu* in = spec.menu.isEmpty() ? nullptr : menu(spec.menu);
    if (in && spec.opensGroup && !in->isEmpty()) in->addSeparator();
    if (in) in->addAction(action);
    addAction(action);  // shortcuts work with every menu closed
  }
  for (const auto& [path, open] : menus_) connect(open, &QMenu::aboutToShow, this, [this] { registry_->refresh(); });
  if (QAction* palette = registry.action(QStringLiteral("tools.palette"))) {
    connect(search_, &QToolButton::clicked, palette, &QAction::trigger);
    search_->setShortcutText(palette->shortcut().toString(QKeySequence::NativeText));
  }
  registry.refresh();
}

void DockFrame::addPanelActions(ActionRegistry& registry) {
  for (const QString& id : dockOrder_) {
    QDockWidget* dock = docks_[id];
    registry.add({QStringLiteral("panel.") + id,
                  tr("Panel %1").arg(dock->windowTitle()),
                  tr("View/Panels"),
                  {},
                  {},
                  [dock] { dock->toggleViewAction()->trigger(); },
                  [this] { return docksShown_; },
                  [dock] { return dock->toggleViewAction()->isChecked(); },
                  tr("Open or start a run first")});
  }
}

void DockFrame::setToolbar(const QStringList& left, const QStringList& right) { setWorkspaceToolbar({}, left, right); }

void DockFrame::setWorkspaceToolbar(const QString& workspace, const QStringList& left, const QStringList& right) {
  ToolRow*& bar = toolBars_[workspace];
  if (!bar) {
    bar = new ToolRow(tr("Toolbar"), this);
    bar->setObjectName(workspace.isEmpty() ? QStringLiteral("toolbar") : QStringLiteral("toolbar.") + workspace);
    addToolBar(bar);
  }
  bar->fill(*registry_, left, right);
  showToolbar();
}

/// The workspace's own, else the one of all; restored layouts may have shown another.
void DockFrame::showToolbar() {
  const QString own = toolBars_.count(current_) ? current_ : QString();
  for (const auto& [workspace, bar] : toolBars_) bar->setVisible(workspace == own);
}

/// Sizes given before the window has one are lost, so the layout is made once more.
void DockFrame::showEvent(QShowEvent* event) {
  QMainWindow::showEvent(event);
  if (everShown_) return;
  everShown_ = true;
  applyLayout();
}

/// Qt's own record moves a window that stands at the upper edge of the screen down by the title bar that it may get:
/// the corner is kept beside it, as move() takes it, with a frame where there is one.
void DockFrame::keepPlace() {
  settings_->setValue(kGeometryKey, saveGeometry());
  if (!isMaximized() && !isFullScreen()) settings_->setValue(kPlaceKey, QRect(pos(), size()));
}

void DockFrame::restorePlace() {
  restoreGeometry(settings_->value(kGeometryKey).toByteArray());
  const QRect place = settings_->value(kPlaceKey).toRect();
  const bool whole = windowState() & (Qt::WindowMaximized | Qt::WindowFullScreen);
  const QScreen* screen = QGuiApplication::screenAt(place.topLeft());
  if (whole || place.isEmpty() || !screen) return;  // of a screen that is gone: as Qt has put it
  resize(place.size().boundedTo(screen->availableSize()));
  move(place.topLeft());
}

void DockFrame::closeEvent(QCloseEvent* event) {
  keepLayout();
  keepPlace();
  QMainWindow::closeEvent(event);
}

}  // namespace studio
