// Correlation against distance on the sheet, and the measures of smoothness that are taken from that curve (science.md 2.2-2.3).
#include "topo/smoothness.h"

#include <stdexcept>

#include "core/analysis/analyses.h"
#include "core/run/error.h"

namespace studio {
namespace {

DistanceBins binsFor(const LayerResponses& layer, const std::vector<double>& edges) {
  if (edges.empty()) return defaultBins(layer.height, layer.width);
  for (std::size_t i = 1; i < edges.size(); ++i)
    if (!(edges[i] > edges[i - 1])) throw UserError("The edges of the distance bins do not rise; give them in order, e.g. --edges 0,1.5,3,6,12.");
  if (edges.size() < 2 || !(edges.front() >= 0)) throw UserError("Distance bins need two edges or more, from 0 on, e.g. --edges 0,1.5,3,6,12.");
  return {edges, false};   // as published code bins, so that published edges give published numbers (science.md 2.2)
}

}  // namespace

void analyseSmoothness(AnalysisWork& work, LayerAnalysis& found) {
  const auto& layer = work.layer();
  const auto curve = correlationCurve(layer.units, layer.height, layer.width, binsFor(layer, work.settings().edges));
  const auto scores = smoothnessOf(curve);
  found.smoothness = SmoothnessFound{scores.maxMinusMin, scores.llcnn, scores.tdann, {curve.distance, curve.correlation, curve.pairs}};
}

}  // namespace studio
