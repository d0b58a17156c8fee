// A workspace (one task: setting a run up, watching it train, ...) with the views, docks, commands and toolbar that it
// takes, and the window that is made from workspaces: their views as tabs in the centre, docks, menus, toolbars,
// shortcuts and the command palette. The window knows none of them by name, a workspace knows no other. GUI thread
// only.
#pragma once
#include <QObject>
#include <QStringList>
#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "widgets/frame/actions.h"
#include "widgets/frame/dock_frame.h"
#include "widgets/frame/theme.h"
#include "widgets/frame/view.h"

class QStackedWidget;

namespace studio {

class MessageBar;
class ViewTabs;

/// A tab in the centre.
struct WorkspaceView {
  QString id, title;
  View* view = nullptr;
  bool needsImages = false;  ///< it has nothing to show where what is open is shown no images
};

/// A panel beside the views. Where two workspaces give a dock of one id it stands in one place, and each shows its own
/// content there.
struct WorkspaceDock {
  QString id, title;
  QWidget* content = nullptr;
  Qt::DockWidgetArea area = Qt::LeftDockWidgetArea;
  int extent = 256;               ///< px: width at a side, height at the bottom
  int height = 0;                 ///< px, where it shares its column; 0 = what is left
  QWidget* titleExtra = nullptr;  ///< right of the title
  QString behind{};               ///< id of the dock behind which it stands as a tab where both are open
  QString tab{};                  ///< what it is called as a tab, where the title is long
  bool needsImages = false;       ///< it has nothing to show where what is open is shown no images
};

/// Entries as DockFrame::setToolbar() takes them.
struct WorkspaceToolbar {
  QStringList left, right;
};

/// Work that goes on in a workspace, for the status row.
struct WorkspaceStatus {
  QString icon, text;
  double progress = -1;  ///< 0..1; -1 = not known
  QString done, left;    ///< "320 of 500 images", "2 min left"
};

class Workspace : public QObject {
  Q_OBJECT
 public:
  explicit Workspace(QObject* parent) : QObject(parent) {}

  // What it is made of; each is asked for once. Widgets pass to the window.
  virtual std::vector<WorkspaceView> makeViews(QWidget* /*parent*/) { return {}; }
  virtual std::vector<WorkspaceDock> makeDocks() { return {}; }
  /// A widget of its own in place of the tabs of views.
  virtual QWidget* makePage(QWidget* /*parent*/) { return nullptr; }
  virtual QWidget* makeHeader(QWidget* /*parent*/) { return nullptr; }  ///< in the row of the tabs, right of them
  virtual QWidget* makeFooter(QWidget* /*parent*/) { return nullptr; }  ///< below the views
  virtual QWidget* makeCorner(QWidget* /*parent*/) { return nullptr; }  ///< right of the tabs
  /// Commands. Of commands with one id that several workspaces give, the one that is shown answers.
  virtual std::vector<ActionSpec> makeActions() { return {}; }
  /// nullopt: the window's own.
  virtual std::optional<WorkspaceToolbar> toolbar() const { return std::nullopt; }

  // What has nothing to show for what is open now gives its space to the rest.
  virtual bool showsFooter() const { return true; }
  /// False: views and docks that need images are idle.
  virtual bool showsImages() const { return true; }
  /// Further ones, by their ids.
  virtual QStringList idleViews() const { return {}; }
  virtual QStringList idleDocks() const { return {}; }

  /// Nothing to show yet: the window's welcome page stands in its place.
  virtual bool isEmpty() const { return false; }
  /// It is about the run that is open: the status row says what that run costs.
  virtual bool showsRun() const { return true; }
  virtual void shown() {}   ///< it has come to the front
  virtual void hidden() {}  ///< another one has
  virtual std::optional<WorkspaceStatus> status() const { return std::nullopt; }
  /// What it is about in a few words, where that is not the run or file that is open; for the status row.
  virtual QString subject() const { return {}; }

  // What one workspace gives another that it does not know.
  /// Folders of the runs that it shows: a panel that is sent to the board is of these.
  virtual std::vector<std::filesystem::path> shownRuns() const { return {}; }
  /// The board of the window: whether it has such a panel, and one more of these runs on it.
  virtual bool takesPanel(const BoardPanel& /*panel*/) const { return false; }
  virtual void takePanel(BoardPanel /*panel*/, const std::vector<std::filesystem::path>& /*runs*/) {}

  // What a person made in it and the next start shows again (SessionMemory).
  /// Empty: nothing worth keeping; what was kept before stays.
  virtual QByteArray keptState() const { return {}; }
  virtual void restore(const QByteArray& /*kept*/) {}

 Q_SIGNALS:
  void keptStateChanged();
  void contentChanged();  ///< views may have got data, commands may be possible that were not
  void statusChanged();
};

class WorkspaceWindow : public DockFrame {
  Q_OBJECT
 public:
  explicit WorkspaceWindow(QWidget* parent = nullptr);
  ~WorkspaceWindow() override;

  /// Makes its views and docks. `offered` says whether there is anything for it to do; empty = always. In the order of
  /// the tabs at the top; before finish().
  void addWorkspace(const QString& id, const QString& title, Workspace* workspace, std::function<bool()> offered = {});
  /// In place of a workspace that is empty.
  void setWelcomePage(QWidget* page);
  /// Makes the menus, in this order, the toolbars and the palette from the window's commands and those of all
  /// workspaces. `toolbar` is that of workspaces without one of their own. Once, after the last addWorkspace().
  void finish(std::vector<ActionSpec> own, const QStringList& menuOrder, const WorkspaceToolbar& toolbar);

  ActionRegistry& registry() { return *registry_; }
  void trigger(const QString& action);  ///< nothing where there is no such command
  std::vector<Workspace*> workspaces() const;
  QStringList workspaceIds() const;
  Workspace* workspace(const QString& id) const;  ///< nullptr when unknown

  /// Shows a view and the workspace it belongs to; false when there is none of this id.
  bool showView(const QString& id);
  QStringList viewIds() const;
  QStringList viewIds(const QString& workspace) const;
  /// Those that have something to show for what is open.
  QStringList offeredViews(const QString& workspace) const;
  View* view(const QString& id) const;
  View* currentView() const;  ///< nullptr while a page stands in the place of the views
  QString currentViewId() const;
  /// The view that a workspace shows, or will when it comes to the front; empty where it has none.
  QString shownView(const QString& workspace) const;
  void chooseView(const QString& workspace, const QString& view);  ///< without showing the workspace
  bool welcomes() const;                                           ///< the welcome page is shown

  /// The data of the current view on the clipboard, as a spreadsheet takes them.
  void copyData();
  bool canCopyData() const;
  /// A panel of the current workspace's runs onto the board of this window, wherever that is.
  void sendToBoard(const BoardPanel& panel);
  bool canSendToBoard(const BoardPanel& panel) const;
  void showPalette();

  void showError(const QString& sentence);
  void showNotice(const QString& sentence);
  /// "Saved figure.pdf", with buttons that open it and show its folder; `note` follows the name.
  void showSaved(const QString& file, const QString& note = {});
  /// What the last error said is solved.
  void clearError();
  /// A sentence that is no longer so, where it still stands.
  void withdraw(const QString& sentence);
  /// A notice with a button that does something about it.
  void offerAction(const QString& sentence, const QString& actionText, std::function<void()> action);

 public Q_SLOTS:
  void refreshCentre();  ///< views, page or welcome page: as the current workspace has it
  void refreshViews();   ///< whether the current view has something to show
  void refreshActions();

 Q_SIGNALS:
  void centreChanged();
  void viewShown();    ///< another view, or another workspace with its own
  void workChanged();  ///< the status of a workspace

 protected:
  /// A command's shortcut works while a text field has the keyboard, unless it is one of editing itself; every dialog
  /// of files has the look of the program.
  bool eventFilter(QObject* watched, QEvent* event) override;
  /// For a derived window that owns what they were given.
  void removeWorkspaces();

 private:
  struct Entry {
    QString id;
    Workspace* workspace = nullptr;
    std::function<bool()> offered;
    QStringList views, docks;
    QStringList imageViews, imageDocks;  ///< those of them that need images
    QWidget *page = nullptr, *header = nullptr, *footer = nullptr, *corner = nullptr;
    std::map<QString, QWidget*> contents;  ///< of docks, by their ids
  };
  void makeViews(Entry& entry);
  void makeDocks(Entry& entry);
  const Entry* entry(const QString& id) const;
  Workspace* boardFor(const BoardPanel& panel) const;
  void workspaceHasChanged(const QString& id);
  QRect messagePlace(int wanted);
  bool pageSays(const QString& sentence) const;
  std::vector<ActionSpec> orderedActions(std::vector<ActionSpec> own, const QStringList& menuOrder);

  ActionRegistry* registry_;
  QStackedWidget* centre_;
  ViewTabs* views_;
  QWidget* welcome_ = nullptr;
  MessageBar* messages_;
  std::vector<Entry> entries_;
  std::map<QString, QStackedWidget*> sharedDocks_;  ///< of docks that several workspaces have a content for
  QString front_;                                   ///< the workspace that has been notified that it is shown
};

}  // namespace studio
