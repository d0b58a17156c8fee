// The table of analyses as core/analysis has it, as far as a window looks at it: choices, columns, and two plots of
// what sample_analysis.h found.
#pragma once
#include <string>
#include <vector>

#include "core/run/analysis.h"

namespace studio {

inline std::string sampleSummary(const NetworkAnalysis& found, const Result& result) {
  return result.analysis + " of " + std::to_string(found.layers.size()) + " layers";
}

/// A line for each network: of one layer, or of all of them with a large one in front.
inline PlotSpec sampleDistancePlot(const std::vector<PlottedNetwork>& networks, const std::string& layer) {
  PlotSpec spec{.name = "distance", .title = "Correlation and distance"};
  spec.x = {.title = "Distance", .unit = "units", .column = "distance", .decimals = 1, .covers = {0}};
  spec.y = {.title = "Correlation over stimuli",
            .column = "correlation",
            .decimals = 3,
            .paddingLow = 0.18,
            .paddingHigh = 0.06};
  spec.references = {{.at = 0}};
  for (const PlottedNetwork& network : networks) {
    const Result* result = network.found->result("smoothness");
    for (const AnalysedLayer& each : network.found->layers) {
      if (!result || (!layer.empty() && each.layer != layer)) continue;
      const Keys keys{{"layer", each.layer}};
      PlotSeries series{.name = network.name + ", " + each.layer, .colour = network.colour};
      series.x = result->list("curve", keys, "distance");
      series.y = result->list("curve", keys, "correlation");
      series.columns = {{"pairs", result->list("curve", keys, "pairs"), true}};
      series.keys = {{"network", network.name}, {"layer", each.layer}};
      series.pale = layer.empty() && &each != &network.found->layers.back();
      if (!series.pale) series.label = network.name + " " + plotNumber(result->number("", keys, "max_minus_min"), 2);
      spec.series.push_back(series);
    }
  }
  return spec;
}

/// A large point for each network's mean, small ones for its layers.
inline PlotSpec sampleScatterPlot(const std::vector<PlottedNetwork>& networks, const std::string&) {
  PlotSpec spec{.name = "dimensionality", .title = "Effective dimensionality and smoothness"};
  spec.x = {.title = "Smoothness", .column = "smoothness", .covers = {0, 1}};
  spec.y = {.title = "Effective dimensionality",
            .column = "effective_dimensionality",
            .paddingLow = 0.08,
            .paddingHigh = 0.08};
  spec.paper = {0.78, 40, 100};
  for (const PlottedNetwork& network : networks)
    for (const bool mean : {false, true}) {
      PlotSeries series{.name = network.name, .shape = PlotSeries::Shape::Points, .colour = network.colour};
      series.size = mean ? PlotSeries::Size::Large : PlotSeries::Size::Small;
      series.pale = !mean;
      series.keys = {{"network", network.name}};
      for (const AnalysedLayer& layer : network.found->layers) {
        series.x.push_back(network.found->number("smoothness", layer.layer, "max_minus_min"));
        series.y.push_back(network.found->number("dimensionality", layer.layer, "effective_dimensionality"));
      }
      if (mean) {
        series.x = {meanOfDefined(series.x)};
        series.y = {meanOfDefined(series.y)};
        series.label = network.detail.substr(0, network.detail.find(','));
      }
      if (network.found->result("dimensionality")) spec.series.push_back(series);
    }
  return spec;
}

/// Rows as core/analysis has them, as far as a window looks at them.
inline std::vector<AnalysisKind> sampleKinds() {
  const ChoiceField statistic{
      {.key = "statistic", .label = "Statistic", .kind = FieldKind::Choice, .choices = {"t", "welch_t", "d_prime"}},
      "",
      std::string("t"),
      {"t", "t (Welch)", "d′"}};
  const ChoiceField threshold{
      {.key = "threshold", .label = "Outline >", .kind = FieldKind::Number, .minimum = 0, .maximum = 1000}, "", 2.0};
  const ChoiceField pooling{
      {.key = "pooling", .label = "Pooling", .kind = FieldKind::Choice, .choices = {"mean", "max"}},
      "",
      std::string("mean"),
      {"Mean over space", "Largest over space"}};
  std::vector<AnalysisKind> kinds(7);
  kinds[0] = {.name = "selectivity",
              .title = "Selectivity",
              .contrasts = true,
              .viewChoices = {"statistic", "threshold"},
              .columns = {{"", "max_t", "largest t"}}};
  kinds[1] = {.name = "smoothness",
              .title = "Smoothness",
              .columns = {{"", "max_minus_min", "Smoothness", 2, 1, "", "smoothness", PublishedQuantity::Smoothness},
                          {"", "llcnn", "LLCNN"},
                          {"", "tdann", "TDANN"}},
              .plots = {{"distance", "Correlation and distance", true, sampleDistancePlot}}};
  kinds[2] = {.name = "dimensionality",
              .title = "Dimensionality",
              .choices = {pooling},
              .columns = {{"", "effective_dimensionality", "Dimensionality", 1, 1, "", "dimensionality",
                           PublishedQuantity::Dimensionality}},
              .plots = {{"dimensionality", "Dimensionality and smoothness", false, sampleScatterPlot}}};
  kinds[3] = {
      .name = "similarity",
      .title = "Similarity of maps",
      .contrasts = true,
      .choices = {statistic},
      .columns = {{"pairs", "pearson", "Pearson"}, {"pairs", "ssim", "SSIM"}, {"pairs", "spearman", "Spearman"}}};
  kinds[4] = {.name = "patches",
              .title = "Patches",
              .contrasts = true,
              .choices = {statistic, threshold},
              .viewChoices = {"statistic", "threshold"},
              .columns = {{"", "count", "patches", 0}, {"patches", "units", "largest", 0}}};
  kinds[5] = {.name = "morans-i",
              .title = "Moran's I",
              .contrasts = true,
              .choices = {statistic},
              .columns = {{"", "i", "Moran's I"}}};
  kinds[6] = {
      .name = "orientation",
      .title = "Orientation",
      .angles = true,
      .columns = {{"", "mean_circular_variance", "Circular variance"}, {"pinwheels", "positive", "Pinwheels +", 0}}};
  for (AnalysisKind& kind : kinds) kind.summary = sampleSummary;
  return kinds;
}

}  // namespace studio
