// Correlation against distance on the sheet, and the measures of smoothness that are taken from that curve
// (science.md 2.2-2.3); its picture: that curve, of one layer or the mean over layers.
#include "topo/smoothness.h"

#include <algorithm>
#include <cmath>

#include "core/analysis/analyses.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

std::vector<double> chosenEdges(const AnalysisSettings& settings) { return settings.numbers("edges"); }

DistanceBins binsFor(const LayerResponses& layer, const std::vector<double>& edges) {
  if (edges.empty()) return defaultBins(layer.height, layer.width);
  return {edges, false};  // as published code bins, so that published edges give published numbers (science.md 2.2)
}

void analyseSmoothness(AnalysisTask& work, Result& result) {
  const auto& layer = work.layer();
  const auto curve =
      correlationCurve(layer.units, layer.height, layer.width, binsFor(layer, chosenEdges(work.settings())));
  const auto scores = curveSmoothness(curve);
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

/// A layer's curve without points that are not defined; all three of one length.
struct DefinedCurve {
  std::string layer;
  std::vector<double> distance, correlation, pairs;
};

DefinedCurve readCurve(const NetworkAnalysis& found, const std::string& layer) {
  DefinedCurve curve{layer, {}, {}, {}};
  const Result* result = found.result("smoothness");
  if (!result) return curve;
  const Keys keys{{"layer", layer}};
  const auto &distance = result->list("curve", keys, "distance"),
             &correlation = result->list("curve", keys, "correlation"), &pairs = result->list("curve", keys, "pairs");
  for (std::size_t i = 0; i < std::min(distance.size(), correlation.size()); ++i) {
    if (!std::isfinite(distance[i]) || !std::isfinite(correlation[i])) continue;
    curve.distance.push_back(distance[i]);
    curve.correlation.push_back(correlation[i]);
    curve.pairs.push_back(i < pairs.size() ? pairs[i] : kUndefined);
  }
  return curve;
}

/// Between two points on the straight line; before the first and after the last the end's value.
double correlationAt(const DefinedCurve& curve, double distance) {
  const auto after = std::lower_bound(curve.distance.begin(), curve.distance.end(), distance);
  if (after == curve.distance.begin()) return curve.correlation.front();
  if (after == curve.distance.end()) return curve.correlation.back();
  const auto right = std::size_t(after - curve.distance.begin());
  const double share = (distance - curve.distance[right - 1]) / (curve.distance[right] - curve.distance[right - 1]);
  return curve.correlation[right - 1] + share * (curve.correlation[right] - curve.correlation[right - 1]);
}

/// The mean over the layers, at the distances of the layer with the shortest curve, which all others have too.
DefinedCurve meanCurve(const std::vector<DefinedCurve>& curves) {
  const auto shorter = [](const DefinedCurve& a, const DefinedCurve& b) {
    return a.distance.back() < b.distance.back();
  };
  DefinedCurve mean{{}, std::min_element(curves.begin(), curves.end(), shorter)->distance, {}, {}};
  for (const double distance : mean.distance) {
    double sum = 0;
    for (const DefinedCurve& curve : curves) sum += correlationAt(curve, distance);
    mean.correlation.push_back(sum / double(curves.size()));
  }
  return mean;
}

PlotSeries makeSeries(const PlottedNetwork& network, const DefinedCurve& curve) {
  PlotSeries series{.name = network.name, .colour = network.colour, .x = curve.distance, .y = curve.correlation};
  series.keys = {
      {"network", network.name}, {"detail", network.detail}, {"layer", curve.layer.empty() ? "mean" : curve.layer}};
  series.name.append(", ").append(curve.layer.empty() ? "mean over layers" : curve.layer);
  if (!curve.pairs.empty()) series.columns.push_back({"pairs", curve.pairs, true});
  return series;
}

/// "trained, smoothness 0.84", then "baseline 0.18"; but "τ 1, 0.42".
std::string curveLabel(const PlottedNetwork& network, double smoothness, bool first) {
  const bool number = !network.name.empty() && network.name.back() >= '0' && network.name.back() <= '9';
  const char* between = first ? ", smoothness " : number ? ", " : " ";
  return std::string(network.name).append(between).append(fixedText(smoothness, 2));
}

void addCurves(PlotSpec& spec, const PlottedNetwork& network, const std::string& layer) {
  std::vector<DefinedCurve> curves;
  for (const AnalysedLayer& each : network.found->layers)
    if (auto curve = readCurve(*network.found, each.layer);
        !curve.distance.empty() && (layer.empty() || layer == each.layer))
      curves.push_back(std::move(curve));
  if (curves.empty()) return;
  const bool first =
      std::none_of(spec.series.begin(), spec.series.end(), [](const PlotSeries& each) { return !each.pale; });
  for (const DefinedCurve& curve : layer.empty() ? curves : std::vector<DefinedCurve>()) {
    spec.series.push_back(makeSeries(network, curve));
    spec.series.back().pale = true;
  }
  spec.series.push_back(makeSeries(network, layer.empty() ? meanCurve(curves) : curves.front()));
  const double smoothness = layer.empty() ? network.found->mean("smoothness", "max_minus_min")
                                          : network.found->number("smoothness", layer, "max_minus_min");
  spec.series.back().label = curveLabel(network, smoothness, first);
  spec.series.back().dots = !network.control;
}

/// The axis reaches 1 where correlations come near it, so that layers compare; below is space for the label of a flat
/// line.
PlotSpec distancePlot(const std::vector<PlottedNetwork>& networks, const std::string& layer) {
  PlotSpec spec{.name = "distance", .title = "Correlation and distance"};
  spec.title.append(layer.empty() ? ", mean over layers" : ", ").append(layer);
  spec.x = {.title = "Distance", .unit = "units", .column = "distance", .decimals = 1, .covers = {0, 1}};
  spec.y = {.title = "Correlation over stimuli", .column = "correlation", .decimals = 3, .covers = {0, 0.1}};
  spec.y.paddingLow = 0.18;
  spec.y.paddingHigh = 0.06;
  for (const PlottedNetwork& network : networks) addCurves(spec, network, layer);
  double highest = 0;
  for (const PlotSeries& series : spec.series)
    for (const double value : series.y) highest = std::max(highest, value);
  if (highest > 0.6) spec.y.covers.push_back(1);
  spec.y.ceiling = 1;
  spec.references = {{.at = 0}};
  if (!layer.empty() && !spec.series.empty() && !spec.series.front().columns.empty()) {
    double pairs = 0;
    for (const double count : std::get<0>(spec.series.front().columns.front().cells)) pairs += count;
    if (std::isfinite(pairs)) spec.caption = groupedText(std::int64_t(pairs)) + " pairs of units";
  }
  return spec;
}

}  // namespace

AnalysisEntry smoothnessAnalysis() {
  AnalysisKind kind{.name = "smoothness", .title = "Smoothness", .summary = smoothnessSummary};
  kind.plots = {{"distance", "Correlation and distance", true, distancePlot}};
  kind.choices = {{{.key = "edges",
                    .help = "edges of the distance bins, in units; pairs at exactly the last are left out (default: 20 "
                            "bins over the sheet's diagonal)",
                    .kind = FieldKind::NumberList},
                   "--edges",
                   std::vector<double>(),
                   {},
                   edgesProblem},
                  {{.key = "last_edge", .kind = FieldKind::Text}, "", std::string(), {}, nullptr, nullptr, lastEdge}};
  kind.columns = {
      {"", "max_minus_min", "Smoothness", 2, 1, "Largest correlation minus the smallest", "smoothness",
       PublishedQuantity::Smoothness},
      {"", "llcnn", "LLCNN", 2, 1, "(c₀ − min) / c₀; undefined where the nearest units correlate below 0.05"},
      {"", "tdann", "TDANN", 2, 1, "(max − first) / max of 1 − correlation"}};
  kind.means = {{"", "max_minus_min", "max_minus_min"}, {"", "llcnn", "llcnn"}, {"", "tdann", "tdann"}};
  return {kind, analyseSmoothness};
}

}  // namespace studio
