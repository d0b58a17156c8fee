// t, Welch's t and d' of every unit for every contrast (science.md 4.1), and which stimuli drive each unit most.
#include "topo/selectivity.h"

#include <torch/utils.h>

#include <algorithm>
#include <limits>

#include "core/analysis/analyses.h"

namespace studio {
namespace {

constexpr std::int64_t kStrongest = 8;  ///< as many as the inspector shows

struct Extremes {
  double largest = kUndefined, smallest = kUndefined;
  std::int64_t peakUnit = -1;
};

/// Of t, where any unit has one.
Extremes extremes(const torch::Tensor& t) {
  Extremes found;
  const auto defined = t.isfinite();
  if (!defined.any().item<bool>()) return found;
  const auto low = torch::where(defined, t, torch::full_like(t, std::numeric_limits<double>::infinity()));
  const auto high = torch::where(defined, t, torch::full_like(t, -std::numeric_limits<double>::infinity()));
  found.smallest = low.min().item<double>();
  found.largest = high.max().item<double>();
  found.peakUnit = high.argmax().item<std::int64_t>();
  return found;
}

/// Indices into the stimuli, [units, each], first the strongest. What is not finite counts as the weakest.
UnitArray strongestStimuli(const LayerResponses& layer) {
  constexpr float kLeast = -std::numeric_limits<float>::max();
  const auto each = std::min<std::int64_t>(kStrongest, layer.units.size(0));
  const auto values = layer.units.nan_to_num(kLeast, kLeast, kLeast);
  const auto indices = std::get<1>(values.topk(each, 0)).t().contiguous();  // int64 [each, units] -> [units, each]
  const auto* first = indices.const_data_ptr<std::int64_t>();
  return {layer.layer, "strongest",
          NpyArray::from(std::vector<std::int64_t>(first, first + indices.numel()), {indices.size(0), each})};
}

void analyseSelectivity(AnalysisTask& work, Result& result) {
  const auto& groups = work.groups();
  work.p.resize(groups.contrasts.size());
  for (std::size_t i = 0; i < groups.contrasts.size(); ++i) {
    const auto& name = groups.contrasts[i].name;
    const auto& all = work.statistics(i);
    for (const ContrastStatistic& each : contrastStatistics())
      result.maps.push_back(work.sheetMap(name + "." + each.name, statisticValues(all, each.name)));
    work.p[i].push_back(all.welchP);
    const Extremes found = extremes(all.t);
    result.table("").add({{"layer", work.layer().layer},
                          {"contrast", name},
                          {"on", groups.on[i].sum().item<std::int64_t>()},
                          {"off", groups.off[i].sum().item<std::int64_t>()},
                          {"max_t", found.largest},
                          {"min_t", found.smallest},
                          {"peak_unit", found.peakUnit}});
  }
  result.arrays.push_back(strongestStimuli(work.layer()));
}

/// Which units are significant is decided over all layers and units at once (TopoLM; Benjamini-Hochberg, q 0.05). The
/// rows stand layer by layer, its contrasts in their order.
void finishSelectivity(AnalysisTask& work, Result& result) {
  result.lines = {{"stimuli", work.groups().names}};
  const std::size_t contrasts = work.p.size(), layers = contrasts == 0 ? 0 : work.p.front().size();
  std::vector<double> counts(contrasts * layers);
  for (std::size_t i = 0; i < contrasts; ++i) {
    const auto chosen = significant(torch::cat(work.p[i]));
    std::int64_t first = 0;
    for (std::size_t layer = 0; layer < layers; ++layer) {
      const auto units = work.p[i][layer].size(0);
      counts[layer * contrasts + i] = double(chosen.narrow(0, first, units).sum().item<std::int64_t>());
      first += units;
    }
  }
  if (!counts.empty()) result.table("").addColumn({"significant_units", counts, true});
}

std::string selectivitySummary(const NetworkAnalysis& found, const Result& result) {
  const auto layers = layersText(layersIn(found, result));
  return found.contrasts.size() == 1 ? "1 contrast, " + layers
                                     : std::to_string(found.contrasts.size()) + " contrasts, " + layers;
}

}  // namespace

AnalysisEntry selectivityAnalysis() {
  AnalysisKind kind{.name = kMapsAnalysis, .title = "Selectivity", .contrasts = true, .summary = selectivitySummary};
  kind.viewChoices = {kStatisticChoice, "threshold"};
  kind.columns = {
      {"", "max_t", "largest t"},        {"", "min_t", "smallest t"}, {"", "significant_units", "significant", 0},
      {"", "peak_unit", "peak unit", 0}, {"", "on", "on", 0},         {"", "off", "off", 0}};
  kind.means = {{"", "max_t", "max_t"}, {"", "significant_units", "significant_units"}};
  return {kind, analyseSelectivity, finishSelectivity};
}

}  // namespace studio
