// A plot of the Analyse workspace as a dock's content: the plot with its margins, or what it needs.
#pragma once
#include <string>

#include "widgets/analysis/analysis_empty.h"
#include "widgets/analysis/analysis_plot.h"

namespace studio {

class PlotDock : public AnalysisDock {
  Q_OBJECT
 public:
  /// Takes the plot; `analysis` is what it needs ("smoothness").
  PlotDock(AnalysisDesk* desk, AnalysisPlot* plot, std::string analysis, QWidget* parent);
  AnalysisPlot& plot() { return *plot_; }

 private:
  void refresh();
  AnalysisDesk* desk_;
  AnalysisPlot* plot_;
  std::string analysis_;
};

}  // namespace studio
