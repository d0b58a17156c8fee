// Maps of contrasts of one layer as a figure: the trained network large with its patches outlined, the controls small
// below it, all with one colour bar. RdBu on white whatever the window shows.
#pragma once
#include "widgets/analysis/analysed_network.h"
#include "widgets/analysis/analysis_selection.h"
#include "widgets/export/figure_print.h"

namespace studio {

struct SelectivityMaps {
  std::string layer, statistic = contrastStatistics().front().name;
  std::string colours = "rdbu";           ///< a diverging map of colour_maps.h
  std::vector<std::string> contrasts;     ///< in this order
  std::vector<AnalysedNetwork> networks;  ///< the first large, the others as controls below it
  AnalysisDisplay display;                ///< outlines, smoothing, limits
  AnalysisSettings settings;              ///< by which patches are outlined
  RunData source;                         ///< for the provenance
};

/// nullptr where the first network has no map of any contrast in this layer.
std::unique_ptr<Figure> makeSelectivityFigure(SelectivityMaps maps);
/// From what is stored in a run's results: the run at the view's step (else the last that was analysed), a second run
/// as the baseline, and the first run untrained where that was analysed. view.layer empty = the last layer. Blocks on
/// the disk.
std::unique_ptr<Figure> makeStoredSelectivityFigure(const std::vector<RunData>& runs, const ViewState& view);

}  // namespace studio
