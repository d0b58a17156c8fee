// Views of the Compare workspace that are made of plots: the trade-off with a curve beside it, and all curves. Each
// says what it needs while nothing is ticked. GUI thread.
#pragma once
#include <QSplitter>

#include "widgets/compare/curve_panel.h"
#include "widgets/compare/pareto_panel.h"
#include "widgets/frame/view.h"

class QGridLayout;
class QLabel;
class QComboBox;

namespace studio {

class Segments;

/// What a view says while no run is ticked; text empty = some are.
EmptyState comparedEmptyState(const Comparison& comparison);

class TradeOffView : public View {
  Q_OBJECT
 public:
  TradeOffView(Comparison* comparison, QWidget* parent);
  ParetoPanel& pareto() { return *pareto_; }
  CurvePanel& curve() { return *curve_; }
  EmptyState emptyState() const override { return comparedEmptyState(*comparison_); }
  std::unique_ptr<Figure> figure() const override;
  FigurePlace figurePlace() const override;
  BoardPanel panel() const override { return pareto_->plot().hasData() ? pareto_->plot().panel() : BoardPanel(); }
  QString dataText() const override;

 private:
  Comparison* comparison_;
  ParetoPanel* pareto_;
  CurvePanel* curve_;
};

/// Every scalar that a compared run has, each as a plot; where one is pinned, the difference to it instead or beside.
class ComparedCurvesView : public View {
  Q_OBJECT
 public:
  ComparedCurvesView(Comparison* comparison, QWidget* parent);
  const std::vector<PlotView*>& plots() const { return plots_; }
  EmptyState emptyState() const override;
  std::unique_ptr<Figure> figure() const override;
  FigurePlace figurePlace() const override;
  BoardPanel panel() const override;
  void setDifference(bool shown);

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void refresh();
  std::vector<PlotSpec> shownPlots() const;
  PlotView* plotFor(std::size_t place);
  Comparison* comparison_;
  QComboBox *axis_, *smoothing_;
  Segments* shown_;
  QLabel* text_;
  QGridLayout* grid_;
  std::vector<PlotView*> plots_;
  QTimer soon_;
};

}  // namespace studio
