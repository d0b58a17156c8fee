// Plots of what analyses found, whichever analysis it is: those that its row in the table of analyses makes, as a dock
// and as the view "Plots", large, with the numbers behind them. GUI thread.
#pragma once
#include <string>
#include <vector>

#include "widgets/analysis/analysed_network.h"
#include "widgets/analysis/analysis_list.h"
#include "widgets/runs/run_monitor.h"
#include "widgets/plots/plot_view.h"

class QComboBox;
class QLabel;

namespace studio {

struct ViewContext;

class Segments;
class ValueTable;

/// One plot of the networks that are looked at: of the chosen layer, or of all layers.
class AnalysisPlotView : public PlotView {
  Q_OBJECT
 public:
  /// `plot`: the name of one in the table of analyses ("distance"); empty or unknown: nothing is drawn.
  AnalysisPlotView(Analyses* analyses, std::string plot, QWidget* parent);
  void choose(const std::string& plot);
  void setAllLayers(bool all);
  bool allLayers() const { return allLayers_; }
  /// What it shows; both nullptr for a plot that there is not.
  FoundPlot found() const;
  std::unique_ptr<Figure> figure() const;
  BoardPanel panel() const override;

 Q_SIGNALS:
  void refreshed();

 private:
  void refresh();
  Analyses* analyses_;
  std::string name_;
  bool allLayers_ = false;
  std::string layer_;  ///< as it was drawn
};

/// A plot as a dock's content, or what it needs.
class PlotDock : public AnalysisDock {
  Q_OBJECT
 public:
  PlotDock(Analyses* analyses, const std::string& plot, QWidget* parent);
  AnalysisPlotView& plot() { return *plot_; }

 private:
  PlotDock(Analyses* analyses, AnalysisPlotView* plot, QWidget* parent);
  void refresh();
  Analyses* analyses_;
  AnalysisPlotView* plot_;
};

/// The view "Plots": one plot at a time of those that have results, and below it the numbers of its analysis.
class PlotsView : public FigureView {
  Q_OBJECT
 public:
  PlotsView(const ViewContext& context, QWidget* parent);
  EmptyState emptyState() const override;
  std::unique_ptr<Figure> figure() const override;
  QString dataText() const override;
  BoardPanel panel() const override { return plot_->hasData() ? plot_->panel() : BoardPanel(); }
  AnalysisPlotView& plot() { return *plot_; }
  QComboBox& choice() { return *choice_; }
  /// The first plot of this analysis, or that it is not computed yet.
  void showAnalysis(const std::string& analysis);
  ValueTable& measures() { return *measures_; }

 private:
  void refreshChoice();
  void refresh();
  Analyses* analyses_;
  AnalysisPlotView* plot_;
  QComboBox* choice_;
  std::string wanted_;  ///< an analysis whose plots are offered without results, too
  Segments* layers_;
  QLabel* caption_;
  ValueTable* measures_;
};

}  // namespace studio
