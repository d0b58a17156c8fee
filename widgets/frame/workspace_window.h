// A window made from workspaces: their views as tabs in the centre, docks, menus, toolbars, shortcuts and the command
// palette. It knows none of them by name. GUI thread.
#pragma once
#include "widgets/frame/dock_frame.h"
#include "widgets/frame/workspace.h"

class QStackedWidget;

namespace studio {

class MessageBar;
class ViewTabs;

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
  Workspace* workspace(const QString& id) const;  ///< nullptr when unknown

  /// Shows a view and the workspace it belongs to; false when there is none of this id.
  bool showView(const QString& id);
  QStringList viewIds() const;
  QStringList viewIds(const QString& workspace) const;
  View* view(const QString& id) const;
  View* currentView() const;  ///< nullptr while a page stands in the place of the views
  QString currentViewId() const;
  bool welcomes() const;  ///< the welcome page is shown

  /// The data of the current view on the clipboard, as a spreadsheet takes them.
  void copyData();
  bool canCopyData() const;
  void showPalette();

  void showError(const QString& sentence);
  void showNotice(const QString& sentence);

 public Q_SLOTS:
  void refreshCentre();  ///< views, page or welcome page: as the current workspace has it
  void refreshViews();   ///< whether the current view has something to show
  void refreshActions();

 Q_SIGNALS:
  void centreChanged();
  void workChanged();  ///< the status of a workspace

 protected:
  /// For a derived window that owns what they were given.
  void removeWorkspaces();

 private:
  struct Entry {
    QString id;
    Workspace* workspace = nullptr;
    std::function<bool()> offered;
    QStringList views, docks;
    QWidget *page = nullptr, *footer = nullptr, *corner = nullptr;
    std::map<QString, QWidget*> contents;  ///< of docks, by their ids
  };
  void makeViews(Entry& entry);
  void makeDocks(Entry& entry);
  const Entry* entry(const QString& id) const;
  void workspaceHasChanged(const QString& id);
  std::vector<ActionSpec> orderedActions(std::vector<ActionSpec> own, const QStringList& menuOrder);

  ActionRegistry* registry_;
  QStackedWidget* centre_;
  ViewTabs* views_;
  QWidget* welcome_ = nullptr;
  MessageBar* messages_;
  std::vector<Entry> entries_;
  std::map<QString, QStackedWidget*> sharedDocks_;  ///< of docks that several workspaces have a content for
  QString front_;                                   ///< the workspace that has been told that it is shown
};

}  // namespace studio
