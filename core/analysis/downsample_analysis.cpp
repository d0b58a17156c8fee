// Downsampling: what is left of a network's accuracy while the sheets of its layers are stored smaller and smaller and
// enlarged again where they are used (science.md 6.2), its row and its picture.
#include "topo/sheet_downsampling.h"

#include <torch/types.h>

#include <algorithm>

#include "core/analysis/level_curve.h"
#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/weights/small_sheets.h"

namespace studio {
namespace {

constexpr const char* kSparsities = "sparsities";

CorticalSheet sheetOfLayer(const LayerInfo& layer) {
  CorticalSheet sheet;
  sheet.height = layer.height;
  sheet.width = layer.width;
  return sheet;
}

std::vector<torch::Tensor> downsampledWeights(const std::vector<LayerInfo>& layers,
                                              const std::vector<torch::Tensor>& originals, double sparsity) {
  std::vector<torch::Tensor> weights;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const auto sheet = sheetOfLayer(layers[i]);
    weights.push_back(enlargeSheet(shrinkSheet(originals[i], sheet, sparsity), smallSheet(sheet, sparsity), sheet));
  }
  return weights;
}

std::int64_t countParameters(const Model& model) {
  std::int64_t count = 0;
  for (const auto& parameter : model.parameters()) count += parameter.numel();
  return count;
}

/// As it is stored: that of the layer with most units, the first of several.
std::vector<std::int64_t> largestSheet(const std::vector<LayerInfo>& layers, double sparsity) {
  const auto largest = std::max_element(layers.begin(), layers.end(),
                                        [](const LayerInfo& a, const LayerInfo& b) { return a.units < b.units; });
  const auto sheet = smallSheet(sheetOfLayer(*largest), sparsity);
  return {sheet.height, sheet.width};
}

void analyseDownsampling(NetworkTask& work, Result& result) {
  const auto sparsities = work.settings().numbers(kSparsities);
  ChangedWeights weights(work.model(), work.layers());
  const auto& layers = weights.layers();
  const auto all = countParameters(work.model());
  std::vector<CurveLevel> levels;
  for (const double sparsity : sparsities)
    levels.push_back({sparsity,
                      {{"sparsity", sparsity},
                       {"sheet", largestSheet(layers, sparsity)},
                       {"parameters", storedParameters(all, layers, sparsity)}},
                      sparsity == 0});
  const auto reduce = [&](std::size_t level) {
    weights.set(downsampledWeights(layers, weights.originals(), sparsities[level]));
  };
  measureLevels(work, levels, reduce, result);
}

std::int64_t downsamplingPasses(const AnalysisSettings& settings) {
  const auto sparsities = settings.numbers(kSparsities);
  return 1 + std::count_if(sparsities.begin(), sparsities.end(), [](double sparsity) { return sparsity > 0; });
}

/// Its file holds the small sheets; opening it enlarges them (core/weights/small_sheets.h).
ReducedNetwork downsampledNetwork(const Model& model, const AnalysisSettings& settings, double sparsity) {
  if (const auto problem = levelsProblem(std::vector<double>{sparsity}, "--at"); !problem.empty())
    throw UserError(problem);
  const auto layers = chosenLayers(model, settings);
  ReducedNetwork reduced;
  SmallSheets stored;
  for (const LayerInfo& layer : layers) {
    const auto sheet = sheetOfLayer(layer), small = smallSheet(sheet, sparsity);
    if (small == sheet) continue;
    const auto name = layer.name + ".weight";
    stored[name] = {sheet.height, sheet.width, small.height, small.width};
    reduced.tensors.emplace_back(name,
                                 shrinkSheet(model.layerWeight(layer.name).detach(), sheet, sparsity).contiguous());
  }
  if (!stored.empty()) reduced.texts[kSmallSheetsKey] = smallSheetsText(stored);
  const auto all = countParameters(model);
  reduced.description = "the sheets of " + layersText(layers.size()) +
                        " are stored small: " + groupedText(storedParameters(all, layers, sparsity)) + " of " +
                        groupedText(all) + " parameters";
  return reduced;
}

PlotSpec downsamplingPlot(const std::vector<PlottedNetwork>& networks, const std::string&) {
  PlotSpec plot{.name = "downsampling", .title = "Accuracy and downsampling"};
  plot.x = {.title = "Sparsity of the sheets", .unit = "%", .column = "sparsity_percent", .decimals = 1, .covers = {0}};
  plot.x.paddingHigh = 0.03;
  return levelPlot(levelSources("downsample", networks),
                   {.plot = std::move(plot), .along = "sparsity", .published = true});
}

std::string sparsitiesProblem(const ConfigValue& value) { return levelsProblem(value, "--sparsities"); }

}  // namespace

std::int64_t storedParameters(std::int64_t all, const std::vector<LayerInfo>& layers, double sparsity) {
  for (const LayerInfo& layer : layers)
    all -= (layer.units - smallSheet(sheetOfLayer(layer), sparsity).units()) * layer.depth;
  return all;
}

AnalysisEntry downsampleAnalysis() {
  AnalysisKind kind{
      .name = "downsample", .title = "Downsampling", .ofNetwork = true, .saves = kSparsities, .summary = levelSummary};
  kind.choices = {
      levelsChoice(kSparsities, "--sparsities", "Sparsities",
                   "shares of each sheet that are not stored, sorted and each once; it is enlarged where it is used",
                   {0, 0.2, 0.5, 0.8}, sparsitiesProblem, [](const AnalysisSettings&) { return true; })};
  addLevelColumns({{"rows", "parameters", "parameters", 0}}, kind);
  kind.plots = {{"downsampling", "Accuracy and downsampling", false, downsamplingPlot}};
  return {.kind = kind, .network = analyseDownsampling, .passes = downsamplingPasses, .reduce = downsampledNetwork};
}

}  // namespace studio
