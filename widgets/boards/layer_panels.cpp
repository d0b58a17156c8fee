// Measures of sheets layer by layer, a line a group of seeds: smoothness, Moran's I (its mean over the contrasts),
// dimensionality. These are the panels of the paper's figure 5A and name its measures; numbers of any analysis layer by
// layer are in the view Plots of the workspace Analyse.
#include <algorithm>
#include <cmath>

#include "core/run/run_table.h"
#include "widgets/boards/panel_kinds.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

struct LayerMeasure {
  const char *name, *analysis, *column;
  QString title;
};

std::vector<LayerMeasure> layerMeasures() {
  return {{"layer_smoothness", "smoothness", "max_minus_min", tr("Smoothness")},
          {"layer_morans_i", "morans-i", "i", tr("Moran's I")},
          {"layer_dimensionality", "dimensionality", "effective_dimensionality", tr("Effective dimensionality")}};
}

/// Over the layer's rows: of several contrasts their mean.
double layerValue(const BoardSource& source, const LayerMeasure& measure, const std::string& layer) {
  const NetworkAnalysis* found = source.analysis(measure.analysis);
  const Result* result = found ? found->result(measure.analysis) : nullptr;
  const Table* table = result ? result->find("") : nullptr;
  if (!table) return kUndefined;
  std::vector<double> values;
  for (const std::size_t row : table->find({{"layer", layer}})) values.push_back(table->number(row, measure.column));
  return meanOfDefined(values);
}

/// In the order of the network; of several networks those of the first, then what others have beside.
std::vector<std::string> analysedLayers(const std::vector<const BoardSource*>& runs, const std::string& analysis) {
  std::vector<std::string> layers;
  for (const BoardSource* run : runs)
    if (const NetworkAnalysis* found = run->analysis(analysis))
      for (const AnalysedLayer& layer : found->layers)
        if (std::find(layers.begin(), layers.end(), layer.layer) == layers.end()) layers.push_back(layer.layer);
  return layers;
}

PlotSeries layerSeries(const BoardGroup& group, const LayerMeasure& measure, const std::vector<std::string>& layers) {
  PlotSeries series{
      .name = group.label, .shape = PlotSeries::Shape::Points, .colour = {PlotColour::Role::Run, group.colour}};
  series.line = true;
  series.label = group.label;
  series.keys = {{"network", group.label}};
  bool spread = false;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    std::vector<double> values;
    for (const BoardSource* member : group.members) values.push_back(layerValue(*member, measure, layers[i]));
    const SeedSpread value = seedSpread(values);
    if (value.n == 0) continue;
    const double about = std::isfinite(value.deviation) ? value.deviation : 0;
    series.x.push_back(double(i));
    series.y.push_back(value.mean);
    series.low.push_back(value.mean - about);
    series.high.push_back(value.mean + about);
    spread = spread || value.n > 1;
  }
  if (!spread) series.low.clear(), series.high.clear();
  return series;
}

PanelContent makeLayerContent(const PanelRequest& request, const LayerMeasure& measure) {
  PanelContent content;
  const std::string command = std::string("toponets analyse ") + measure.analysis + " RUN";
  content.missing = QString::fromStdString(missingResults(request.runs, measure.analysis, command));
  content.title = content.caption = tr("%1 by layer").arg(measure.title);
  PlotSpec spec{.name = measure.name, .title = content.title.toStdString()};
  spec.x = {
      .title = tr("Layer").toStdString(), .column = "layer", .titled = false, .scale = PlotAxis::Scale::Categories};
  spec.x.categories = analysedLayers(request.runs, measure.analysis);
  spec.y = {.title = measure.title.toStdString(), .column = measure.column, .covers = {0}};
  spec.y.paddingHigh = 0.08;
  for (const BoardGroup& group : groupRuns(request.runs))
    if (PlotSeries series = layerSeries(group, measure, spec.x.categories); !series.x.empty())
      spec.series.push_back(std::move(series));
  if (yLimits(spec).low < 0) spec.y.paddingLow = spec.y.paddingHigh;  // marks below zero are seen whole, too
  sayResults(content, request.runs, measure.analysis);
  if (!spec.empty()) content.plot = std::move(spec);
  return content;
}

}  // namespace

std::vector<PanelKind> layerMeasurePanels() {
  std::vector<PanelKind> kinds;
  for (const LayerMeasure& measure : layerMeasures()) {
    PanelKind kind{.name = measure.name, .title = tr("%1 by layer").arg(measure.title), .group = PanelGroup::Runs};
    kind.uses = {measure.analysis};
    kind.make = [measure](const PanelRequest& request) { return makeLayerContent(request, measure); };
    kinds.push_back(std::move(kind));
  }
  return kinds;
}

}  // namespace studio
