// What can be analysed of what is open (analyse.h).
#include "core/analysis/analyse.h"

#include <algorithm>
#include <cstdio>

#include "core/data/data_reference.h"
#include "core/data/dataset.h"
#include "core/losses/losses.h"
#include "core/network/source.h"
#include "core/run/analysis_store.h"
#include "core/run/error.h"
#include "core/run/places.h"
#include "core/run/run_store.h"
#include "core/weights/recognise.h"

namespace studio {
namespace {

using Kind = AnalysisNetwork::Kind;

constexpr std::int64_t kSmallestDrawn = 16;  ///< px; pictures and gratings are not drawn smaller

/// What two runs must share to be compared: everything but the losses beside the task's, how long they went, and what
/// they wrote.
RunConfig comparable(RunConfig config) {
  config = withoutLosses(std::move(config));
  config.topoloss = {};
  config.topoloss.tau = 0;
  config.output = {};
  config.probe = {};
  config.train.epochs = 1;
  config.train.steps = 0;
  return config;
}

/// Whether a rival of TopoLoss has a weight.
bool hasRival(const RunConfig& config) {
  const auto rows = losses();
  return std::any_of(rows.begin(), rows.end(), [&](const LossRow* row) { return isLossUsed(config, row->name); });
}

bool areEquallyLong(const RunConfig& one, const RunConfig& other) {
  return one.train.epochs == other.train.epochs && one.train.steps == other.train.steps;
}

bool hasCheckpoint(const std::filesystem::path& run) { return !RunFolder(run).weightSteps().empty(); }

/// "τ 10, seed 0"
std::string tauAndSeed(const RunConfig& config) {
  char tau[32];
  std::snprintf(tau, sizeof tau, "%.6g", config.topoloss.tau);
  return "τ " + std::string(tau) + ", seed " + std::to_string(config.train.seed);
}

AnalysisNetwork networkOfRun(Kind kind, const std::filesystem::path& run, std::int64_t step, std::string detail) {
  AnalysisNetwork network;
  network.kind = kind;
  network.run = run;
  network.step = kind == Kind::Untrained ? 0 : step;
  network.detail = std::move(detail);
  network.source.run = run.string();
  if (step >= 0 && kind != Kind::Untrained) network.source.run.append(":").append(std::to_string(step));
  return network;
}

/// The baseline at the same step where it has a checkpoint there, else at its last.
AnalysisNetwork baselineFor(const std::filesystem::path& run, std::int64_t step) {
  SourceRequest source;
  source.run = run.string();
  const auto found = findBaseline(source);
  AnalysisNetwork network;
  network.kind = Kind::Baseline;
  network.missing = found.missing;
  if (found.run.empty()) return network;
  const auto steps = RunFolder(found.run).weightSteps();
  const bool same = std::find(steps.begin(), steps.end(), step) != steps.end();
  const RunConfig config = RunFolder(found.run).config();
  const std::string length =
      areEquallyLong(config, RunFolder(run).config())
          ? std::string()
          : ", " + std::to_string(config.train.steps > 0 ? config.train.steps : config.train.epochs) +
                (config.train.steps > 0 ? " steps" : " epochs");
  return networkOfRun(Kind::Baseline, found.run, same ? step : -1, tauAndSeed(config) + length);
}

std::vector<AnalysisNetwork> networksOfRun(const std::filesystem::path& run, std::int64_t step) {
  std::vector<AnalysisNetwork> networks{networkOfRun(Kind::Trained, run, step, tauAndSeed(RunFolder(run).config()))};
  if (!hasCheckpoint(run)) {
    networks.front().missing =
        "No checkpoint yet: the first one comes at the end of an epoch, or with Save checkpoint.";
    return networks;
  }
  networks.push_back(baselineFor(run, step));
  networks.push_back(networkOfRun(Kind::Untrained, run, step, "before the first step"));
  return networks;
}

std::vector<AnalysisNetwork> networksOfFile(const std::filesystem::path& file, std::int64_t heads) {
  AnalysisNetwork network;
  network.run = file;
  network.detail = file.filename().string();
  const auto found = recognise(openWeights(file));
  network.source.model = found.model ? found.model->name : std::string();
  network.source.weights = file.string();
  if (heads > 0) network.source.settings.push_back("model.heads=" + std::to_string(heads));
  AnalysisNetwork untrained = network;
  untrained.kind = Kind::Untrained;
  untrained.step = 0;
  untrained.detail = "random weights, seed 0";
  return {network, untrained};
}

/// A network of this model reads tokens: no image can be shown to it.
bool readsTokens(const ModelConfig& model) {
  const bool known =
      std::any_of(models().begin(), models().end(), [&](const ModelEntry& row) { return row.name == model.name; });
  return known && defaultInputShape(model).language();
}

bool readsTokens(const std::filesystem::path& weights) {
  const auto found = recognise(openWeights(weights));
  return found.model && readsTokens(*found.model);
}

/// Of text that names no data, as that of an array, nothing is known.
bool areTokens(const std::string& stimuli) try {
  const auto* row = stimuli.empty() ? nullptr : findDataset(parseDataReference(stimuli).kind);
  return !row || row->language;
} catch (const UserError&) {
  return true;
}

void putStoredFirst(std::vector<StimuliChoice>& choices, const RunFolder& run, bool tokensOnly = false) {
  auto stored = storedStimuli(run);
  if (tokensOnly) std::erase_if(stored, [](const std::string& data) { return !areTokens(data); });
  for (auto data = stored.rbegin(); data != stored.rend(); ++data) {
    const std::string wanted = *data == kOwnStimuli ? std::string() : *data;
    const auto known = std::find_if(choices.begin(), choices.end(),
                                    [&](const StimuliChoice& choice) { return choice.data == wanted; });
    if (known != choices.end())
      std::rotate(choices.begin(), known, known + 1);
    else
      choices.insert(choices.begin(), {wanted, stimuliName(wanted).append(areHere(wanted) ? "" : " (not found here)")});
  }
}

}  // namespace

Baseline findBaseline(const SourceRequest& run) {
  const auto whole = std::filesystem::absolute(resolveCheckpoint(run).run.path()).lexically_normal();
  const auto folder = whole.has_filename() ? whole : whole.parent_path();
  const RunConfig config = RunFolder(folder).config();
  if (config.topoloss.tau == 0 && !hasRival(config)) return {{}, "This run has τ 0 itself."};
  const RunConfig wanted = comparable(config);
  Baseline found;
  for (const RunSummary& each : RunStore(folder.parent_path()).list()) {
    if (!each.error.empty() || each.tau != 0 || each.seed != config.train.seed ||
        each.path.filename() == folder.filename())
      continue;
    const RunConfig other = RunFolder(each.path).config();
    if (comparable(other) != wanted || hasRival(other) || !hasCheckpoint(each.path)) continue;
    if (areEquallyLong(other, config)) return {each.path, {}};
    if (found.run.empty()) found.run = each.path;
  }
  if (found.run.empty())
    found.missing = "No run with τ 0, seed " + std::to_string(config.train.seed) +
                    " and otherwise the same settings is in this folder; train one to compare with.";
  return found;
}

std::vector<AnalysisNetwork> listNetworks(const std::filesystem::path& open, std::int64_t step, std::int64_t heads) {
  return isWeightsFile(open) ? networksOfFile(open, heads) : networksOfRun(open, step);
}

namespace {

/// What the program draws without a place, in the order of the table, where images of this size can be drawn.
std::vector<StimuliChoice> drawnStimuli(const DataConfig& data) {
  std::vector<StimuliChoice> drawn;
  if (data.imageSize != 0 && data.imageSize < kSmallestDrawn) return drawn;
  for (const DatasetEntry& row : datasets())
    if (row.offered) drawn.push_back({std::string(row.kind) + ":", row.offered});
  return drawn;
}

}  // namespace

/// A language model sees no images.
std::vector<StimuliChoice> listProbeChoices(const RunConfig& config) {
  if (readsTokens(config.model)) return {{"", "None: a language model sees no images"}};
  std::vector<StimuliChoice> choices{{"", "Validation images, by class"}};
  for (auto& drawn : drawnStimuli(config.data)) choices.push_back(std::move(drawn));
  return choices;
}

std::vector<StimuliChoice> listStimuliChoices(const std::filesystem::path& open) {
  std::vector<StimuliChoice> choices;
  const bool run = std::filesystem::is_directory(open);
  const RunConfig config = run ? RunFolder(open).config() : RunConfig();
  if (run ? readsTokens(config.model) : readsTokens(open)) {
    if (run) choices.push_back({"", "Validation text"});  // a file of weights has no text of its own
    if (run) putStoredFirst(choices, RunFolder(open), true);
    return choices;
  }
  const std::string& probe = config.probe.data;
  const StimuliChoice own{"", "Validation images, by class"};
  if (!probe.empty()) choices.push_back({wholeReference(probe), "Probe of the run: " + stimuliName(probe)});
  bool first = true;
  for (auto& drawn : drawnStimuli(config.data)) {
    if (drawn.data != probe) choices.push_back(std::move(drawn));
    if (std::exchange(first, false) && run) choices.push_back(own);  // where nobody chooses, contrasts come first
  }
  if (first && run) choices.push_back(own);
  if (run) putStoredFirst(choices, RunFolder(open));
  return choices;
}

bool areHere(const std::string& stimuli) try {
  if (stimuli.empty()) return true;  // the run's own
  const auto root = parseDataReference(stimuli).root;
  return root.empty() || std::filesystem::exists(root);
} catch (const UserError&) {
  return false;
}

}  // namespace studio
