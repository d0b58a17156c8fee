// t, Welch's t and d' of every unit for every contrast (science.md 4.1), and which stimuli drive each unit most.
#include "topo/selectivity.h"

#include <torch/utils.h>

#include <algorithm>

#include "core/analysis/analyses.h"

namespace studio {
namespace {

constexpr std::int64_t kStrongest = 8;   ///< as many as the inspector shows

/// The extremes of t, where any unit has one.
void addExtremes(const torch::Tensor& t, SelectivityFound& found) {
  const auto defined = t.isfinite();
  if (!defined.any().item<bool>()) return;
  const auto low = torch::where(defined, t, torch::full_like(t, std::numeric_limits<double>::infinity()));
  const auto high = torch::where(defined, t, torch::full_like(t, -std::numeric_limits<double>::infinity()));
  found.smallest = low.min().item<double>();
  found.largest = high.max().item<double>();
  found.peakUnit = high.argmax().item<std::int64_t>();
}

/// What is not finite counts as the weakest.
StrongestStimuli strongestOf(const LayerResponses& layer) {
  const auto each = std::min<std::int64_t>(kStrongest, layer.units.size(0));
  const auto values = layer.units.nan_to_num(-std::numeric_limits<float>::max(), -std::numeric_limits<float>::max(), -std::numeric_limits<float>::max());
  const auto indices = std::get<1>(values.topk(each, 0)).t().to(torch::kInt32).contiguous();   // [each, units] -> [units, each]
  const auto* first = indices.const_data_ptr<std::int32_t>();
  return {layer.layer, each, {first, first + indices.numel()}};
}

}  // namespace

void analyseSelectivity(AnalysisWork& work, LayerAnalysis& found) {
  const auto& groups = work.groups();
  work.p.resize(groups.contrasts.size());
  for (std::size_t i = 0; i < groups.contrasts.size(); ++i) {
    const auto& name = groups.contrasts[i].name;
    const auto& all = work.statistics(i);
    work.addMap(name + ".t", all.t);
    work.addMap(name + ".welch_t", all.welchT);
    work.addMap(name + ".d_prime", all.dPrime);
    work.p[i].push_back(all.welchP);
    auto& selectivity = contrastIn(found, name).selectivity.emplace();
    selectivity.on = groups.on[i].sum().item<std::int64_t>();
    selectivity.off = groups.off[i].sum().item<std::int64_t>();
    addExtremes(all.t, selectivity);
  }
  work.found().strongest.push_back(strongestOf(work.layer()));
}

/// Which units are significant is decided over all layers and units at once (TopoLM; Benjamini-Hochberg, q 0.05).
void finishSelectivity(AnalysisWork& work) {
  for (std::size_t i = 0; i < work.p.size(); ++i) {
    if (work.p[i].empty()) continue;
    const auto chosen = significant(torch::cat(work.p[i]));
    std::int64_t first = 0;
    for (std::size_t layer = 0; layer < work.p[i].size(); ++layer) {
      const auto units = work.p[i][layer].size(0);
      auto& found = contrastIn(work.found().layers[layer], work.groups().contrasts[i].name);
      if (found.selectivity) found.selectivity->significant = chosen.narrow(0, first, units).sum().item<std::int64_t>();
      first += units;
    }
  }
}

}  // namespace studio
