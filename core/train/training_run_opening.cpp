// How a training run begins: data, network, and the checkpoint it goes on from.
#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/network/device.h"
#include "core/network/network.h"
#include "core/network/source_tokenizer.h"
#include "core/network/text_measures.h"
#include "core/run/error.h"
#include "core/run/machine_load.h"
#include "core/run/printable_text.h"
#include "core/run/run_files.h"
#include "core/run/scalars_file.h"
#include "core/text/stored_tokenizer.h"
#include "core/train/log_facts.h"
#include "core/train/probe.h"
#include "core/train/preflight.h"
#include "core/train/training_run.h"

namespace studio {

namespace {

/// What measuring its snapshots has taken so far; 0 of a run whose state cannot be read.
double secondsStoredBefore(const RunFolder& run) {
  try {
    return run.status().storedSeconds;
  } catch (const UserError&) {
    return 0;
  }
}

/// Before the first step, not at the first snapshot.
void requirePrompt(const Tokenizer& tokenizer, const std::string& prompt) try {
  tokenizer.encode(prompt, "the prompt");
} catch (const UserError& error) {
  throw UserError("output.sample_prompt cannot be read by the tokenizer of the data: " + std::string(error.what()));
}

}  // namespace

void TrainingRun::openData() {
  if (request_.resume) storedBefore_ = secondsStoredBefore(recorder_.folder());
  forgetPeakMemory();  // in a window, of what came before the run
  recorder_.enter(RunState::Starting, "reading data");
  if (!request_.resume) config_ = withVocabularyOfData(std::move(config_));
  const auto before = request_.resume ? readStoredData(recorder_.folder()) : nullptr;
  TrainingDataRequest request;
  request.before = before.get();
  request.acceptChanged = request_.acceptChangedData;
  request.mostDecoded = request_.mostDecoded;
  request.resumes = request_.resume && !request_.restart && !before && !recorder_.folder().checkpointSteps().empty();
  auto opened = openTrainingData(config_, request, [this](std::int64_t done, std::int64_t of) {
    if (context_.control.stopping()) throw StoppedBeforeStart();
    recorder_.status().stage = "reading images, " + groupedText(done) + " of " + groupedText(of);
    recorder_.heartbeat();
  });
  data_ = opened.split;
  auto checked = config_;
  if (request_.resume) checked.model.weights.clear();  // what it began with was checked then, and stays as it was
  requireNoErrors(runProblems(checked, readDataFacts(data_)));
  if (!request_.resume) {
    for (const auto& note : weightsNotes(config_)) recorder_.log(LogLine::Level::Info, note);
    for (const auto& problem : weightsDataProblems(config_, readDataFacts(data_)))
      recorder_.log(LogLine::Level::Warning, problem.sentence);
  }
  for (const auto& note : batchNotes(config_, readDataFacts(data_))) recorder_.log(LogLine::Level::Info, note);
  reportData(opened);

  const auto device = torchDevice(choice_);
  const bool validates = data_.validation && data_.validation->size() > 0;
  probe_ = openProbe(config_, validates ? data_.validation : data_.training, validationOptions(config_, device));
  if (probe_->contrastsLeftOut() > 0)
    recorder_.log(LogLine::Level::Warning,
                  "The probe takes the first " + std::to_string(probe_->contrasts().size()) + " of " +
                      std::to_string(probe_->contrasts().size() + std::size_t(probe_->contrastsLeftOut())) +
                      " contrasts; name those wanted with probe.contrasts.");
  training_ = trainingBatches(config_, data_.training, device);
  batchesPerEpoch_ = std::max<std::int64_t>(training_->batches(), 1);
  if (validates)
    validation_ = std::make_unique<Batcher>(limitExamples(data_.validation, config_.data.validationLimit),
                                            validationOptions(config_, device));
  const auto report = [this, replaced = opened.replaced] {
    for (const auto& sentence : replaced->takeNew()) {
      recorder_.log(LogLine::Level::Warning, sentence);
      ++recorder_.status().skipped;
    }
  };
  training_->onEachBatch(report);
  if (validation_) validation_->onEachBatch(report);
  if (data_.training->isLanguage()) openTokenizer();
}

/// A resumed run reads text as it began.
void TrainingRun::openTokenizer() {
  tokenizer_ = request_.resume ? tokenizerOfRun(recorder_.folder()) : nullptr;
  if (!tokenizer_) tokenizer_ = tokenizerOfData(config_);
  if (tokenizer_ && config_.output.sampleTokens > 0) requirePrompt(*tokenizer_, config_.output.samplePrompt);
  if (tokenizer_ && validation_)
    bytesPerToken_ = bytesPerToken(*limitExamples(data_.validation, config_.data.validationLimit), *tokenizer_);
}

/// What was left out is said before the first step, and counted in the status.
void TrainingRun::reportData(const TrainingData& data) {
  record_ = std::make_shared<const DataRecord>(data.record);
  position_.data = record_;
  difference_ = data.difference;
  for (const auto& remark : data.remarks) recorder_.log(LogLine::Level::Warning, remark);
  if (const auto skipped = skippedSentence(data.record.skipped); !skipped.empty())
    recorder_.log(LogLine::Level::Warning, skipped);
  recorder_.status().skipped = std::int64_t(data.record.skipped.size());
}

void TrainingRun::openNetwork() {
  recorder_.enter(RunState::Starting, "building the network");
  const auto device = torchDevice(choice_);
  trainer_ = std::make_unique<Trainer>(config_, buildNetwork(config_, readDataFacts(data_).input), length(), device);
  std::vector<std::string> further;
  for (const auto& column : trainer_->columns())
    if (!scalarColumn(column.name).value) further.push_back(column.name);
  if (data_.training->isLanguage() && validation_) further.emplace_back(kPerplexityColumn);
  if (!std::isnan(bytesPerToken_)) further.emplace_back(kBitsPerByteColumn);
  furtherColumns_ = further.empty() ? nullptr : std::make_shared<const std::vector<std::string>>(std::move(further));
  maps_ = std::make_unique<NetworkMaps>(trainer_->model(), config_.topoloss);
  paced_ = std::make_unique<PacedProbe>(*probe_, trainer_->model(), maps_->layers(), liveShare(config_.probe),
                                        config_.train.batchSize, trainer_->bfloat16());
  paced_->setBetween([this] { return obeyWhileMeasuring(); });
  live_ = std::make_unique<LiveMaps>(trainer_->model(), *maps_, *paced_, device);
  live_->setTokenizer(tokenizer_);

  auto& status = recorder_.status();
  status.steps = length();
  status.epochs = epochs();
  status.device = choice_.name;
  status.deviceReason = choice_.reason;
}

std::int64_t TrainingRun::length() const {
  return config_.train.steps > 0 ? config_.train.steps
                                 : firstStep_ + (config_.train.epochs - firstEpoch_) * batchesPerEpoch_;
}

/// In all, the last one perhaps not to its end.
std::int64_t TrainingRun::epochs() const {
  return firstEpoch_ + (length() - firstStep_ + batchesPerEpoch_ - 1) / batchesPerEpoch_;
}

double TrainingRun::epochAt(std::int64_t step) const {
  if (firstStep_ == firstEpoch_ * batchesPerEpoch_) return double(step) / double(batchesPerEpoch_);
  return double(firstEpoch_) + double(step - firstStep_) / double(batchesPerEpoch_);
}

/// The place in data that may have changed: the epoch goes on at the same batch, or has ended where there are fewer.
/// Steps that are done stay done; the epochs that are left have as many as the data make now.
void TrainingRun::continueWithData(const TrainingPosition& stored) {
  const bool fits = stored.step - stored.batch == stored.epoch * batchesPerEpoch_ && stored.batch < batchesPerEpoch_;
  if (!stored.data && !fits && !request_.acceptChangedData)
    throw UserError(changedDataSentence(config_.data.root, "an epoch has " + std::to_string(batchesPerEpoch_) +
                                                               " batches now, which do not lead to step " +
                                                               std::to_string(stored.step)));
  if (stored.data)
    difference_ = describeDifference(*stored.data, *record_);  // the newest checkpoint may be another one
  if (stored.data && !difference_.empty() && !request_.acceptChangedData)
    throw UserError(changedDataSentence(config_.data.root, difference_));
  position_ = stored;
  position_.threads = request_.threads;
  position_.data = record_;
  if (position_.batch >= batchesPerEpoch_) {
    ++position_.epoch;
    position_.batch = 0;
  }
  firstStep_ = position_.step - position_.batch;
  firstEpoch_ = position_.epoch;
  if (!difference_.empty() || (!stored.data && !fits)) {
    position_.dataChanges.push_back("step " + std::to_string(position_.step) + ": " +
                                    (difference_.empty() ? "another number of batches" : difference_));
    recorder_.log(LogLine::Level::Warning, "The data have changed, which was accepted (--accept-changed-data), at " +
                                               position_.dataChanges.back() + ".");
  }
  auto& status = recorder_.status();
  if (!position_.dataChanges.empty()) status.dataChanged = position_.dataChanges.back();
  trainer_->setLength(length());
  status.steps = length();
  status.epochs = epochs();
}

/// What a folder needs beside its configuration, before the first step or, of a resumed run, once it is certain that
/// training goes on.
void TrainingRun::storeOpening() {
  const RunFolder& folder = recorder_.folder();
  auto layers = maps_->layers();
  for (auto& layer : layers) layer.topo = findLayerSetting(config_.topoloss, layer).listed;
  const bool isChanged =
      toToml(config_) != toToml(folder.config());  // more epochs, or a precision that is decided by now
  if (isChanged) folder.writeConfig(config_, folder.configAsGiven());
  folder.writeLayers(layers);
  if (tokenizer_ && !folder.folder().hasFile(RunFiles::kTokenizer)) folder.writeTokenizer(tokenizer_->json());
  const nlohmann::ordered_json json{
      {"version", versionString()},           {"libtorch", libtorchVersion()},    {"device", choice_.name},
      {"device_title", choice_.title},        {"threads", at::get_num_threads()}, {"host", recorder_.status().host},
      {"started", recorder_.status().started}};
  folder.writeEnvironment(json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
  if (config_.output.tensorboard) recorder_.writeTensorboard(lastRow_);
  std::int64_t parameters = 0;
  for (const auto& parameter : trainer_->model().parameters()) parameters += parameter.numel();
  const auto facts = readDataFacts(data_);
  for (const auto& line :
       startLines({config_, choice_, *record_, facts.input, layers, parameters, length(), batchesPerEpoch_}))
    recorder_.log(LogLine::Level::Info, line);
}

/// No checkpoint was found, though the run's records mention one: that is a question, not a run that begins again.
void TrainingRun::requireNoHistory() const {
  const RunFolder& folder = recorder_.folder();
  RunStatus status;
  try {
    status = folder.status(LockState::Free);
  } catch (const UserError&) {  // killed before its first status, or a damaged one: the rows show it
  }
  const auto last = folder.lastScalar();
  const auto every = config_.output.checkpointEpochs;
  const bool unrecorded = status.checkpoint == kCheckpointNotRecorded;  // of an older program
  const bool due = last && every > 0 && last->epoch >= double(every);
  const bool ended = status.state == RunState::Finished || status.state == RunState::Stopped;
  if (status.checkpoint < 0 && !(unrecorded && (due || ended))) return;
  const std::string records = status.checkpoint >= 0
                                  ? "a checkpoint of step " + std::to_string(status.checkpoint) + " was stored"
                                  : "it came to step " + std::to_string(std::max(status.step, last ? last->step : 0));
  throw CheckpointsLost(
      "The run " + folder.name() + " has no checkpoint left, though " + records,
      "copy its folder checkpoints back, or begin again at step 0 with --restart, which replaces its rows and maps.");
}

/// Nothing that is stored changes before it is certain where training goes on.
void TrainingRun::goToCheckpoint() {
  recorder_.enter(RunState::Starting, "loading the checkpoint");
  std::optional<TrainingPosition> found;
  try {
    found = loadNewestCheckpoint(recorder_.folder(), *trainer_,
                                 [this](const std::string& text) { recorder_.log(LogLine::Level::Warning, text); });
    if (!found && !request_.restart) requireNoHistory();
  } catch (const UserError& error) {
    if (!request_.restart) throw;
    recorder_.log(LogLine::Level::Warning, error.what());
    openNetwork();  // a checkpoint may have been read in part
  }
  if (found && request_.restart)
    throw UserError("The run " + recorder_.folder().name() + " can go on from its checkpoint of step " +
                    std::to_string(found->step) + ", so no restart is needed; leave --restart out.");
  if (found) continueWithData(*found);
  const std::int64_t step = found ? found->step : -1;
  recorder_.status().step = position_.step;         // while it is prepared, it stands where it will go on
  static_cast<void>(recorder_.folder().scalars());  // what is damaged is better known before anything changes
  static_cast<void>(recorder_.folder().mapSteps());
  recorder_.folder().requireOwnEntries();
  if (request_.restart)
    recorder_.folder().folder().make(RunFiles::kCheckpoints);  // what cannot be written later is better known now
  recorder_.startStoring();
  setAsideAfter(recorder_.folder(), step,
                [this](const std::string& text) { recorder_.log(LogLine::Level::Warning, text); });
  recorder_.folder().dropAfter(step);  // later rows belong to steps that are done again
  recorder_.replay();
  for (const auto& row : recorder_.folder().scalars()) lastRow_ = std::max(lastRow_, row.step);
  if (const auto missing = missingRows(lastRow_, step, config_.output.scalarsEvery); !missing.empty())
    recorder_.log(LogLine::Level::Warning, missing + ": its curves have a gap.");
  for (const auto stored : recorder_.folder().mapSteps()) lastMaps_ = std::max(lastMaps_, stored);
  if (lastRow_ < position_.step)  // maps of the stop itself: the row that is to come takes its scores from its own
    lastMaps_ = std::min(lastMaps_, position_.step - 1);
  if (!found)
    return recorder_.log(LogLine::Level::Info,
                         request_.restart
                             ? "Begins again at step 0, as requested with --restart; its checkpoints were lost."
                             : "No checkpoint yet: starts again at step 0.");

  lastCheckpoint_ = step;
  recorder_.status().checkpoint = step;
  if (found->actualThreads != at::get_num_threads())
    recorder_.log(LogLine::Level::Warning, "The run used " + std::to_string(found->actualThreads) +
                                               " threads before, now " + std::to_string(at::get_num_threads()) +
                                               ": the last bits of its numbers may differ.");
  if (request_.takeOver)
    recorder_.log(LogLine::Level::Warning,
                  "Taken over, as requested with --take-over, from another machine that may have been training it.");
  recorder_.log(LogLine::Level::Info, "Resumed from the checkpoint of step " + groupedText(step) + ".");
}

}  // namespace studio
