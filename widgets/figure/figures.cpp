#include "widgets/figure/figures.h"

#include "widgets/analysis/orientation_figure.h"
#include "widgets/export/captioned_figure.h"
#include "widgets/export/compared_figures.h"
#include "widgets/export/run_figures.h"
#include "widgets/analysis/selectivity_figure.h"
#include "widgets/analysis/similarity_matrix.h"
#include "widgets/analysis/analysed_network.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

std::unique_ptr<Figure> similarityFigure(const std::vector<RunData>& runs, const ViewState& view) {
  const auto networks = storedNetworks(runs, view, "similarity");
  return networks.empty() ? nullptr : makeSimilarityFigure(networks.front(), SimilarityMeasure::Pearson);
}

std::unique_ptr<Figure> orientationFigure(const std::vector<RunData>& runs, const ViewState& view) {
  const auto networks = storedNetworks(runs, view, "orientation");
  return makeOrientationFigure(networks, orientationLayer(networks, storedLayer(networks, view)));
}

std::unique_ptr<Figure> curvesFigure(const std::vector<RunData>& runs, const ViewState&) {
  return makeCurvesFigure(runs, {});
}

// Of the first run, where there is one.

std::unique_ptr<Figure> sheetsFigure(const std::vector<RunData>& runs, const ViewState& view) {
  return runs.empty() ? nullptr : makeSheetsFigure(runs.front(), view);
}

std::unique_ptr<Figure> stackFigure(const std::vector<RunData>& runs, const ViewState& view) {
  return runs.empty() ? nullptr : makeStackFigure(runs.front(), view);
}

std::unique_ptr<Figure> comparedCurvesFigure(const std::vector<RunData>& runs, const ViewState&) {
  return makeComparedCurvesFigure(runs);
}

/// What an analysis has stored, as one of its plots.
FigureEntry plotEntry(const AnalysisKind& analysis, const PlotKind& plot) {
  return {plot.name,
          QString::fromStdString(plot.title),
          [name = analysis.name, plot](const std::vector<RunData>& runs, const ViewState& view) {
            const auto networks = storedNetworks(runs, view, name);
            return withProvenance(
                makePlotFigure({plot.make(plottedNetworks(networks), plot.ofLayer ? storedLayer(networks, view) : "")},
                               provenanceText(networks)));
          },
          true,
          {.step = true, .layer = plot.ofLayer, .stimuli = true}};
}

}  // namespace

std::vector<FigureEntry> figures(const std::vector<AnalysisKind>& analyses) {
  const auto pareto = [analyses](const std::vector<RunData>& runs, const ViewState&) {
    return makeParetoFigure(runs, analyses);
  };
  constexpr FigureChoices kOfSheets{.step = true, .layer = true, .quantity = true},
      kOfStack{.step = true, .quantity = true}, kOfStored{.step = true, .stimuli = true},
      kOfStoredLayer{.step = true, .layer = true, .stimuli = true};
  std::vector<FigureEntry> table = {
      {"curves", tr("Curves"), curvesFigure, false, {}, false},
      {"sheets", tr("Sheets"), sheetsFigure, false, kOfSheets},
      {"stack", tr("Stack"), stackFigure, false, kOfStack},
      {kMapsAnalysis, tr("Selectivity"), makeStoredSelectivityFigure, true, kOfStoredLayer},
      {"similarity", tr("Similarity of maps"), similarityFigure, true, kOfStored},
      {"orientation", tr("Orientation"), orientationFigure, true, kOfStoredLayer},
      {"pareto", tr("Trade-off"), pareto, true, {}, true, true},
      {"compared_curves", tr("Compared curves"), comparedCurvesFigure, false, {}, true, true}};
  for (const AnalysisKind& analysis : analyses)
    for (const PlotKind& plot : analysis.plots) table.push_back(plotEntry(analysis, plot));
  return table;
}

}  // namespace studio
