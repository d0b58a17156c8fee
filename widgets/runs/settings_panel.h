// What the open run was started with: rows of name and value, frozen at start.
#pragma once
#include <QPointer>
#include <QWidget>
#include <functional>

#include "widgets/runs/run_monitor.h"

class QGridLayout;

namespace studio {

/// (name, value) of the settings that matter at a glance.
std::vector<std::pair<QString, QString>> settingRows(const RunData& data);

class SettingsPanel : public QWidget {
  Q_OBJECT
 public:
  SettingsPanel(RunMonitor* monitor, QWidget* parent);
  /// "Frozen at start" with a lock, for the dock's title row.
  QWidget* makeTitleExtra(QWidget* parent);

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
  QGridLayout* grid_;
  QWidget* rows_ = nullptr;
};

}  // namespace studio
