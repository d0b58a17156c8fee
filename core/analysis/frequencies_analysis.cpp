// The spatial frequencies of each contrast's map: how its power falls with the distance from the spectrum's middle
// (anchors-2026.md c8), and the picture of that profile.
#include <torch/types.h>

#include <cmath>

#include "core/analysis/analyses.h"
#include "topo/map_patterns.h"

namespace studio {
namespace {

constexpr const char* kFrequencies = "frequencies";

void analyseFrequencies(AnalysisTask& work, Result& result) {
  for (std::size_t i = 0; i < work.groups().contrasts.size(); ++i) {
    const auto found = radialPower(work.map(i));
    const Cell layer("layer", work.layer().layer), contrast("contrast", work.groups().contrasts[i].name);
    result.table("").add({layer, contrast, {"low_power", found.low}, {"mean_frequency", found.meanFrequency}});
    result.table("profile").add({layer, contrast, {"frequency", found.frequency}, {"power", found.power}});
  }
}

std::string frequenciesSummary(const NetworkAnalysis& found, const Result& result) {
  std::vector<double> low;
  const Table* table = result.find("");
  for (std::size_t row = 0; table && row < table->rows(); ++row) low.push_back(table->number(row, "low_power"));
  const double mean = meanOfDefined(low);
  return (std::isfinite(mean) ? fixedText(100 * mean, 0) + " % in long waves" : "Undefined") + ", " +
         layersText(layersIn(found, result));
}

/// A layer's profile, the mean over the contrasts that have one.
PlotSeries profileSeries(const PlottedNetwork& network, const Table& profiles, const std::string& layer) {
  PlotSeries series{.name = network.name, .colour = network.colour};
  std::vector<double> sums;
  double count = 0;
  for (const std::size_t row : profiles.find({{"layer", layer}})) {
    const auto& power = profiles.list(row, "power");
    if (power.empty() || (!sums.empty() && sums.size() != power.size())) continue;
    sums.resize(power.size());
    for (std::size_t i = 0; i < power.size(); ++i) sums[i] += power[i];
    series.x = profiles.list(row, "frequency");
    ++count;
  }
  for (const double sum : sums) series.y.push_back(100 * sum / count);
  series.name.append(", ").append(layer);
  series.keys = {{"network", network.name}, {"detail", network.detail}, {"layer", layer}};
  series.dashed = network.control;
  return series;
}

PlotSpec frequenciesPlot(const std::vector<PlottedNetwork>& networks, const std::string& layer) {
  PlotSpec plot{.name = "spatial_frequencies", .title = "Spatial frequencies of maps"};
  plot.title.append(layer.empty() ? "" : ", ").append(layer);
  plot.x = {.title = "Frequency", .unit = "cycles per unit", .column = "frequency", .decimals = 3, .covers = {0}};
  plot.y = {.title = "Power", .unit = "%", .column = "power_percent", .decimals = 1, .covers = {0}};
  plot.y.paddingHigh = 0.06;
  for (const PlottedNetwork& network : networks) {
    const Result* result = network.found->result(kFrequencies);
    const Table* profiles = result ? result->find("profile") : nullptr;
    for (const AnalysedLayer& each : network.found->layers) {
      if (!profiles || (!layer.empty() && layer != each.layer)) continue;
      PlotSeries series = profileSeries(network, *profiles, each.layer);
      if (series.x.empty()) continue;
      series.pale = layer.empty();
      if (!series.pale) series.label = network.name;
      plot.series.push_back(std::move(series));
    }
  }
  return plot;
}

}  // namespace

AnalysisEntry frequenciesAnalysis() {
  AnalysisKind kind{.name = kFrequencies,
                    .title = "Spatial frequencies",
                    .contrasts = true,
                    .ofMaps = true,
                    .summary = frequenciesSummary};
  kind.choices = {statisticChoice()};
  kind.columns = {{"", "low_power", "long waves, %", 1, 100, "Share of the map's variance in waves of 8 units or more"},
                  {"", "mean_frequency", "mean frequency", 3, 1, "Of the power, in cycles per unit"}};
  kind.means = {{"", "low_power", "low_power"}, {"", "mean_frequency", "mean_frequency"}};
  kind.plots = {{"spatial_frequencies", "Spatial frequencies of maps", true, frequenciesPlot}};
  return {kind, analyseFrequencies};
}

}  // namespace studio
