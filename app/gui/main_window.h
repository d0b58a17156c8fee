// The program's window and the table of its workspaces (workspaces.cpp). GUI thread.
#pragma once
#include "app/gui/session.h"
#include "widgets/forms/preset_list.h"
#include "widgets/frame/workspace_window.h"
#include "widgets/runs/workspace_row.h"

namespace studio {

class FileCommands;
class DesktopNotifier;
class NamedLayouts;
class RunListModel;
class SessionMemory;
class Sources;
class Welcome;

/// The one table of the window's workspaces, in the order of their tabs.
const std::vector<WorkspaceRow>& workspaceRows();
/// The one that a window opens with.
constexpr const char* kFirstWorkspace = "train";

// The program's window: the session, what all workspaces share, and the workspaces of the table. What it does itself is
// shown by no workspace: the status row, the welcome page, files that are dropped on it, questions before it closes.
class MainWindow : public WorkspaceWindow {
  Q_OBJECT
 public:
  explicit MainWindow(std::filesystem::path runsFolder);
  ~MainWindow() override;

  Session& session() { return *session_; }
  FileCommands& files() { return *files_; }
  SessionMemory& memory() { return *memory_; }
  /// Of the folder of runs, as soon as they are listed and where nothing is open by then: nothing else says what is in
  /// a folder that was named.
  void openNewestRun();

 protected:
  void closeEvent(QCloseEvent* event) override;
  bool event(QEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void makeWorkspaces();
  void makeWelcome();
  void connectSession();
  void connectMonitor();
  void askToResume(const ResumeQuestion& question);
  QMessageBox* makeCloseQuestion(bool isPaused);
  void runEnded(const QString& run, const QString& state);
  void refreshStatus();
  void showRunState();
  bool showSubject();
  void showProgress(const RunStatus& status);
  void showUnseenTraining();
  void showWork();
  void readFreeDisk();

  Session* session_;
  std::vector<SetupPreset> presets_;
  RunListModel* runs_;
  Sources* sources_;
  FileCommands* files_;
  SessionMemory* memory_;
  NamedLayouts* layouts_;
  DesktopNotifier* notifier_;
  Welcome* welcome_ = nullptr;
  QString freeDisk_;
  RunState shownState_ = RunState::Draft;
  bool closing_ = false;
};

}  // namespace studio
