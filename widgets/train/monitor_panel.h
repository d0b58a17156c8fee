// The Monitor dock: three curves and the throughput of the open run; a sentence in their place where there is no run
// but a file.
#pragma once
#include <QWidget>

#include "widgets/runs/run_monitor.h"

class QLabel;

namespace studio {

class CurveGroup;
class Sparkline;

class MonitorPanel : public QWidget {
  Q_OBJECT
 public:
  MonitorPanel(RunMonitor* monitor, QWidget* parent);
  CurveGroup& group() { return *group_; }
  /// Smoothing and axis choices, for the dock's title row.
  QWidget* makeTitleExtra(QWidget* parent);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void refresh();
  void refreshRates();
  void fitPlots();
  RunMonitor* monitor_;
  QWidget* content_;
  QLabel* none_;
  CurveGroup* group_;
  QLabel *rateName_, *rate_, *left_, *ends_;
  Sparkline* spark_;
  double newestRate_ = -1;  ///< images/s of the newest stored row
};

/// A thin line of the newest values without axes.
class Sparkline : public QWidget {
  Q_OBJECT
 public:
  explicit Sparkline(QWidget* parent) : QWidget(parent) { setFixedHeight(28); }
  void show(std::vector<double> values);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::vector<double> values_;
};

}  // namespace studio
