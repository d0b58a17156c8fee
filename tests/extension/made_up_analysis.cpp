// A made-up analysis: how far the units of a layer spread over the stimuli, the widest first; it can be made of one
// map, has a setting of every kind, and makes networks with weaker weights. All that the program knows of it stands
// here.
#include <torch/types.h>
#include <torch/utils.h>

#include "core/analysis/analyses.h"

namespace studio {
namespace {

/// Of each column of `values`, over its rows.
torch::Tensor spreadOf(const torch::Tensor& values, const AnalysisSettings& settings) {
  const auto spread = settings.text("spread_of") == "range" ? values.amax(0) - values.amin(0) : values.std(0);
  return spread.pow(settings.number("power", 1));
}

void analyseSpread(AnalysisTask& work, Result& result) {
  const auto& layer = work.layer();
  if (layer.layer.find(work.settings().text("holding")) == std::string::npos) return;
  const auto spread = spreadOf(layer.units.to(torch::kFloat64), work.settings());  // [units]
  auto widest = std::get<0>(spread.sort(0, true)).contiguous();
  if (work.settings().isOn("relative")) widest = widest / widest[0];
  const double* first = widest.const_data_ptr<double>();
  std::vector<double> rank, values(first, first + widest.numel());
  for (std::size_t i = 0; i < values.size(); ++i) rank.push_back(double(i + 1));
  result.table("").add({{"layer", layer.layer}, {"mean_spread", widest.mean().item<double>()}});
  result.table("curve").add({{"layer", layer.layer}, {"rank", rank}, {"spread", values}});
  for (const double each : work.settings().numbers("ranks"))
    if (each <= double(values.size()))
      result.table("ranks", false)
          .add({{"layer", layer.layer}, {"rank", std::int64_t(each)}, {"spread", values[std::size_t(each) - 1]}});
}

void spreadOfMap(const torch::Tensor& map, const AnalysisSettings& settings, Result& result) {
  const double spread = spreadOf(map.reshape({-1, 1}), settings).item<double>();
  result.table("").add({{"layer", kMapLayer}, {"mean_spread", spread}});
}

ReducedNetwork weakerNetwork(const Model& model, const AnalysisSettings& settings, double share) {
  ReducedNetwork weaker;
  for (const LayerInfo& layer : chosenLayers(model, settings))
    weaker.tensors.emplace_back(layer.name + ".weight", model.layerWeight(layer.name).detach() * share);
  weaker.description = "weights of " + layersText(weaker.tensors.size()) + " times " + numberText(share);
  return weaker;
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

/// A setting of every kind that an analysis may have.
std::vector<ChoiceField> spreadChoices() {
  return {{{.key = "power",
            .label = "Power",
            .help = "to which the spread is raised",
            .kind = FieldKind::Number,
            .minimum = 0.5,
            .maximum = 4},
           "--power",
           1.0},
          {{.key = "spread_of",
            .label = "Spread",
            .help = "deviation or range over the stimuli",
            .kind = FieldKind::Choice,
            .choices = {"deviation", "range"}},
           "--spread-of",
           std::string("deviation"),
           {"Standard deviation", "Range"}},
          {{.key = "relative", .label = "Relative", .help = "the widest spread is 1", .kind = FieldKind::Switch},
           "--relative",
           false},
          {{.key = "holding",
            .label = "Holding",
            .help = "only layers whose names hold this text",
            .kind = FieldKind::Text},
           "--holding",
           std::string()},
          {{.key = "ranks",
            .label = "Ranks",
            .help = "ranks that are listed",
            .kind = FieldKind::IntegerList,
            .minimum = 1,
            .maximum = 1000},
           "--ranks",
           std::vector<std::int64_t>{1}},
          {{.key = "shares",
            .label = "Shares",
            .help = "shares that weights are weakened to, to be saved",
            .kind = FieldKind::NumberList,
            .minimum = 0,
            .maximum = 1},
           "--shares",
           std::vector<double>{0.5}}};
}

}  // namespace

AnalysisEntry spreadAnalysis() {
  AnalysisKind kind{.name = "spread", .title = "Spread of units", .saves = "shares", .summary = spreadSummary};
  kind.choices = spreadChoices();
  kind.columns = {{"", "mean_spread", "Mean spread"}};
  kind.means = {{"", "mean_spread", "mean_spread"}};
  kind.plots = {{"spread_by_rank", "Spread of units", true, spreadPlot}};
  return {.kind = kind, .layer = analyseSpread, .map = spreadOfMap, .reduce = weakerNetwork};
}

}  // namespace studio
