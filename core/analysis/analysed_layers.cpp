#include "core/analysis/analysed_layers.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>

#include "core/run/error.h"

namespace studio {
namespace {

std::int64_t undefinedUnits(const torch::Tensor& units) {
  const auto least = std::get<0>(units.min(0)), most = std::get<0>(units.max(0));   // NaN where a response is NaN
  return ((most - least) > 0).logical_and(least.isfinite()).logical_and(most.isfinite()).logical_not().sum().item<std::int64_t>();
}

void describe(const StimulusGroups& groups, const std::vector<LayerResponses>& layers, NetworkAnalysis& found) {
  found.stimuliCount = layers.empty() ? 0 : layers.front().units.size(0);
  found.categories = groups.categories;
  found.contrasts = groups.contrasts;
  found.stimulusNames = groups.names;
}

}  // namespace

void analyseLayers(const std::vector<std::string>& names, const std::vector<LayerResponses>& layers, const StimulusGroups& groups, NetworkAnalysis& found) {
  describe(groups, layers, found);
  AnalysisWork work(groups, found);
  for (const auto& layer : layers) {
    LayerAnalysis& place = found.layers.emplace_back();
    place.layer = layer.layer;
    place.height = layer.height;
    place.width = layer.width;
    place.units = layer.units.size(1);
    place.undefinedUnits = undefinedUnits(layer.units);
    work.begin(layer);
    for (const auto& name : names) findAnalysis(name).layer(work, place);
  }
  for (const auto& name : names)
    if (const auto finish = findAnalysis(name).finish) finish(work);
}

bool anyOf(const std::vector<std::string>& names, bool AnalysisEntry::*needs) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return findAnalysis(name).*needs; });
}

void requireAngles(const StimulusGroups& groups, const std::string& stimuli) {
  if (groups.degrees.size() < 2)
    throw UserError("Orientation needs gratings or bars at two angles or more, but " + stimuli + " do not say theirs; name --data gratings: or files like 022.5deg_05.50sf_072phase_bw.png.");
}

}  // namespace studio
