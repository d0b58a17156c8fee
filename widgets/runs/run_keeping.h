// What the window does with stored runs on behalf of a person: another name, a note, a new configuration made of an old
// one, the trash and the way back from it. GUI thread; the disk is reached through worker threads.
#pragma once
#include <QObject>
#include <QStringList>
#include <functional>
#include <vector>

#include "widgets/frame/actions.h"

namespace studio {

class RunListModel;
class RunListPanel;
class RunMonitor;
class RunSession;
class WorkspaceWindow;

class RunKeeping : public QObject {
  Q_OBJECT
 public:
  RunKeeping(WorkspaceWindow& window, RunSession& session, RunMonitor& monitor, RunListModel& runs);
  /// What its menu asks for is done here.
  void serve(RunListPanel& list);
  /// The same for the open run, and the way back from the trash: rows of the menu Run.
  std::vector<ActionSpec> actions();

  void rename(const QString& path, const QString& name);
  void editNote(const QString& path);
  void duplicate(const QString& path);
  /// Runs that are trained stay, and are named.
  void moveToTrash(const QStringList& paths);
  bool canRestore() const { return !trashed_.empty(); }
  void restoreTrashed();  ///< what was moved there last

 private:
  ActionSpec undoRow();
  struct Trashed {
    QString path, inTrash;
    bool wasOpen = false;
  };
  struct Moved {
    std::vector<Trashed> done;
    QStringList failed;
  };
  static Moved move(const QStringList& paths);
  static QStringList putBack(const std::vector<Trashed>& trashed);
  void leaveOpenRun(const QStringList& leaving);
  void showMoved(const Moved& moved);
  void showNote(const QString& path, const QString& text);
  void saveNote(const QString& path, const QString& text);
  QString openRun() const;
  bool isOpen(const QString& path) const;
  void showError(const std::string& sentence);

  WorkspaceWindow& window_;
  RunSession& session_;
  RunMonitor& monitor_;
  RunListModel& runs_;
  RunListPanel* list_ = nullptr;
  std::vector<Trashed> trashed_;
  QString offered_;  ///< what was said of them
};

}  // namespace studio
