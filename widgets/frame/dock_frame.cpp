#include "widgets/frame/dock_frame.h"

#include <QDir>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QStandardPaths>
#include <QTabBar>
#include <QToolButton>

#include "widgets/frame/dock_title.h"
#include "widgets/frame/status_strip.h"
#include "widgets/frame/title_row.h"

namespace studio {
namespace {

constexpr int kLayoutVersion = 1;   // raise when docks are added, so that old layouts are not restored half

QString layoutKey(const QString& workspace) { return QStringLiteral("layout/%1").arg(workspace); }

}  // namespace

QString settingsFile() {
  const QString forced = qEnvironmentVariable("STUDIO_SETTINGS");
  if (!forced.isEmpty()) return forced;
  return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/toponets-studio/settings.ini");
}

DockFrame::DockFrame(QWidget* parent) : QMainWindow(parent), settings_(settingsFile(), QSettings::IniFormat) {
  setDockOptions(AnimatedDocks | AllowTabbedDocks | AllowNestedDocks);
  setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
  setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
  setContextMenuPolicy(Qt::NoContextMenu);
  makeTitleRow();
  strip_ = new StatusStrip(this);
  setStatusBar(strip_);
}

void DockFrame::makeTitleRow() {
  menuBar_ = new QMenuBar;
  menuBar_->setNativeMenuBar(false);
  workspaceTabs_ = new QTabBar;
  workspaceTabs_->setObjectName(QStringLiteral("workspaces"));
  workspaceTabs_->setAccessibleName(tr("Workspaces"));
  workspaceTabs_->setExpanding(false);
  workspaceTabs_->setDrawBase(false);
  search_ = new QToolButton;
  search_->setObjectName(QStringLiteral("searchCommands"));
  setMenuWidget(new TitleRow(menuBar_, workspaceTabs_, search_));
  connect(workspaceTabs_, &QTabBar::tabBarClicked, this, [this](int index) {
    if (index >= 0 && workspaceTabs_->isTabEnabled(index)) showWorkspace(workspaces_[index].id);
  });
}

QDockWidget* DockFrame::addDock(const QString& id, const QString& title, QWidget* content, Qt::DockWidgetArea area, int extent, QWidget* titleExtra) {
  auto* dock = new QDockWidget(title, this);
  dock->setObjectName(id);
  dock->setWidget(content);
  dock->setTitleBarWidget(new DockTitle(dock, titleExtra));
  docks_[id] = dock;
  designed_[id] = {area, extent};
  dockOrder_.push_back(id);
  addDockWidget(area, dock);
  return dock;
}

QDockWidget* DockFrame::dock(const QString& id) const {
  const auto found = docks_.find(id);
  return found == docks_.end() ? nullptr : found->second;
}

void DockFrame::addWorkspace(Workspace workspace) {
  workspaceTabs_->addTab(workspace.title);
  workspaces_.push_back(std::move(workspace));
}

const Workspace* DockFrame::find(const QString& id) const {
  for (const Workspace& workspace : workspaces_)
    if (workspace.id == id) return &workspace;
  return nullptr;
}

void DockFrame::showWorkspace(const QString& id) {
  const Workspace* workspace = find(id);
  if (!workspace || id == current_) return;
  keepLayout();
  current_ = id;
  for (int i = 0; i < int(workspaces_.size()); ++i)
    if (workspaces_[i].id == id) workspaceTabs_->setCurrentIndex(i);
  designLayout(*workspace);
  const QByteArray kept = settings_.value(layoutKey(id)).toByteArray();
  if (docksShown_ && !kept.isEmpty()) restoreState(kept, kLayoutVersion);
  setDocksShown(docksShown_);
  if (registry_) registry_->refresh();
  Q_EMIT workspaceChanged(id);
}

void DockFrame::setWorkspaceEnabled(const QString& id, bool enabled) {
  for (int i = 0; i < int(workspaces_.size()); ++i)
    if (workspaces_[i].id == id) workspaceTabs_->setTabEnabled(i, enabled);
}

/// Every dock where it was designed to be: those of the workspace open, at their widths.
void DockFrame::designLayout(const Workspace& workspace) {
  QList<QDockWidget*> sides, bottoms;
  QList<int> widths, heights;
  for (const QString& id : dockOrder_) {
    QDockWidget* dock = docks_[id];
    const auto [area, extent] = designed_[id];
    dock->setFloating(false);
    addDockWidget(area, dock);
    const bool open = docksShown_ && workspace.docks.contains(id);
    dock->setVisible(open);
    if (!open) continue;
    (area == Qt::BottomDockWidgetArea ? bottoms : sides) << dock;
    (area == Qt::BottomDockWidgetArea ? heights : widths) << extent;
  }
  for (int i = 1; i < bottoms.size(); ++i) tabifyDockWidget(bottoms[0], bottoms[i]);
  if (!bottoms.isEmpty()) bottoms[0]->raise();
  resizeDocks(sides, widths, Qt::Horizontal);
  resizeDocks(bottoms, heights, Qt::Vertical);
}

void DockFrame::keepLayout() {
  if (!current_.isEmpty() && docksShown_) settings_.setValue(layoutKey(current_), saveState(kLayoutVersion));
}

void DockFrame::resetLayout() {
  settings_.remove(layoutKey(current_));
  if (const Workspace* workspace = find(current_)) designLayout(*workspace);
}

void DockFrame::setDocksShown(bool shown) {
  if (shown == docksShown_) return;
  if (!shown) keepLayout();
  docksShown_ = shown;
  const Workspace* workspace = find(current_);
  if (!workspace) return;
  designLayout(*workspace);
  const QByteArray kept = settings_.value(layoutKey(current_)).toByteArray();
  if (shown && !kept.isEmpty()) restoreState(kept, kLayoutVersion);
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
  for (const Workspace& workspace : workspaces_)
    registry.add({QStringLiteral("workspace.") + workspace.id, tr("Workspace %1").arg(workspace.title), tr("View/Workspaces"),
                  QKeySequence(QStringLiteral("Ctrl+%1").arg(number++)), {}, [this, id = workspace.id] { showWorkspace(id); }, {},
                  [this, id = workspace.id] { return current_ == id; }, {}});
  for (const QString& id : dockOrder_)
    registry.add({QStringLiteral("panel.") + id, tr("Panel %1").arg(docks_[id]->windowTitle()), tr("View/Panels"), {}, {},
                  [dock = docks_[id]] { dock->setVisible(!dock->isVisible()); }, {}, [dock = docks_[id]] { return dock->isVisible(); }, {}});
  for (const ActionSpec& spec : registry.specs()) {
    QAction* action = registry.action(spec.id);
    if (!spec.menu.isEmpty()) menu(spec.menu)->addAction(action);
    addAction(action);   // shortcuts work with every menu closed
  }
  for (const auto& [path, open] : menus_) connect(open, &QMenu::aboutToShow, this, [this] { registry_->refresh(); });
  if (QAction* palette = registry.action(QStringLiteral("tools.palette"))) connect(search_, &QToolButton::clicked, palette, &QAction::trigger);
  registry.refresh();
}

void DockFrame::setToolbar(const QStringList& left, const QStringList& right) {
  if (!toolBar_) {
    toolBar_ = addToolBar(tr("Toolbar"));
    toolBar_->setObjectName(QStringLiteral("toolbar"));
    toolBar_->setMovable(false);
    toolBar_->setIconSize({16, 16});
    toolBar_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    toolBar_->setFixedHeight(44);
  }
  toolBar_->clear();
  const auto add = [this](const QStringList& ids) {
    for (const QString& id : ids) {
      if (id == QLatin1String("|")) toolBar_->addSeparator();
      else if (QAction* action = registry_->action(id)) toolBar_->addAction(action);
    }
  };
  add(left);
  auto* space = new QWidget(toolBar_);
  space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  toolBar_->addWidget(space);
  add(right);
}

void DockFrame::closeEvent(QCloseEvent* event) {
  keepLayout();
  QMainWindow::closeEvent(event);
}

}  // namespace studio
