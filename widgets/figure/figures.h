// The one table of figures, by the names of `toponets-studio figure`: those of a run, and those of what analyses have
// stored in it.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "widgets/frame/view.h"
#include "widgets/runs/run_data.h"

namespace studio {

/// What can be chosen of a figure: options of `toponets-studio figure` that change it.
struct FigureChoices {
  bool step = false, layer = false, quantity = false;
  bool stimuli = false;  ///< of the stored analyses
  bool panels = false;   ///< which of several are drawn
};

struct FigureEntry {
  std::string name;  ///< "curves", "sheets"
  QString title;
  std::function<std::unique_ptr<Figure>(const std::vector<RunData>& runs, const ViewState& view)> make;
  bool needsAnalyses = false;  ///< drawn from what analyses have stored in the run
  FigureChoices choices{};
  bool isPanel = true;        ///< a panel of the Figure workspace; not where each of its plots is one
  bool comparesRuns = false;  ///< of all runs that it is given; else of the first and, beside it, its controls
};
/// Those of runs, and the plots of these analyses.
std::vector<FigureEntry> figures(const std::vector<AnalysisKind>& analyses);

}  // namespace studio
