// Several curve plots over one run: kept in step with the monitor, redrawn only when something has changed and can be
// seen.
#pragma once
#include <QTimer>
#include <QWidget>
#include <vector>

#include "widgets/plots/curve.h"
#include "widgets/plots/plot_view.h"
#include "widgets/runs/run_monitor.h"

class QGridLayout;

namespace studio {

class CurveGroup : public QWidget {
  Q_OBJECT
 public:
  /// The plots of these ids in a grid of `columns`; with `further` also those of columns that a loss or measure adds,
  /// as they come.
  CurveGroup(RunMonitor* monitor, const std::vector<QString>& ids, int columns, QWidget* parent, bool further = false);
  void setSmoothing(double weight);
  void setAxis(CurveAxis axis);
  PlotView* plot(const QString& id) const;
  const std::vector<PlotView*>& plots() const { return plots_; }

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void addPlot(const QString& id);
  void refresh();
  void refreshSoon();
  void saveOne(const QString& curve, bool picture);
  void moveCursor();
  RunMonitor* monitor_;
  std::vector<PlotView*> plots_;
  std::vector<QString> ids_;  ///< of the plots
  QGridLayout* grid_;
  int columns_;
  bool further_;
  CurveChoice choice_;
  QTimer soon_;
};

}  // namespace studio
