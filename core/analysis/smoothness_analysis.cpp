// Correlation against distance on the sheet, and the measures of smoothness that are taken from that curve
// (science.md 2.2-2.3).
#include "topo/smoothness.h"

#include "core/analysis/analyses.h"

namespace studio {
namespace {

std::vector<double> chosenEdges(const AnalysisSettings& settings) {
  const auto found = settings.values.find("edges");
  const auto* edges = found == settings.values.end() ? nullptr : std::get_if<std::vector<double>>(&found->second);
  return edges ? *edges : std::vector<double>();
}

DistanceBins binsFor(const LayerResponses& layer, const std::vector<double>& edges) {
  if (edges.empty()) return defaultBins(layer.height, layer.width);
  return {edges, false};  // as published code bins, so that published edges give published numbers (science.md 2.2)
}

void analyseSmoothness(AnalysisWork& work, Result& result) {
  const auto& layer = work.layer();
  const auto curve =
      correlationCurve(layer.units, layer.height, layer.width, binsFor(layer, chosenEdges(work.settings())));
  const auto scores = smoothnessOf(curve);
  result.table("").add({{"layer", layer.layer},
                        {"max_minus_min", scores.maxMinusMin},
                        {"llcnn", scores.llcnn},
                        {"tdann", scores.tdann}});
  result.table("curve").add({{"layer", layer.layer},
                             {"distance", curve.distance},
                             {"correlation", curve.correlation},
                             {"pairs", curve.pairs}});
}

std::string edgesProblem(const ConfigValue& value) {
  const auto* edges = std::get_if<std::vector<double>>(&value);
  if (!edges || edges->empty()) return {};
  for (std::size_t i = 1; i < edges->size(); ++i)
    if (!((*edges)[i] > (*edges)[i - 1]))
      return "The edges of the distance bins do not rise; give them in order, e.g. --edges 0,1.5,3,6,12.";
  if (edges->size() >= 2 && edges->front() >= 0) return {};
  return "Distance bins need two edges or more, from 0 on, e.g. --edges 0,1.5,3,6,12.";
}

/// Pairs at exactly the last edge of given bins are left out; of the default bins there are none.
std::string lastEdge(const AnalysisSettings& settings) { return chosenEdges(settings).empty() ? "" : "left out"; }

std::string smoothnessSummary(const NetworkAnalysis& found, const Result& result) {
  return meanText(found.mean("smoothness", "max_minus_min"), 2, layersIn(found, result));
}

}  // namespace

AnalysisEntry smoothnessAnalysis() {
  AnalysisKind kind{.name = "smoothness", .title = "Smoothness", .summary = smoothnessSummary};
  kind.choices = {{.key = "edges",
                   .option = "--edges",
                   .help = "edges of the distance bins, in units; pairs at exactly the last are left out (default: 20 "
                           "bins over the sheet's diagonal)",
                   .kind = FieldKind::NumberList,
                   .initial = std::vector<double>(),
                   .problem = edgesProblem},
                  {.key = "last_edge", .kind = FieldKind::Text, .initial = std::string(), .follows = lastEdge}};
  kind.columns = {
      {"", "max_minus_min", "Smoothness", 2, 1, "Largest correlation minus the smallest"},
      {"", "llcnn", "LLCNN", 2, 1, "(c₀ − min) / c₀; undefined where the nearest units correlate by less than 0.05"},
      {"", "tdann", "TDANN", 2, 1, "(max − first) / max of 1 − correlation"}};
  kind.means = {{"", "max_minus_min", "max_minus_min"}, {"", "llcnn", "llcnn"}, {"", "tdann", "tdann"}};
  return {kind, analyseSmoothness};
}

}  // namespace studio
