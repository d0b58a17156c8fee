// A made-up analysis: how far the units of a layer spread over the stimuli, the widest first. All that the program
// knows of it stands here.
#include <torch/types.h>
#include <torch/utils.h>

#include "core/analysis/analyses.h"

namespace studio {
namespace {

void analyseSpread(AnalysisTask& work, Result& result) {
  const auto& layer = work.layer();
  const auto spread = layer.units.to(torch::kFloat64).std(0).pow(work.settings().number("power", 1));  // [units]
  const auto widest = std::get<0>(spread.sort(0, true)).contiguous();
  const double* first = widest.const_data_ptr<double>();
  std::vector<double> rank, values(first, first + widest.numel());
  for (std::size_t i = 0; i < values.size(); ++i) rank.push_back(double(i + 1));
  result.table("").add({{"layer", layer.layer}, {"mean_spread", spread.mean().item<double>()}});
  result.table("curve").add({{"layer", layer.layer}, {"rank", rank}, {"spread", values}});
}

std::string spreadSummary(const NetworkAnalysis& found, const Result& result) {
  return meanText(found.mean("spread", "mean_spread"), 2, layersIn(found, result));
}

PlotSpec spreadPlot(const std::vector<PlottedNetwork>& networks, const std::string& layer) {
  PlotSpec spec{.name = "spread_by_rank", .title = "Spread of units"};
  spec.x = {.title = "Rank", .column = "rank"};
  spec.y = {.title = "Spread", .column = "spread", .covers = {0}};
  for (const PlottedNetwork& network : networks)
    for (const AnalysedLayer& each : network.found->layers) {
      const Result* result = network.found->result("spread");
      if (!result || (!layer.empty() && layer != each.layer)) continue;
      PlotSeries series{.name = network.name, .colour = network.colour, .label = network.name};
      series.x = result->list("curve", {{"layer", each.layer}}, "rank");
      series.y = result->list("curve", {{"layer", each.layer}}, "spread");
      series.keys = {{"network", network.name}, {"layer", each.layer}};
      spec.series.push_back(series);
    }
  return spec;
}

}  // namespace

AnalysisEntry spreadAnalysis() {
  AnalysisKind kind{.name = "spread", .title = "Spread of units", .summary = spreadSummary};
  kind.choices = {{.key = "power",
                   .option = "--power",
                   .label = "Power",
                   .help = "to which the spread is raised",
                   .initial = 1.0,
                   .minimum = 0.5,
                   .maximum = 4}};
  kind.columns = {{"", "mean_spread", "Mean spread"}};
  kind.means = {{"", "mean_spread", "mean_spread"}};
  kind.plots = {{"spread_by_rank", "Spread of units", true, spreadPlot}};
  return {kind, analyseSpread};
}

}  // namespace studio
