// The commands that steer a run: pause and go on, stop, save a checkpoint, resume or extend one that has ended, start
// the demo. GUI thread.
#pragma once
#include <QObject>
#include <cstdint>
#include <vector>

#include "widgets/frame/actions.h"

namespace studio {

class RunMonitor;
class RunSession;
class WorkspaceWindow;

class RunSteering : public QObject {
  Q_OBJECT
 public:
  RunSteering(WorkspaceWindow& window, RunSession& session, RunMonitor& monitor);
  /// Rows of the menu Run.
  std::vector<ActionSpec> actions();
  /// The one button pauses and goes on.
  void showPaused();
  /// The one that was asked for by hand; those of the plan are marks on the time bar.
  void saySavedCheckpoint();

 Q_SIGNALS:
  void pauseChanged();  ///< the button says something else

 private:
  void stopWithoutSaving();
  bool canResume() const;
  void extendRun();
  bool canExtend() const;

  WorkspaceWindow& window_;
  RunSession& session_;
  RunMonitor& monitor_;
  bool showsPaused_ = false;
  std::int64_t awaited_ = -1;  ///< a checkpoint of this step or a later one was asked for; -1 = none
};

}  // namespace studio
