// The commands that steer a run: pause and go on, stop, save a checkpoint, resume or extend one that has ended, start
// the demo. GUI thread.
#pragma once
#include <QDialog>
#include <QObject>
#include <cstdint>
#include <optional>
#include <vector>

#include "widgets/frame/actions.h"
#include "widgets/runs/run_session.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace studio {

class RunMonitor;
class WorkspaceWindow;

class RunSteering : public QObject {
  Q_OBJECT
 public:
  RunSteering(WorkspaceWindow& window, RunSession& session, RunMonitor& monitor);
  /// Rows of the menu Run.
  std::vector<ActionSpec> actions();
  /// The one button pauses and goes on; the button of what was asked for says so until it is done.
  void showAsked();
  /// The one that was asked for by hand; those of the plan are marks on the time bar.
  void saySavedCheckpoint();

 Q_SIGNALS:
  void pauseChanged();  ///< a button says something else

 private:
  QString unseenRun() const;
  void showAction(const char* id, bool isAsked, const QString& meanwhile, const QString& usual, const QString& named);
  bool isAsked(RunCommand command) const { return session_.asked() == command; }
  void saveCheckpoint();
  void stopWithoutSaving();
  bool canAsk() const;
  bool canPause() const;
  std::vector<ActionSpec> askingActions();
  std::vector<ActionSpec> trainingActions();
  bool canResume() const;
  void extendRun();
  bool canExtend() const;

  WorkspaceWindow& window_;
  RunSession& session_;
  RunMonitor& monitor_;
  QString shownOf_;  ///< the run that the commands name
  bool showsPaused_ = false;
  std::optional<RunCommand> shownAsked_;
  std::int64_t awaited_ = -1;  ///< a checkpoint of this step or a later one was asked for; -1 = none
};

// How many epochs a run that has ended is to have in all: the least that is possible is said, and a number that is not
// possible stays as it was typed, with the reason beside it. GUI thread.

class ExtendDialog : public QDialog {
  Q_OBJECT
 public:
  /// `epochs`: that the run has now.
  ExtendDialog(std::int64_t epochs, QWidget* parent);

 Q_SIGNALS:
  void extensionWanted(qint64 epochs);

 private:
  bool isPossible(std::int64_t epochs) const;
  void judge();
  void takeNumber();

  std::int64_t epochs_;
  QLineEdit* number_;
  QLabel* rule_;
  QPushButton* extend_;
};

}  // namespace studio
