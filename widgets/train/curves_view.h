// The curves of the open run: a group of plots over it, the choices over them, and the view that shows all, large.
#pragma once
#include <QComboBox>
#include <QTimer>
#include <QWidget>
#include <map>
#include <vector>

#include "widgets/plots/curve.h"
#include "widgets/plots/plot_view.h"
#include "widgets/runs/run_monitor.h"

class QGridLayout;

namespace studio {

// Several curve plots over one run: kept in step with the monitor, redrawn only when something has changed and can be
// seen.
class CurveGroup : public QWidget {
  Q_OBJECT
 public:
  /// The plots of these ids in a grid of `columns`; with `further` also those of columns that a loss or measure adds,
  /// as they come.
  CurveGroup(RunMonitor* monitor, const std::vector<QString>& ids, int columns, QWidget* parent, bool further = false);
  void setSmoothing(double weight);
  void setAxis(CurveAxis axis);
  PlotView* plot(const QString& id) const;
  /// The plot of this id finds no room; empty: all do.
  void leaveOut(const QString& id);
  const std::vector<PlotView*>& plots() const { return plots_; }

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void addPlot(const QString& id);
  void refresh();
  void refreshSoon();
  void saveOne(const QString& curve, bool picture);
  void shareSpace();
  void moveCursor();
  void showReadings();
  RunMonitor* monitor_;
  std::vector<PlotView*> plots_;
  std::vector<QString> ids_;  ///< of the plots
  QGridLayout* grid_;
  int columns_;
  bool further_;
  CurveChoice choice_;
  QString leftOut_;
  struct Drawn {
    CurveSpec spec;
    CurveChoice choice;
  };
  std::map<PlotView*, Drawn> drawn_;
  double pointerAt_ = kUndefined, markedAt_ = kUndefined;  ///< x of the pointer in one of the plots; of the time bar
  QTimer soon_;
};

// The two choices over curves: how much they are smoothed (off at first), and what runs along x.
QComboBox* smoothingChoice(CurveGroup* group, QWidget* parent);
QComboBox* axisChoice(CurveGroup* group, QWidget* parent);

// The view "Curves": all scalars of the run, large.
class CurvesView : public FigureView {
  Q_OBJECT
 public:
  CurvesView(RunMonitor* monitor, QWidget* parent);
  EmptyState emptyState() const override;
  std::unique_ptr<Figure> figure() const override;
  BoardPanel panel() const override;
  CurveGroup& group() { return *group_; }

 private:
  CurveGroup* group_;
};

}  // namespace studio
