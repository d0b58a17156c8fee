#include "core/train/probe.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <map>

#include "core/data/tensor_dataset.h"
#include "core/network/autocast.h"
#include "core/run/error.h"
#include "topo/dimensionality.h"
#include "topo/selectivity.h"
#include "topo/smoothness.h"

namespace studio {
namespace {

constexpr std::size_t kMostContrasts = 20, kBatch = 128;

/// Indices of the first stimuli of each category, as many of each as there are of the others, in the set's order.
std::vector<std::int64_t> chosenOf(const Dataset& data, std::int64_t most) {
  const auto classes = std::max<std::int64_t>(1, std::int64_t(data.classNames().size()));
  const std::int64_t share = std::max<std::int64_t>(2, (most + classes - 1) / classes);
  std::vector<std::int64_t> taken(std::size_t(classes), 0), chosen;
  for (std::int64_t i = 0; i < data.size() && std::int64_t(chosen.size()) < most; ++i) {
    const auto label = data.label(i);
    if (label < 0 || label >= classes || taken[std::size_t(label)] >= share) continue;
    ++taken[std::size_t(label)];
    chosen.push_back(i);
  }
  return chosen;
}

/// A contrast may be called as a quantity every layer has.
std::string quantityName(const std::string& contrast) {
  return contrast == kCosineQuantity || contrast == kNormQuantity ? "class " + contrast : contrast;
}

/// Sorted for the contrasts. Validation images of one class, or without labels, have none; stimuli that were named must
/// have them.
StimulusGroups groupsFor(const Dataset& data, const ProbeConfig& config) {
  AnalysisSettings settings;
  settings.contrasts = config.contrasts;
  const bool sorted = data.classNames().size() >= 2 && data.size() >= 4;
  try {
    return groupsOf(data, settings, sorted || !config.data.empty());
  } catch (const UserError&) {
    if (!config.data.empty()) throw;
    return {};  // too few images of a class
  }
}

LayerScore scoreOf(const LayerInfo& layer, const torch::Tensor& responses) {
  const auto curve = correlationCurve(responses, layer.height, layer.width, defaultBins(layer.height, layer.width));
  return {layer.name, smoothnessOf(curve).maxMinusMin, effectiveDimensionality(responses)};
}

}  // namespace

Probe::Probe(std::shared_ptr<const Dataset> stimuli, Batcher::Options options, const ProbeConfig& config)
    : device_(options.device) {
  if (stimuli->isLanguage() || stimuli->size() < 2) return;
  const auto indices = chosenOf(*stimuli, config.stimuli);
  const SubsetDataset chosen(stimuli, indices);
  groups_ = groupsFor(chosen, config);
  const auto contrasts = std::min(groups_.contrasts.size(), kMostContrasts);
  leftOut_ = std::int64_t(groups_.contrasts.size() - contrasts);
  groups_.contrasts.resize(contrasts);
  if (contrasts > 0) {
    on_ = torch::stack(torch::TensorList(groups_.on.data(), contrasts)).to(device_);  // [contrasts, stimuli]
    off_ = torch::stack(torch::TensorList(groups_.off.data(), contrasts)).to(device_);
  }
  for (std::size_t from = 0; from < indices.size(); from += kBatch) {
    const auto to = std::min(indices.size(), from + kBatch);
    batches_.push_back(
        makeBatch(*stimuli, {indices.begin() + std::ptrdiff_t(from), indices.begin() + std::ptrdiff_t(to)}, options));
    count_ += batches_.back().size;
  }
}

void addScores(Snapshot& snapshot, const ProbeFound& found) {
  snapshot.scores = found.scores;
  snapshot.probeStep = found.step;
}

std::vector<std::string> Probe::contrasts() const {
  std::vector<std::string> names;
  for (const auto& contrast : groups_.contrasts) names.push_back(quantityName(contrast.name));
  return names;
}

ProbeFound Probe::measure(Model& model, const std::vector<LayerInfo>& layers, std::int64_t step, bool bfloat16) const {
  ProbeFound found;
  found.step = step;
  if (count_ < 2) return found;
  const torch::NoGradGuard noGrad;
  std::map<std::string, std::vector<torch::Tensor>> responses;  // layer -> [batch, units] each
  model.eval();
  for (const auto& batch : batches_) {
    Activations activations;
    for (const auto& layer : layers) activations.wanted.push_back(layer.name);
    const Autocast autocast(device_, bfloat16);
    model.forward(batch.images, &activations);
    for (const auto& [layer, seen] : activations.seen) responses[layer].push_back(seen.to(torch::kFloat));
  }
  model.train();
  for (const auto& layer : layers) {
    const auto seen = responses.find(layer.name);
    if (seen == responses.end()) continue;
    const auto all = torch::cat(seen->second);  // [stimuli, units]
    const auto t =
        groups_.contrasts.empty() ? torch::Tensor() : selectivityOfContrasts(all, on_, off_);  // [contrasts, units]
    for (std::size_t c = 0; c < groups_.contrasts.size(); ++c)
      found.maps.push_back(
          {layer.name, quantityName(groups_.contrasts[c].name), layer.height, layer.width, step, t[std::int64_t(c)]});
    found.scores.push_back(scoreOf(layer, all));
  }
  return found;
}

}  // namespace studio
