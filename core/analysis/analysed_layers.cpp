#include "core/analysis/analysed_layers.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>

#include "core/data/npy_tensor.h"
#include "core/run/analysis_json.h"
#include "core/run/error.h"

namespace studio {
namespace {

/// Units that no correlation is defined for; what is the matter with them is added to the warnings.
std::int64_t undefinedUnits(const LayerResponses& layer, NetworkAnalysis& found) {
  const auto& units = layer.units;
  const auto least = std::get<0>(units.min(0)), most = std::get<0>(units.max(0));  // NaN where a response is NaN
  const auto finite = least.isfinite().logical_and(most.isfinite());
  const auto all = units.size(1), broken = all - finite.sum().item<std::int64_t>();
  const auto constant = finite.logical_and((most - least) > 0).logical_not().sum().item<std::int64_t>() - broken;
  const auto of = [&](std::int64_t count) {
    return (count == all ? "all " : std::to_string(count) + " of ") + std::to_string(all) + " units";
  };
  if (broken > 0)
    found.warnings.push_back("Of " + layer.layer + ", the responses of " + of(broken) +
                             " are not finite: " + nonFiniteIn(units, {"stimulus", "unit"}) +
                             (broken == all ? "; nothing can be said of them." : "; these units are left out."));
  if (constant > 0)
    found.warnings.push_back("Of " + layer.layer + ", the responses of " + of(constant) +
                             " are the same to every stimulus, so no correlation is defined for " +
                             (constant == all ? "any." : "these."));
  return broken + constant;
}

void describe(const StimulusGroups& groups, const std::vector<LayerResponses>& layers, NetworkAnalysis& found) {
  found.stimuliCount = layers.empty() ? 0 : layers.front().units.size(0);
  found.categories = groups.categories;
  found.contrasts = groups.contrasts;
}

/// The result of this analysis with what decided it.
void beginResult(const AnalysisKind& kind, NetworkAnalysis& found) {
  for (const ChoiceField& field : kind.choices)
    if (!field.follows) found.settings.values.try_emplace(field.key, field.initial);
  Result& result = found.resultOf(kind.name);
  result.ofContrasts = kind.contrasts;
  result.settings = choicesMade(kind, found.settings);
}

void finishResult(const AnalysisEntry& entry, AnalysisWork& work, NetworkAnalysis& found) {
  Result& result = found.resultOf(entry.kind.name);
  if (entry.finish) entry.finish(work, result);
  std::vector<std::string> contrasts;
  for (const Contrast& contrast : found.contrasts) contrasts.push_back(contrast.name);
  addMeans(result, entry.kind.means, contrasts);
}

}  // namespace

void analyseLayers(const std::vector<std::string>& names, const std::vector<LayerResponses>& layers,
                   const StimulusGroups& groups, NetworkAnalysis& found) {
  describe(groups, layers, found);
  for (const auto& name : names) beginResult(findAnalysis(name).kind, found);
  AnalysisWork work(groups, found);
  for (const auto& layer : layers) {
    const auto undefined = undefinedUnits(layer, found);
    found.layers.push_back({layer.layer, layer.height, layer.width, layer.units.size(1), undefined});
    work.begin(layer);
    for (const auto& name : names) findAnalysis(name).layer(work, found.resultOf(name));
  }
  for (const auto& name : names) finishResult(findAnalysis(name), work, found);
}

bool anyNeeds(const std::vector<std::string>& names, bool AnalysisKind::*needs) {
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return findAnalysis(name).kind.*needs; });
}

void requireAngles(const StimulusGroups& groups, const std::string& stimuli) {
  if (groups.degrees.size() < 2)
    throw UserError("Orientation needs gratings or bars at two angles or more, but " + stimuli +
                    " do not say theirs; name --data gratings: or files like 022.5deg_05.50sf_072phase_bw.png.");
}

}  // namespace studio
