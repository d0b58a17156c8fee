// The docks Settings and Log of the open run. GUI thread.
#pragma once
#include <QPlainTextEdit>
#include <QPointer>
#include <QWidget>
#include <functional>

#include "widgets/runs/run_monitor.h"

class QGridLayout;
class QLabel;

namespace studio {

// What the open run was started with: rows of name and value, frozen at start.

/// (name, value) of the settings that matter at a glance.
std::vector<std::pair<QString, QString>> settingRows(const RunData& data);

class SettingsPanel : public QWidget {
  Q_OBJECT
 public:
  SettingsPanel(RunMonitor* monitor, QWidget* parent);
  /// "Frozen at start" with a lock, for the dock's title row.
  QWidget* makeTitleExtra(QWidget* parent);
  /// Its texts wrap: whatever is opened, the dock keeps its width and the centre its place.
  QSize minimumSizeHint() const override;

 Q_SIGNALS:
  /// Another of the networks that the open file of weights holds.
  void partChosen(const QString& part);

 private:
  void addRow(QGridLayout* grid, const QString& name, const std::function<QWidget*()>& makeValue);
  QWidget* makeText(const QString& text);
  QWidget* makePartChoice();
  void refresh();
  RunMonitor* monitor_;
  QPointer<QWidget> extra_;
  std::int64_t shownEpochs_ = 0;
  std::string shownPrecision_;
  QGridLayout* grid_;
  QWidget* rows_ = nullptr;
};

// The Log dock: the newest lines of the run's log, newest last; follows the end unless one scrolls up. The whole log is
// copied or saved, as log.txt has it.
class LogPanel : public QPlainTextEdit {
  Q_OBJECT
 public:
  LogPanel(RunMonitor* monitor, QWidget* parent);
  /// What stands above the lines where they are not the whole log; empty else.
  QString headText() const;
  /// "Copy" and "Save...", for the dock's title row.
  QWidget* makeTitleExtra(QWidget* parent);
  /// Of a stored run or of one that is trained; on a worker thread.
  void copyAll();
  void saveAs(const QString& file);

 Q_SIGNALS:
  void reported(const QString& sentence);
  void failed(const QString& sentence);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void askWhere();
  void refresh(bool fromStart);
  bool continuesFrom(const LogLines& log) const;
  void append(const LogLines& log);
  void showHead(bool isCut);
  void placeHead();
  RunMonitor* monitor_;
  QLabel* head_;
  std::size_t shown_ = 0;  ///< lines of the log that have been written here, those before the kept ones with them
  std::string last_;       ///< the newest of them
};

}  // namespace studio
