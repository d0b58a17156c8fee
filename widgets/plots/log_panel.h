// The Log dock: the lines of the run's log, newest last, copyable; follows the end unless one scrolls up.
#pragma once
#include <QPlainTextEdit>

#include "widgets/runs/run_monitor.h"

namespace studio {

class LogPanel : public QPlainTextEdit {
  Q_OBJECT
 public:
  LogPanel(RunMonitor* monitor, QWidget* parent);

 private:
  void refresh(bool fromStart);
  RunMonitor* monitor_;
  std::size_t shown_ = 0;   ///< lines of the log that stand here
  std::string last_;        ///< the newest of them
};

}  // namespace studio
