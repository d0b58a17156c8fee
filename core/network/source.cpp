// Finds the files behind a source and builds the network they belong to.
#include "core/network/source.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <charconv>

#include "core/models/own_random.h"
#include "core/network/sheet_order.h"
#include "core/run/error.h"
#include "core/run/run_store.h"
#include "core/weights/weights_file.h"
#include "core/weights/stated_texts.h"
#include "core/weights/recognise.h"
#include "core/weights/state_dict.h"

namespace studio {
namespace {

constexpr std::string_view kRandom = "random:";

std::int64_t numberFrom(std::string_view text, const std::string& what) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0) throw UserError(what);
  return value;
}

NetworkCompletion& networkCompletion() {
  static NetworkCompletion complete = nullptr;
  return complete;
}

/// A file's text comes from anyone: what is no configuration of losses says nothing.
void completeNetwork(OpenedSource& source, const std::map<std::string, std::string>& texts) {
  takeSheetOrders(*source.model, texts);
  const auto found = texts.find(kLossesKey);
  if (found == texts.end() || !networkCompletion()) return;
  try {
    networkCompletion()(*source.model, parseConfig(found->second, kLossesKey));
  } catch (const UserError& error) {
    source.notes.push_back(std::string("What the file says of its losses cannot be used: ") + error.what());
  }
}

/// `stored` names the file in sentences by its first place.
void loadModel(OpenedSource& source, const WeightsFile& stored, const std::filesystem::path& file,
               const std::optional<InputShape>& input) {
  const auto& config = source.config.model;
  const auto tensors = readStateDict(stored);
  const auto& entry = findModel(config.name);
  const OwnRandom random(0);  // what it draws is overwritten
  source.model = entry.make(config, inputOfWeights(config, tensors, input.value_or(defaultInputShape(config))));
  loadInto(*source.model, tensors, file.string());
  source.classNames = classNamesIn(stored.metadata);
  completeNetwork(source, stored.metadata);
}

/// "name:1410" -> "name", 1410; a path may hold colons, so only digits behind the last one count.
std::pair<std::string, std::optional<std::int64_t>> splitStep(const std::string& text) {
  const auto colon = text.rfind(':');
  if (colon == std::string::npos || colon + 1 == text.size()) return {text, {}};
  const auto digits = text.substr(colon + 1);
  if (!std::all_of(digits.begin(), digits.end(), [](unsigned char c) { return c >= '0' && c <= '9'; }))
    return {text, {}};
  return {text.substr(0, colon), numberFrom(digits, "\"" + digits + "\" is not a step; name a step as in RUN:1410.")};
}

RunFolder openSourceRun(const SourceRequest& request) {
  return RunStore(request.runsFolder).find(splitStep(request.run).first).held();
}

OpenedSource openRun(const SourceRequest& request, const std::optional<InputShape>& input) {
  OpenedSource source;
  const auto [folder, step] = resolveCheckpoint(request);
  source.step = step;
  source.name = folder.name() + ":" + std::to_string(source.step);
  source.config = folder.config();
  const std::string weights = "model.safetensors";
  const auto checkpoint = folder.checkpointFolder(step);
  requireAsWritten(checkpoint, weights);
  loadModel(source, openWeights(checkpoint, weights), folder.checkpoint(step) / weights, input);
  return source;
}

std::uint64_t parseSeed(const std::string& weights) {
  const auto digits = weights.substr(kRandom.size());
  return static_cast<std::uint64_t>(
      numberFrom(digits, "--weights " + weights + " has no seed; a number is needed, as in random:0."));
}

/// What only the use of the weights asks of their file.
void takeUse(const SourceRequest& request, SourceUse use, OpenedSource& source) {
  const auto found = recognise(openWeights(request.weights));
  if (!found.model && found.problem.starts_with("It is ")) throw UserError(request.weights + ": " + found.problem);
  if (use == SourceUse::Weights)
    source.config.model = withSomeHeads(source.config.model);
  else
    requireRespondsAsMade(found, source.config.model, request.weights);
  source.notes = notesOn(found, source.config.model);
}

OpenedSource openModel(const SourceRequest& request, const std::optional<InputShape>& input, SourceUse use) {
  const auto& entry = findModel(request.model);
  OpenedSource source;
  source.config = makeConfig(request);
  source.name = request.model + " (" + request.weights + ")";
  if (request.weights.starts_with(kRandom)) {
    const OwnRandom random(parseSeed(request.weights));
    source.model = entry.make(source.config.model, input.value_or(defaultInputShape(source.config.model)));
  } else {
    requireAsWritten(findWeightsFile(findWeightsPlace(request.weights).file));
    takeUse(request, use, source);
    loadModel(source, openWeights(request.weights), request.weights, input);
  }
  return source;
}

/// What the file itself states of its settings (classes, BlurPool, sizes), where it is of this model. BlurPool above
/// all: its weights fit the plain network too, whose outputs would differ.
void takeStoredSettings(const std::string& weights, RunConfig& config) {
  const auto found = recognise(openWeights(weights));
  if (!found.model || found.model->name != config.model.name) return;  // loading says what does not fit
  for (const auto& setting : describeSettings(*found.model)) applySetting(config, setting);
  config.data.mean = found.mean;
  config.data.std = found.std;
}

void requireOneSource(const SourceRequest& request) {
  const bool run = !request.run.empty();
  if (run && (!request.model.empty() || !request.weights.empty() || !request.settings.empty()))
    throw UserError(
        "A run was named together with --model, --weights or --set; name either a run or a model with weights.");
  if (!run && (request.model.empty() || request.weights.empty()))
    throw UserError("No network was named; give RUN[:step], or --model NAME with --weights FILE or random:SEED.");
}

}  // namespace

void setNetworkCompletion(NetworkCompletion complete) { networkCompletion() = complete; }

StoredNetwork resolveCheckpoint(const SourceRequest& request) {
  const auto folder = openSourceRun(request);
  const auto steps = folder.weightSteps();  // the optimizer is for training alone
  if (steps.empty())
    throw UserError(
        "The run " + folder.name() +
        " has no checkpoint: train it to the end of an epoch, stop it with saving, or copy its checkpoints back.");
  const auto step = splitStep(request.run).second.value_or(steps.back());
  if (std::find(steps.begin(), steps.end(), step) == steps.end())
    throw UserError("The run " + folder.name() + " has no checkpoint of step " + std::to_string(step) +
                    "; its last one is " + std::to_string(steps.back()) + ".");
  return {folder, step};
}

RunConfig makeConfig(const SourceRequest& request) {
  requireOneSource(request);
  if (!request.run.empty()) return openSourceRun(request).config();
  const auto& entry = findModel(request.model);
  auto config = entry.defaults();
  config.data = {};  // the model's default data are those it was published with, not those at hand
  if (!request.weights.starts_with(kRandom)) takeStoredSettings(request.weights, config);
  for (const auto& setting : request.settings) applySetting(config, setting);
  if (config.model.name != entry.name)
    throw UserError("--set model.name does not go with --model; give the model's name once.");
  return config;
}

OpenedSource openSource(const SourceRequest& request, const std::optional<InputShape>& input, SourceUse use) {
  requireOneSource(request);
  auto source = request.run.empty() ? openModel(request, input, use) : openRun(request, input);
  source.model->eval();
  return source;
}

void warnOfWeights(const OpenedSource& source, const Computing& computing) {
  if (!computing.warn) return;
  const auto found = nonFiniteIn(makeStateDict(*source.model));
  if (!found.empty())
    computing.warn("The weights of " + source.name + ": " + found +
                   "; the network's outputs are undefined where they are used.");
}

void requireFits(const OpenedSource& source, const InputShape& input, const std::string& dataName) {
  if (const auto problem = source.model->mismatch(input); !problem.empty())
    throw UserError(dataName + " has " + problem);
  if (input.language()) return;
  const auto first = source.model->layers().front();
  const auto text =
      std::to_string(input.channels) + " x " + std::to_string(input.height) + " x " + std::to_string(input.width);
  if (first.kind == "conv" && first.weightShape[0] != input.channels)
    throw UserError(dataName + " has images of " + text + ", but " + first.name + " of " + source.name + " takes " +
                    std::to_string(first.weightShape[0]) + " channels.");
  if (first.kind == "linear" && first.weightShape[0] != input.channels * input.height * input.width)
    throw UserError(
        dataName + " has images of " + text + ", but " + first.name + " of " + source.name + " takes " +
        std::to_string(first.weightShape[0]) +
        " values an image; give images of that size (image_size brings files to one; arrays are taken as they are).");
}

}  // namespace studio
