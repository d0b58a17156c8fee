// Which stimuli, what is measured of the responses, and when (probe.h).
#include "core/train/probe.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <limits>
#include <map>

#include "core/data/data_reference.h"
#include "core/data/memory_datasets.h"
#include "core/network/device.h"
#include "core/network/evaluation.h"
#include "core/network/network.h"
#include "core/network/stimuli.h"
#include "core/run/error.h"
#include "core/run/names.h"
#include "core/run/places.h"
#include "topo/dimensionality.h"
#include "topo/selectivity.h"
#include "topo/smoothness.h"

namespace studio {
namespace {

constexpr std::size_t kMostContrasts = 20, kBatch = 128;

/// Indices of the first stimuli of each category, as many of each as there are of the others, in the set's order.
std::vector<std::int64_t> chooseSubset(const Dataset& data, std::int64_t most) {
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
    return readStimulusGroups(data, settings, sorted || !config.data.empty());
  } catch (const UserError&) {
    if (!config.data.empty()) throw;
    return {};  // too few images of a class
  }
}

LayerScore computeScore(const LayerInfo& layer, const torch::Tensor& responses) {
  const auto curve = correlationCurve(responses, layer.height, layer.width, defaultBins(layer.height, layer.width));
  return {layer.name, curveSmoothness(curve).maxMinusMin, effectiveDimensionality(responses)};
}

Problem error(const char* key, std::string sentence) {
  return {key, Problem::Severity::Error, std::move(sentence), "", {}};
}

void requirePossible(const RunConfig& config) {
  RunConfig shown = config;
  shown.data = parseDataReference(config.probe.data);
  const auto* entry = findDataset(shown.data.kind);
  std::vector<std::string> kinds;
  for (const auto& each : datasets()) kinds.emplace_back(each.kind);
  if (!entry)
    throw UserError("There are no stimuli of the kind \"" + shown.data.kind + "\"" +
                    suggestion(shown.data.kind, kinds));
  if (const bool reads = findModel(config.model.name).defaultInput.language(); reads != entry->language)
    throw UserError(reads ? "The probe's stimuli " + config.probe.data +
                                " are images, but the network reads tokens; name labelled sentences "
                                "(sentences:FILE), or leave probe.data empty."
                          : "The probe's stimuli " + config.probe.data +
                                " are tokens, but the network sees images; choose images, or leave probe.data empty.");
  std::error_code none;
  if (readsPlace(*entry) && !std::filesystem::exists(withOpenablePaths(shown).data.root, none))
    throw UserError("The probe's stimuli " + shown.data.root +
                    " are not there; choose another folder, or leave probe.data empty.");
}

}  // namespace

Probe::Probe(std::shared_ptr<const Dataset> stimuli, Batcher::Options options, const ProbeConfig& config)
    : device_(options.device) {
  if (stimuli->size() < 2 && !stimuli->isLanguage()) return;
  if (stimuli->isLanguage() && !stimuli->parts()) {
    takeParts(everyPosition(*stimuli, config.stimuli));
    return;
  }
  const auto indices = chooseSubset(*stimuli, config.stimuli);
  const SubsetDataset chosen(stimuli, indices);
  groups_ = groupsFor(chosen, config);
  const auto contrasts = std::min(groups_.contrasts.size(), kMostContrasts);
  leftOut_ = std::int64_t(groups_.contrasts.size() - contrasts);
  groups_.contrasts.resize(contrasts);
  if (contrasts > 0) {
    on_ = torch::stack(torch::TensorList(groups_.on.data(), contrasts)).to(device_);  // [contrasts, stimuli]
    off_ = torch::stack(torch::TensorList(groups_.off.data(), contrasts)).to(device_);
  }
  if (const auto* parts = chosen.parts()) {
    takeParts(*parts);
    return;
  }
  for (std::size_t from = 0; from < indices.size(); from += kBatch) {
    const auto to = std::min(indices.size(), from + kBatch);
    batches_.push_back(
        makeBatch(*stimuli, {indices.begin() + std::ptrdiff_t(from), indices.begin() + std::ptrdiff_t(to)}, options));
    count_ += batches_.back().size;
  }
}

/// Tokens, words or sentences of a language model.
void Probe::takeParts(const TokenParts& parts) {
  PartBatches batches(parts, std::int64_t(kBatch));
  while (auto batch = batches.next()) {
    count_ += batch->count;
    batch->tokens = batch->tokens.to(device_);
    parts_.push_back(std::move(*batch));
  }
}

void addScores(Snapshot& snapshot, const ProbeResult& found) {
  snapshot.scores = found.scores;
  snapshot.probeStep = found.step;
}

std::vector<std::string> Probe::contrasts() const {
  std::vector<std::string> names;
  for (const auto& contrast : groups_.contrasts) names.push_back(quantityName(contrast.name));
  return names;
}

ProbeResult Probe::measure(Model& model, const std::vector<LayerInfo>& layers, std::int64_t step, bool bfloat16,
                           const std::function<void()>& betweenBatches) const {
  ProbeResult found;
  found.step = step;
  if (count_ < 2) return found;
  const torch::NoGradGuard noGrad;
  std::map<std::string, std::vector<torch::Tensor>> responses;  // layer -> [batch, units] each
  const EvaluationMode evaluating(model);
  std::vector<std::string> names;
  for (const auto& layer : layers) names.push_back(layer.name);
  const auto record = [&](const torch::Tensor& shown, const PartBatch* parts) {
    if (betweenBatches && !responses.empty()) betweenBatches();
    Recording recording(names, Pooling::Mean, parts != nullptr);
    Taps taps = model.taps();
    recording.addTo(taps);
    const Autocast autocast(device_, bfloat16);
    model.forward(shown, taps);
    for (const auto& [layer, seen] : recording.seen)
      responses[layer].push_back(parts ? responsesOfParts(*parts, seen) : seen.to(torch::kFloat));
  };
  for (const auto& batch : batches_) record(batch.images, nullptr);
  for (const auto& batch : parts_) record(batch.tokens, &batch);
  for (const auto& layer : layers) {
    const auto seen = responses.find(layer.name);
    if (seen == responses.end()) continue;
    const auto all = torch::cat(seen->second);  // [stimuli, units]
    const auto t =
        groups_.contrasts.empty() ? torch::Tensor() : selectivityOfContrasts(all, on_, off_);  // [contrasts, units]
    for (std::size_t c = 0; c < groups_.contrasts.size(); ++c)
      found.maps.push_back(
          {layer.name, quantityName(groups_.contrasts[c].name), layer.height, layer.width, step, t[std::int64_t(c)]});
    found.scores.push_back(computeScore(layer, all));
  }
  return found;
}

const ProbeResult& PacedProbe::measure(std::int64_t step) {
  forStored_ += measureNow(step);
  stored_ = step;
  return newest_;
}

void PacedProbe::measureLive(std::int64_t step, double secondsTrained) {
  if (begun_ < 0) begun_ = secondsTrained, firstStep_ = step;
  const double passed = secondsTrained - begun_;
  if (live_ + expectedSeconds(step, passed) <= share_ * passed) live_ += measureNow(step);
}

void PacedProbe::measurePaused(std::int64_t step) {
  if (share_ > 0) measureNow(step);
}

/// As long as the newest look, or as longer ones not long ago: under load they differ. Before there was any: as the
/// training takes for so many images, of which a look has the forward part and its statistics; nothing is known of it
/// before a step has been timed.
double PacedProbe::expectedSeconds(std::int64_t step, double passed) const {
  if (expected_ >= 0) return expected_;
  if (step <= firstStep_) return std::numeric_limits<double>::infinity();
  return passed / double(step - firstStep_) * double(probe_.stimuli()) / double(std::max<std::int64_t>(batchSize_, 1));
}

/// Seconds it took: none where this step has been measured.
double PacedProbe::measureNow(std::int64_t step) {
  if (newest_.step == step) return 0;
  const auto start = std::chrono::steady_clock::now();
  double waited = 0;
  newest_ = probe_.measure(model_, layers_, step, bfloat16_, [&] { waited += between_ ? between_() : 0; });
  constexpr double kForgets = 0.9;  // of what a look took, with each further one
  // Its scores have waited for the device, so the time is the whole time.
  const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() - waited;
  expected_ = std::max(took, kForgets * expected_);
  return took;
}

double PacedProbe::shareSpent(double secondsTrained) const {
  const double passed = std::max(secondsTrained - std::max(begun_, 0.0), live_);
  return passed > 0 ? live_ / passed : 0;
}

std::unique_ptr<Probe> openProbe(const RunConfig& config, const std::shared_ptr<const Dataset>& validation,
                                 const Batcher::Options& options) {
  if (config.probe.data.empty()) return std::make_unique<Probe>(validation, options, config.probe);
  StimuliRequest request;
  request.data = config.probe.data;
  auto own = config;  // normalised as what the network learns from
  if (own.data.mean.empty()) {
    own.data.mean = validation->defaultMean();
    own.data.std = validation->defaultStd();
  }
  const auto stimuli = stimuliFor(request, own, makeInputShape(*validation));
  auto seen = options;
  seen.mean = stimuli.options.mean;
  seen.std = stimuli.options.std;
  return std::make_unique<Probe>(stimuli.data, seen, config.probe);
}

double liveShare(const ProbeConfig& config) { return config.data.empty() ? std::min(config.cost, 0.01) : config.cost; }

std::vector<Problem> probeProblems(const RunConfig& config) {
  if (config.probe.data.empty()) return {};
  try {
    requirePossible(config);
    return {};
  } catch (const UserError& problem) {
    return {error("probe.data", problem.what())};
  }
}

}  // namespace studio
