// Several curve plots over one run: kept in step with the monitor, redrawn only when something has changed and can be
// seen.
#pragma once
#include <QTimer>
#include <QWidget>
#include <vector>

#include "widgets/plots/curve_plot.h"
#include "widgets/runs/run_monitor.h"

namespace studio {

class CurveGroup : public QWidget {
  Q_OBJECT
 public:
  /// The plots of these ids in a grid of `columns`.
  CurveGroup(RunMonitor* monitor, const std::vector<QString>& ids, int columns, QWidget* parent);
  void setSmoothing(double weight);
  void setAxis(CurveAxis axis);
  CurvePlot* plot(const QString& id) const;
  const std::vector<CurvePlot*>& plots() const { return plots_; }

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void refresh();
  void refreshSoon();
  void saveOne(const QString& curve, bool picture);
  void moveCursor();
  RunMonitor* monitor_;
  std::vector<CurvePlot*> plots_;
  double smoothing_ = 0;
  CurveAxis axis_ = CurveAxis::Step;
  QTimer soon_;
};

}  // namespace studio
