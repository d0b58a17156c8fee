// A seeded driver over a real main window in this process: random commands, runs, files, workspaces, clicks, keys,
// analyses and trainings, each written down before it is done, with checks after each. GUI thread.
#pragma once
#include <QApplication>
#include <QString>
#include <QStringList>
#include <cstdint>

namespace studio {

struct RandomEventsOptions {
  std::uint64_t seed = 1;
  int actions = 2000;
  int longestPause = 200;  ///< ms of events between two actions
  QString log;             ///< a file that gets each line at once; empty = none
  bool verbose = false;    ///< each line on stderr
};

struct RandomEventsReport {
  int actions = 0, dialogs = 0, analyses = 0, runs = 0;  ///< done; answered; begun
  qint64 longestBlock = 0;                               ///< ms between two turns of the event loop
  QString longestAction;                                 ///< "812: command analyse.runAll"
  QString failure;                                       ///< the check that failed; empty = none
  QStringList lastLines;                                 ///< at most 50
};

/// The same seed gives the same actions as far as time allows. Throws where the log cannot be written or no run made.
RandomEventsReport driveWindow(const RandomEventsOptions& options);

/// Keeps what an event handler throws, where Qt would end the program.
class WatchedApplication : public QApplication {
 public:
  using QApplication::QApplication;
  bool notify(QObject* receiver, QEvent* event) override;
  static QString& escaped();  ///< what the first exception said; empty = none
};

}  // namespace studio
