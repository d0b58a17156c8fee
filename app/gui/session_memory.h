// The window opens as it was left: which run or file, workspace, view, layer, unit, further sources, and what was made
// in workspaces (a board of figures). Kept while they change, so that a crash loses nothing; a start that crashed while
// it brought them back is not tried again. GUI thread.
#pragma once
#include <QObject>
#include <QTimer>
#include <filesystem>
#include <map>
#include <optional>
#include <vector>

#include "widgets/frame/settings.h"
#include "widgets/runs/run_monitor.h"

namespace studio {

class MainWindow;
class Session;
class Sources;

/// What a window shows.
struct SessionState {
  QString runsFolder, open;  ///< a run's folder, a file of weights, FILE#PART; empty = nothing was open
  QString workspace, view;
  std::map<QString, QString> views;  ///< of each workspace the one that it shows, also of those behind
  ViewState shown;
  struct Added {
    QStringList places;  ///< several: a group of seeds
    qint64 step = -1;
  };
  std::vector<Added> sources;
  std::map<QString, QByteArray> made;  ///< Workspace::keptState(), by the workspace's id; those that have one
};

SessionState readSessionState(QSettings& settings);
/// What was made in workspaces that have nothing now stays as it was written last.
void writeSessionState(QSettings& settings, const SessionState& state);

/// Whether windows open as they were left; on until somebody turns it off.
bool restoresSessions();
void setRestoresSessions(bool restores);

class SessionMemory : public QObject {
  Q_OBJECT
 public:
  SessionMemory(MainWindow& window, Session& session, Sources& sources);
  ~SessionMemory() override;
  /// Keeps the state now, once it is begun; called by the window as it closes.
  void keep();
  /// From now on what the window shows is kept, once it shows something: a place was named, so nothing is brought back.
  void begin();
  /// Brings back what was kept, once, as the program starts without a place to open; in front is the workspace and the
  /// view that were asked for, if any.
  void restore(const QString& workspace = {}, const QString& view = {});
  /// The same where it was kept of this runs folder; that of another one stays as it is until something is opened here,
  /// and nothing is brought back (false).
  bool restoreIn(const std::filesystem::path& runsFolder, const QString& workspace = {}, const QString& view = {});

 private:
  SessionState capture() const;
  void openKept(const SessionState& state);
  void showKept();
  void showViews(const SessionState& state);
  void addKept(const SessionState& state);
  void settled();
  bool isEmpty() const;

  MainWindow& window_;
  Session& session_;
  Sources& sources_;
  QTimer keepSoon_, settles_;
  bool restored_ = false;               ///< what was kept is what the window showed, be it nothing
  bool begun_ = false;                  ///< before that a window that is slow to open would keep its emptiness
  int waited_ = 0;                      ///< times that settles_ has ended while the run was still being read
  std::optional<SessionState> wanted_;  ///< while the run that it is about is still being read
};

}  // namespace studio
