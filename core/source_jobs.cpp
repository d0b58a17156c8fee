// Open the stimuli, open a network that fits them, compute on the chosen device, write.
#include "core/engine_jobs.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <cmath>
#include <limits>

#include "core/analysis/shown_network.h"
#include "core/data/npy_tensor.h"
#include "core/network/activations.h"
#include "core/network/evaluation.h"
#include "core/network/device.h"
#include "core/network/network.h"
#include "core/network/source_tokenizer.h"
#include "core/network/text_measures.h"
#include "core/run/text_file.h"
#include "core/run/error.h"
#include "core/stimuli/fitted_dataset.h"

namespace studio {
namespace {

constexpr double kMostBytes = 32e9;  // of the outputs, which are gathered in memory

struct Opened {
  OpenedSource source;
  Stimuli stimuli;
  std::string changed;  ///< of a run's own data (takeChangedData)
};

Opened open(const SourceRequest& request, const StimuliRequest& stimuliRequest, const Computing& computing) {
  if (request.run.empty() && stimuliRequest.data.empty() && stimuliRequest.array.empty())
    throw UserError("No data were named; give --data KIND:PATH, e.g. --data idx:mnist.");
  useThreads(computing.threads);
  const auto device = torchDevice(chooseDevice(computing.device));
  Opened opened;
  opened.stimuli = openStimuli(stimuliRequest, withOwnTokenizer(request, makeConfig(request)));
  if (opened.stimuli.data->size() == 0)
    throw UserError(opened.stimuli.name +
                    (opened.stimuli.data->isLanguage() ? " holds no rows of tokens." : " holds no images."));
  opened.source = openSource(request, opened.stimuli.shape());
  for (const auto& note : opened.source.notes)
    if (computing.report) computing.report(note);
  requireFits(opened.source, opened.stimuli.shape(), opened.stimuli.name);
  warnOfWeights(opened.source, computing);
  opened.changed = takeChangedData(request, opened.stimuli);
  if (!opened.changed.empty() && computing.warn) computing.warn(opened.changed);
  opened.source.model->to(device);
  opened.stimuli.options.device = device;
  return opened;
}

/// Refuses a place that cannot be written before the work is done, not after.
void requireWritable(const std::filesystem::path& folder) {
  std::error_code error;
  requireOutsideOfRuns(folder);
  std::filesystem::create_directories(folder, error);
  if (!std::filesystem::is_directory(folder))
    throw UserError("The folder " + folder.string() + " cannot be made; choose another --output.");
}

/// Memory for the outputs for all stimuli, of the shape of these for some: [n, classes] or [n, tokens, vocabulary].
torch::Tensor emptyFor(const Stimuli& stimuli, const torch::Tensor& some) {
  auto shape = some.sizes().vec();
  shape[0] = stimuli.data->size();
  double bytes = sizeof(float);
  for (const auto size : shape) bytes *= static_cast<double>(size);
  if (bytes > kMostBytes)
    throw UserError("The outputs for " + stimuli.name + " would take " + std::to_string(std::llround(bytes / 1e9)) +
                    " GB; give fewer rows at a time.");
  return torch::empty(shape, torch::kFloat32);
}

/// What a person should know of the data that are shown; `data` is all of them.
std::vector<std::string> remarksOn(const Opened& opened, const Dataset& data) {
  auto remarks = data.remarks();
  if (!opened.changed.empty()) remarks.insert(remarks.begin(), opened.changed);
  return remarks;
}

std::string labelLines(const Dataset& data) {
  const auto names = data.classNames();
  std::string lines;
  for (std::int64_t index = 0; index < data.size(); ++index)
    lines += names[static_cast<std::size_t>(data.label(index))] + "\n";
  return lines;
}

/// NaN where it is not known how the tokens were made, which the loss does not ask.
double measureBitsPerByte(const SourceRequest& source, const RunConfig& config, const Dataset& rows, double nats) try {
  return bitsPerByte(nats, bytesPerToken(rows, *openSourceTokenizer(source, config, {})));
} catch (const UserError&) {
  return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

std::vector<LayerInfo> modelLayers(const std::string& model, const std::vector<std::string>& settings) {
  SourceRequest request;
  request.model = model;
  request.weights = "random:0";
  request.settings = settings;
  const auto config = makeConfig(request);
  return describeNetwork(config, defaultInputShape(config.model)).layers;
}

Evaluation evaluateSource(const SourceRequest& source, const std::string& data, const Computing& computing, bool flip) {
  auto opened = open(source, {data, {}}, computing);
  if (opened.source.config.model.classes == 0 && !opened.stimuli.data->isLanguage())
    throw UserError(
        opened.source.name +
        " has no classifier (model.classes is 0), so there is no accuracy to measure; its responses come from "
        "activations, predict and analyse.");
  auto& stimuli = opened.stimuli;
  const auto whole = stimuli.data;
  leaveOutUnreadable(stimuli, computing.reading);
  requireEveryClass(*whole, *stimuli.data);
  auto match =
      matchClasses(stimuli.data, opened.source.classNames, opened.source.config.model.classes, opened.source.name);
  auto found = evaluate(*opened.source.model, match.data, stimuli.options, computing.progress, flip || stimuli.flip);
  if (found.language && found.count == 0)
    throw UserError(stimuli.name +
                    " has no token that follows another one, so nothing is predicted; name longer texts.");
  found.skipped = stimuli.data->skipped();
  found.unknownClasses = std::move(match.unknown);
  found.missingClasses = std::move(match.missing);
  if (found.language) found.bitsPerByte = measureBitsPerByte(source, opened.source.config, *match.data, found.loss);
  found.remarks = remarksOn(opened, *whole);
  found.remarks.insert(found.remarks.end(), match.remarks.begin(), match.remarks.end());
  return found;
}

std::vector<std::int64_t> predictFile(const SourceRequest& source, const std::filesystem::path& input,
                                      const std::filesystem::path& output, const Computing& computing) {
  requireWritable(output.has_parent_path() ? output.parent_path() : ".");
  auto opened = open(source, {{}, input}, computing);
  torch::NoGradGuard noGrad;
  Batcher batcher(opened.stimuli.data, opened.stimuli.options);
  torch::Tensor all;
  std::int64_t first = 0;
  while (const auto batch = batcher.next()) {
    const auto logits = opened.source.model->forward(batch->images);
    if (!all.defined()) all = emptyFor(opened.stimuli, logits);
    all.narrow(0, first, batch->size).copy_(logits);
    first += batch->size;
    if (computing.progress) computing.progress(first, batcher.images());
  }
  writeNpy(output, makeNpyArray(all));
  return all.sizes().vec();
}

WrittenActivations writeActivations(const SourceRequest& source, const StimuliRequest& stimuli,
                                    const std::string& layers, const std::filesystem::path& folder,
                                    const Computing& computing) {
  auto opened = open(source, stimuli, computing);
  const auto chosen = chooseLayers(*opened.source.model, layers);
  if (chosen.empty()) throw UserError("The model has no layers of that kind; give --layers all.");
  requireWritable(folder);  // made only once everything else is known to be right
  leaveOutUnreadable(opened.stimuli, computing.reading);
  ResponseStorage storage;
  const auto responses = collectResponses(*opened.source.model, opened.stimuli.data, opened.stimuli.options, {chosen},
                                          storage, computing.progress)
                             .units;
  WrittenActivations written;
  written.skipped = opened.stimuli.data->skipped();
  written.remarks = remarksOn(opened, *opened.stimuli.data);
  for (const auto& layer : chosen) {
    writeNpy(folder / (layer + ".npy"), makeNpyArray(responses.at(layer)));
    written.layers.push_back({layer, responses.at(layer).sizes().vec()});
  }
  if (!opened.stimuli.data->classNames().empty())
    writeFileAtomically(folder / "labels.txt", labelLines(*opened.stimuli.data));
  return written;
}

}  // namespace studio
