// A workspace of the window: one task (setting a run up, watching it train, ...) with the views, docks, commands and
// toolbar that it takes. A window is made from workspaces and knows nothing else of them; a workspace knows no other.
// GUI thread only.
#pragma once
#include <QObject>
#include <QStringList>
#include <functional>
#include <optional>
#include <vector>

#include "widgets/frame/action_registry.h"
#include "widgets/frame/view.h"
#include "widgets/frame/theme.h"

namespace studio {

/// A tab in the centre.
struct WorkspaceView {
  QString id, title;
  View* view = nullptr;
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
  virtual QWidget* makeFooter(QWidget* /*parent*/) { return nullptr; }  ///< below the views
  virtual QWidget* makeCorner(QWidget* /*parent*/) { return nullptr; }  ///< right of the tabs
  /// Commands. Of commands with one id that several workspaces give, the one that is shown answers.
  virtual std::vector<ActionSpec> makeActions() { return {}; }
  /// nullopt: the window's own.
  virtual std::optional<WorkspaceToolbar> toolbar() const { return std::nullopt; }

  /// Nothing to show yet: the window's welcome page stands in its place.
  virtual bool isEmpty() const { return false; }
  virtual void shown() {}   ///< it has come to the front
  virtual void hidden() {}  ///< another one has
  virtual std::optional<WorkspaceStatus> status() const { return std::nullopt; }

 Q_SIGNALS:
  void contentChanged();  ///< views may have got data, commands may be possible that were not
  void statusChanged();
};

}  // namespace studio
