#include "widgets/analysis/plot_dock.h"

#include <QVBoxLayout>

#include "widgets/analysis/analysis_desk.h"

namespace studio {
namespace {

/// The plot with room around it.
QWidget* framed(AnalysisPlot* plot) {
  auto* frame = new QWidget;
  auto* column = new QVBoxLayout(frame);
  column->setContentsMargins(12, 0, 8, 8);
  column->addWidget(plot);
  return frame;
}

}  // namespace

PlotDock::PlotDock(AnalysisDesk* desk, AnalysisPlot* plot, std::string analysis, QWidget* parent)
    : AnalysisDock(desk, framed(plot), parent), desk_(desk), plot_(plot), analysis_(std::move(analysis)) {
  connect(plot, &AnalysisPlot::refreshed, this, &PlotDock::refresh);
  for (const auto signal : {&AnalysisDesk::settingsChanged, &AnalysisDesk::progressChanged})
    connect(desk, signal, this, &PlotDock::refresh);
  plot->refresh();
}

void PlotDock::refresh() { showState(plot_->hasData() ? EmptyState{} : analysisEmptyState(*desk_, analysis_)); }

}  // namespace studio
