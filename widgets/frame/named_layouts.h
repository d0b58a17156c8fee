// Workspaces that a person has arranged and saved under a name of their own: the workspace they were made of, the view
// that was shown, and where its panels stood. One menu lists, saves and deletes them, beside the workspaces and in
// View. GUI thread.
#pragma once
#include <QObject>
#include <vector>

#include "widgets/frame/actions.h"

class QMenu;

namespace studio {

class WorkspaceWindow;

class NamedLayouts : public QObject {
  Q_OBJECT
 public:
  explicit NamedLayouts(WorkspaceWindow& window);
  /// "Save workspace as..." and "Delete saved workspace...".
  std::vector<ActionSpec> actions();
  /// Their menu, at both places; after the window has made its menus.
  void fillMenu();

  QStringList names() const;
  /// What the window shows now; one of the same name is replaced.
  void save(const QString& name);
  bool show(const QString& name);  ///< false where there is none
  void remove(const QString& name);

 private:
  void askForName();
  void askWhichToDelete();
  void listIn(QMenu& menu);
  WorkspaceWindow& window_;
};

}  // namespace studio
