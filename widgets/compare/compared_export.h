// Where figures of compared runs go and what their files are called: after the runs that they show. GUI thread.
#pragma once
#include "widgets/compare/comparison.h"
#include "widgets/frame/view.h"

namespace studio {

class PlotView;

/// In the folder of the first of them that is a run, under the names of all: "tau0_and_tau5"; empty for none.
FigurePlace comparedFigurePlace(const std::vector<ComparedSource>& sources);
/// Its menu saves what the plot shows, or the numbers of it, with the ticked runs' names.
void offerComparedExport(PlotView* plot, const Comparison* comparison);

}  // namespace studio
