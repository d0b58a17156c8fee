// A run that outlives its window: it stops with a checkpoint, and a process of its own goes on with it (session.h).
#include <QProcess>

#include "app/gui/session.h"
#include "core/run/error.h"
#include "widgets/runs/worker_call.h"

namespace studio {

bool Session::canHandOver() const { return runner_.running() && !trainingProgram().isEmpty(); }

void Session::handOver() {
  handsOver_ = true;
  staysPaused_ = runner_.paused();
  runner_.stop(true);
  Q_EMIT stateChanged();
}

/// The run's log says it beside "Stopped at step ...", which it is not.
void Session::logHandOver(qint64 process) {
  const LogLine line{secondsNow(), LogLine::Level::Info,
                     "The window has handed the run over; process " + std::to_string(process) + " goes on with it."};
  startOnWorker(*QThreadPool::globalInstance(), [folder = trained_, text = formatLogLine(line)] {
    try {
      folder.appendLog(text);
    } catch (const UserError&) {  // the disk is full: whoever trains on says so
    }
  });
}

/// Of its own session, so that it outlives this window and its terminal.
bool Session::startTrainingProcess() {
  QProcess process;
  process.setProgram(trainingProgram());
  QStringList words{QStringLiteral("train"),
                    QStringLiteral("--resume"),
                    QString::fromStdString(trained_.place().string()),
                    QStringLiteral("--device"),
                    QString::fromStdString(device_.name),
                    QStringLiteral("--quiet")};
  if (staysPaused_) words << QStringLiteral("--paused");
  process.setArguments(words);
  process.setStandardInputFile(QProcess::nullDevice());
  process.setStandardOutputFile(QProcess::nullDevice());
  process.setStandardErrorFile(QProcess::nullDevice());
  qint64 started = 0;
  const bool isStarted = process.startDetached(&started);
  if (isStarted) logHandOver(started);
  return isStarted;
}

}  // namespace studio
