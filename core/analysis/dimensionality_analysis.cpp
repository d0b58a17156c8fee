// Effective dimensionality of the responses: the participation ratio of their covariance (science.md 3); its picture:
// against smoothness, beside what was published.
#include "topo/dimensionality.h"

#include <torch/utils.h>

#include <algorithm>
#include <cmath>

#include "core/analysis/analyses.h"
#include "core/run/printable_text.h"
#include "core/run/published_values.h"

namespace studio {
namespace {

/// Features without those that have a value which is not finite: one such unit would leave nothing defined.
torch::Tensor finiteFeatures(const torch::Tensor& features) {
  const auto finite = features.isfinite().all(0);  // [features]
  return finite.all().item<bool>() ? features : features.index_select(1, finite.nonzero().squeeze(1));
}

void analyseDimensionality(AnalysisTask& work, Result& result) {
  const auto& layer = work.layer();
  const auto features = finiteFeatures(layer.pooled.defined() ? layer.pooled : layer.units);  // [stimuli, features]
  result.table("").add({{"layer", layer.layer},
                        {"effective_dimensionality", effectiveDimensionality(features)},
                        {"stimuli", features.size(0)},
                        {"units", layer.units.size(1)},
                        {"features", features.size(1)}});
}

std::string dimensionalitySummary(const NetworkAnalysis& found, const Result&) {
  const double mean = found.mean("dimensionality", "effective_dimensionality");
  return (std::isfinite(mean) ? fixedText(mean, 1) : "Undefined") + ", from " + groupedText(found.stimuliCount) +
         " responses";  // of a language model one for each token
}

PlotSeries publishedPoints() {
  PlotSeries series = publishedSeries("ResNet-18", PublishedQuantity::Smoothness, PublishedQuantity::Dimensionality);
  series.label = "published, ResNet-18";
  series.keys = {{"network", "published, ResNet-18"}, {"layer", "mean"}};
  return series;
}

PlotSeries scatterSeries(const PlottedNetwork& network, PlotSeries::Size size) {
  PlotSeries series{.name = network.name, .shape = PlotSeries::Shape::Points, .colour = network.colour};
  if (!network.detail.empty()) series.name.append(", ").append(network.detail);
  series.size = size;
  series.keys = {{"network", network.name}, {"detail", network.detail}};
  return series;
}

std::string firstDetail(const PlottedNetwork& network) { return network.detail.substr(0, network.detail.find(',')); }

/// "τ 10"; the name where that is not known or several have the same.
std::string meanLabel(const std::vector<PlottedNetwork>& networks, const PlottedNetwork& network) {
  const std::string detail = firstDetail(network);
  const auto same = std::count_if(networks.begin(), networks.end(),
                                  [&](const PlottedNetwork& each) { return firstDetail(each) == detail; });
  return detail.empty() || same > 1 ? network.name : detail;
}

/// A large point for the network's mean, small ones for its layers.
void addNetwork(PlotSpec& spec, const std::vector<PlottedNetwork>& networks, const PlottedNetwork& network) {
  const auto value = [&](const char* analysis, const char* column, const std::string& layer) {
    return layer.empty() ? network.found->mean(analysis, column) : network.found->number(analysis, layer, column);
  };
  std::vector<std::string> layerNames, meanNames;
  PlotSeries layers = scatterSeries(network, PlotSeries::Size::Small),
             mean = scatterSeries(network, PlotSeries::Size::Large);
  const auto add = [&](PlotSeries& series, std::vector<std::string>& names, const std::string& layer) {
    const double smoothness = value("smoothness", "max_minus_min", layer),
                 dimensionality = value("dimensionality", "effective_dimensionality", layer);
    if (!std::isfinite(smoothness) || !std::isfinite(dimensionality)) return;
    series.x.push_back(smoothness);
    series.y.push_back(dimensionality);
    names.push_back(layer.empty() ? "mean over layers" : layer);
  };
  for (const AnalysedLayer& layer : network.found->layers) add(layers, layerNames, layer.layer);
  add(mean, meanNames, {});
  if (layers.x.empty() && mean.x.empty()) return;
  layers.pale = true;
  layers.columns = {{"layer", layerNames}};
  mean.columns = {{"layer", meanNames}};
  mean.label = meanLabel(networks, network);
  spec.series.push_back(std::move(layers));
  spec.series.push_back(std::move(mean));
}

PlotSpec dimensionalityPlot(const std::vector<PlottedNetwork>& networks, const std::string&) {
  PlotSpec spec{.name = "dimensionality", .title = "Effective dimensionality and smoothness"};
  spec.x = {.title = "Smoothness", .column = "smoothness", .decimals = 3, .covers = {0, 1}};
  spec.y = {.title = "Effective dimensionality", .column = "effective_dimensionality", .decimals = 1};
  spec.x.paddingLow = spec.x.paddingHigh = 0.03;
  spec.y.paddingLow = spec.y.paddingHigh = 0.08;
  spec.x.floor = spec.y.floor = 0;
  spec.paper = {0.78, 40, 100};
  spec.series = {publishedPoints()};
  for (const PlottedNetwork& network : networks) addNetwork(spec, networks, network);
  if (spec.series.size() == 1) spec.series.clear();  // what was published says nothing by itself
  return spec;
}

}  // namespace

AnalysisEntry dimensionalityAnalysis() {
  AnalysisKind kind{.name = "dimensionality", .title = "Dimensionality", .summary = dimensionalitySummary};
  kind.plots = {{"dimensionality", "Dimensionality and smoothness", false, dimensionalityPlot}};
  kind.choices = {{{.key = "pooling",
                    .label = "Pooling",
                    .help = "mean or max over space, or flatten",
                    .kind = FieldKind::Choice,
                    .choices = {"mean", "max", "flatten"}},
                   "--pooling",
                   std::string("mean"),
                   {"Mean over space", "Largest over space", "Every place"}}};
  kind.columns = {{"", "effective_dimensionality", "Dimensionality", 1, 1, "", "dimensionality",
                   PublishedQuantity::Dimensionality}};
  kind.means = {{"", "effective_dimensionality", "effective_dimensionality"}};
  return {.kind = kind, .layer = analyseDimensionality, .pools = true};
}

}  // namespace studio
