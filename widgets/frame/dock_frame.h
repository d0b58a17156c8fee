// The frame of the window: title row (menus, workspaces, search), toolbar, docks around a centre, status strip. Knows
// nothing of runs; what it shows is given to it. Layouts are kept per workspace and can be reset. GUI thread.
#pragma once
#include <QMainWindow>
#include <QSettings>
#include <map>
#include <vector>

#include "widgets/frame/actions.h"
#include "widgets/frame/settings.h"

class QMenuBar;
class QTabBar;
class QToolButton;

namespace studio {

class SearchButton;
class StatusStrip;
class TitleRow;
class ToolRow;

/// A named layout: which docks are open. Its shortcut is Ctrl+1, Ctrl+2, ... in the order of adding.
struct DockLayout {
  QString id, title;
  QStringList docks;
  std::function<bool()> offered{};  ///< empty = always
};

class DockFrame : public QMainWindow {
  Q_OBJECT
 public:
  explicit DockFrame(QWidget* parent = nullptr);

  /// `extent`: width of a dock at the sides, height of one at the bottom, in px. Bottom docks share one place as tabs.
  QDockWidget* addDock(const QString& id, const QString& title, QWidget* content, Qt::DockWidgetArea area, int extent,
                       QWidget* titleExtra = nullptr);
  /// Height of a dock at the sides where it shares its column with others.
  void setDockHeight(const QString& id, int height) { heights_[id] = height; }
  /// Where both are open, `id` stands behind `other` as a tab of its title.
  void shareDockPlace(const QString& id, const QString& other) { shared_[id] = other; }
  QDockWidget* dock(const QString& id) const;
  void addWorkspace(DockLayout workspace);
  void showWorkspace(const QString& id);
  QString currentWorkspace() const { return current_; }
  /// Workspaces that have nothing to show yet are greyed.
  void setWorkspaceEnabled(const QString& id, bool enabled);
  void resetLayout();
  /// Where the panels stand, and the same again: shows the workspace and keeps the layout as its own. `idle`: the docks
  /// that had nothing to show when it was made, and are open now if they have.
  QByteArray layoutState() const;
  QStringList idleDocks() const { return idle_; }
  void showLayout(const QString& workspace, const QByteArray& state, const QStringList& idle = {});
  /// Docks are hidden altogether while there is nothing they could show (welcome page), or some of them (`idle`).
  void setDocksShown(bool shown, const QStringList& idle = {});

  /// Menus, shortcuts, panel toggles and workspace commands from the registry; call once, after docks and workspaces.
  void buildMenus(ActionRegistry& registry, const QStringList& order);
  /// Entries as ToolRow::fill() takes them.
  void setToolbar(const QStringList& left, const QStringList& right);
  /// The same for one workspace, in place of the toolbar of all the others.
  void setWorkspaceToolbar(const QString& workspace, const QStringList& left, const QStringList& right);
  StatusStrip* statusStrip() { return strip_; }
  /// Behind a button beside the workspaces.
  void setWorkspaceMenu(QMenu* menu);
  /// A menu of the menu bar by its title, made where it is missing.
  QMenu* menu(const QString& title);

 Q_SIGNALS:
  void workspaceChanged(const QString& id);

 protected:
  void closeEvent(QCloseEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;
  QSettings& settings() { return *settings_; }

 private:
  void makeTitleRow();
  void keepPlace();
  void restorePlace();
  void keepLayout();
  /// `widths`: of docks at the sides, in place of those that the layout has.
  void applyLayout(const std::map<QString, int>& widths = {});
  std::map<QString, int> sideWidths() const;
  void giveWidths(const std::map<QString, int>& widths);
  void designLayout(const DockLayout& workspace);
  void refreshTitles();
  void addPanelActions(ActionRegistry& registry);
  QString layoutKey() const { return layoutKey(idle_); }
  QString layoutKey(const QStringList& idle) const;
  bool isOpen(const DockLayout& workspace, const QString& id) const;
  void fold(const DockLayout& workspace);
  void giveDesignedHeights(const DockLayout& workspace);
  void shareHeight();
  void showToolbar();
  const DockLayout* find(const QString& id) const;

  std::unique_ptr<QSettings> settings_;
  ActionRegistry* registry_ = nullptr;
  TitleRow* titleRow_ = nullptr;
  QMenuBar* menuBar_ = nullptr;
  QTabBar* workspaceTabs_ = nullptr;
  SearchButton* search_ = nullptr;
  StatusStrip* strip_ = nullptr;
  std::map<QString, ToolRow*> toolBars_;  ///< by workspace; "" = of those without one of their own
  std::vector<DockLayout> workspaces_;
  std::map<QString, QDockWidget*> docks_;
  std::map<QString, std::pair<Qt::DockWidgetArea, int>> designed_;
  std::map<QString, int> heights_;
  std::map<QString, QString> shared_;  ///< dock -> the one that it stands behind
  std::vector<QString> dockOrder_;
  std::map<QString, QMenu*> menus_;
  std::map<QString, int> heightNow_;  ///< of docks that share a column, as they stood in a window of `settled_`
  QSize settled_;
  QString current_;
  QString settledIn_;  ///< the workspace that is shown with those docks that have something to show
  bool docksShown_ = true;
  QStringList idle_;     ///< docks that have nothing to show for what is open
  bool folded_ = false;  ///< the window is small: docks of a column share their places
  bool everShown_ = false;
};

}  // namespace studio
