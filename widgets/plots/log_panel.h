// The Log dock: the newest lines of the run's log, newest last, copyable; follows the end unless one scrolls up.
#pragma once
#include <QPlainTextEdit>

#include "widgets/runs/run_monitor.h"

class QLabel;

namespace studio {

class LogPanel : public QPlainTextEdit {
  Q_OBJECT
 public:
  LogPanel(RunMonitor* monitor, QWidget* parent);
  /// What stands above the lines where they are not the whole log; empty else.
  QString headText() const;

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void refresh(bool fromStart);
  bool goesOn(const LogLines& log) const;
  void append(const LogLines& log);
  void showHead(bool isCut);
  void placeHead();
  RunMonitor* monitor_;
  QLabel* head_;
  std::size_t shown_ = 0;  ///< lines of the log that have been written here, those before the kept ones with them
  std::string last_;       ///< the newest of them
};

}  // namespace studio
