// A training run, to be read from top to bottom: the loop, and what it measures and keeps on its way. What is due at a
// step is decided in schedules.cpp (dueBefore, dueAfter); whatever was done at a step already, as before a resume, is
// not done again.
#include "core/train/training_run.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "core/network/evaluation.h"
#include "core/network/text_measures.h"
#include "core/network/text_sampler.h"
#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/run/result.h"
#include "core/train/log_facts.h"

namespace studio {
namespace {

std::string number(double value) { return significantText(value, 4); }

/// "Topo loss" -> "topo loss"
std::string lowered(std::string title) {
  if (!title.empty()) title[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(title[0])));
  return title;
}

double read(const torch::Tensor& value) { return value.defined() ? value.item<double>() : kUndefined; }

/// Of data that are taken as they are; 0 for all others, whose values have bounds.
double largestValue(const Dataset& data) {
  constexpr std::int64_t kMost = 10000;  // images
  if (data.scales() || data.isLanguage()) return 0;
  double largest = 0;
  for (std::int64_t index = 0; index < std::min(data.size(), kMost); ++index)
    largest = std::max(largest, data.get(index).image.abs().max().item<double>());
  return largest;
}

constexpr double kLargeValue =
    1e6;  ///< inputs beyond it overflow within a few layers or steps whatever the learning rate

}  // namespace

TrainingRun::TrainingRun(const TrainRequest& request, const RunConfig& config, const DeviceChoice& device,
                         JobContext& context, RunRecorder& recorder)
    : request_(request), config_(config), choice_(device), context_(context), recorder_(recorder) {
  position_.threads = request.threads;
  openData();
  openNetwork();
  if (request.resume) goToCheckpoint();
  storeOpening();
  clock_.start(position_.seconds);
  reportStatus();
}

TrainingRun::~TrainingRun() = default;

void TrainingRun::run() {
  recorder_.enter(RunState::Training);
  clock_.start(position_.seconds);
  for (bool epochBegins = true; position_.step < trainer_->length();) {
    if (epochBegins) training_->startEpoch(position_.epoch, position_.batch);
    if (!obeyCommands()) return stop();
    const auto batch = training_->next();
    if (!batch) throw std::logic_error("an epoch ended before its last batch");
    if (!step(*batch)) {
      obeyCommands();  // the stop is recorded
      return stop();
    }

    epochBegins = position_.batch == batchesPerEpoch_;
    if (epochBegins) ++position_.epoch, position_.batch = 0;
    keep(dueAfter(
        config_.output,
        {.epoch = position_.epoch, .endsEpoch = epochBegins, .sinceCheckpoint = clock_.seconds() - position_.seconds}));
  }
  keep(dueAfter(config_.output, {.epoch = position_.epoch, .endsRun = true}));
  logEnd();
  recorder_.enter(RunState::Finished);
  recorder_.requireFolder();  // emptied just now, it is no finished run
}

/// One update, with what is due of the weights before it. False where it was not made, for the run is to stop.
bool TrainingRun::step(const Batch& batch) {
  const std::int64_t step = position_.step;
  const DueActions due = dueBefore(config_.output, step);
  const bool logged = due.row && lastRow_ != step;
  if (!measureBefore(due, logged)) return false;
  if (!recorder_.status().stage.empty()) recorder_.enterStage({});
  const bool seen = live_->due(context_.channel);
  if (seen) live_->begin({step, epochAt(step), clock_.seconds()}, context_.channel.request());

  auto result = trainer_->step(batch, {.scalars = logged, .maps = seen});

  if (seen) live_->capture(result.maps());
  live_->publish(context_.channel);
  position_.step = trainer_->steps();
  ++position_.batch;
  if (logged) recordStep(result, batch.labels.numel(), step);
  newest_ = std::move(result);
  clock_.tick(position_.step);
  reportStatus();
  return true;
}

/// What is due of the weights before the update; nothing of it that was not finished is kept where the run is to stop.
bool TrainingRun::measureBefore(const DueActions& due, bool logged) {
  measuresBefore_ = true;
  bool isWhole = true;
  try {
    if (due.maps && position_.step == 0) recorder_.enterStage("measuring the first maps");
    if (due.maps) storeMaps();  // first, for someone may be looking
    if (due.validation && logged) measureFirstWeights();
  } catch (const MeasurementGivenUp&) {
    isWhole = false;
    gaveUp_ = true;
  }
  measuresBefore_ = false;
  return isWhole;
}

/// Maps first: the row takes the probe's scores.
void TrainingRun::keep(const DueActions& due) {
  if (due.maps) storeMaps();
  if (due.row) recordNow(due.validation);
  if (due.checkpoint) saveCheckpoint();
  if (due.row || due.checkpoint) reportStatus();
}

void TrainingRun::logEnd() {
  recorder_.flush();
  for (const auto& line : endLines(recorder_.folder(), recorder_.status(), clock_.seconds()))
    recorder_.log(LogLine::Level::Info, line);
}

void TrainingRun::saveCheckpoint() {
  if (lastCheckpoint_ == position_.step) return;
  requireFinite();  // never in the place of a good one
  recorder_.flush();
  recorder_.requireFolder();
  position_.seconds = clock_.seconds();
  writeCheckpoint(recorder_.folder(), *trainer_, position_, config_.output.keepCheckpoints);
  lastCheckpoint_ = position_.step;
  recorder_.checkpointStored(position_.step);
}

/// The validation that belongs to the row of step 0.
void TrainingRun::measureFirstWeights() {
  firstRow_ = rowAt(0);
  addValidation(firstRow_, "first validation");
}

ScalarRow TrainingRun::rowAt(std::int64_t step) const {
  ScalarRow row;
  row.step = step;
  row.epoch = epochAt(step);
  row.seconds = clock_.seconds();
  row.further = FurtherScalars(furtherColumns_);
  row.learningRate = trainer_->learningRate();
  if (const double speed = clock_.stepsPerSecond(); speed > 0)
    row.imagesPerSecond = speed * double(config_.train.batchSize);
  return row;
}

/// The row of a step: values of its weights before the update. Reading them waits for the device.
void TrainingRun::recordStep(const StepResult& result, std::int64_t predictions, std::int64_t step) {
  ScalarRow row = step == 0 ? firstRow_ : rowAt(step);
  row.learningRate = learningRateAt(config_.optimizer, step, trainer_->length());
  row.seconds = clock_.seconds();
  row.taskLoss = read(result.taskLoss);
  row.totalLoss = row.taskLoss;
  addLosses(row, result);
  row.trainAccuracy = double(result.correct.item<std::int64_t>()) / double(predictions);
  addScores(row);
  recorder_.append(row);
  lastRow_ = step;
  requireFinite(result, step);
  lastTaskLoss_ = row.taskLoss;
}

/// The row at the end of an epoch or of the run: the weights as they are now; the task loss is the newest batch's.
void TrainingRun::recordNow(bool validated) {
  if (lastRow_ == position_.step) return;
  requireFinite();
  ScalarRow row = rowAt(position_.step);
  if (newest_) row.totalLoss = row.taskLoss = read(newest_->taskLoss);
  addLosses(row, trainer_->lossesNow({.scalars = true}));
  if (validated) addValidation(row);
  addScores(row);
  recorder_.append(row);
  lastRow_ = position_.step;
}

/// Columns of the losses beside the task's, and what they add to the total where there is one.
void TrainingRun::addLosses(ScalarRow& row, const StepResult& result) const {
  for (const auto& loss : result.losses) {
    for (const auto& [column, value] : loss.scalars) row.set(column, read(value));
    if (loss.total.defined()) row.totalLoss += read(loss.total);
  }
}

/// `stage`: what the status says meanwhile, with how far it has come; empty = the steps go on soon.
void TrainingRun::addValidation(ScalarRow& row, const std::string& stage) {
  if (!validation_) return;
  const auto alive = [&](std::int64_t done, std::int64_t of) {
    if (!stage.empty()) recorder_.status().stage = stage + ", " + std::to_string(100 * done / of) + " %";
    obeyWhileMeasuring();
  };
  if (!stage.empty()) recorder_.enterStage(stage);
  const auto scores = evaluate(trainer_->model(), *validation_, trainer_->bfloat16(), alive, config_.data.flipTest);
  row.validationLoss = scores.loss;
  row.validationAccuracy = scores.accuracy;
  if (scores.language) row.set(kPerplexityColumn, scores.perplexity);
  if (!std::isnan(bytesPerToken_)) row.set(kBitsPerByteColumn, bitsPerByte(scores.loss, bytesPerToken_));
}

/// By draws of their own: the run's random numbers stay as they are.
std::string TrainingRun::drawText() {
  const auto& output = config_.output;
  if (!tokenizer_ || output.sampleTokens == 0) return {};
  const SampleRequest request{.prompt = output.samplePrompt,
                              .tokens = output.sampleTokens,
                              .temperature = output.sampleTemperature,
                              .topK = output.sampleTopK,
                              .seed = output.sampleSeed};
  const auto sampled = sampleText(trainer_->model(), *tokenizer_, request, trainer_->device(),
                                  [this](std::string_view) { obeyWhileMeasuring(); });
  return sampled.prompt + sampled.text;
}

void TrainingRun::storeMaps() {
  if (lastMaps_ == position_.step) return;
  auto maps = paced_->measure(position_.step).maps;
  for (auto& map : maps_->measure(position_.step, {})) maps.push_back(std::move(map));
  sortMaps(maps, maps_->layers());
  auto snapshot = makeSnapshot(position_.step, epochAt(position_.step), maps, joined(maps));
  studio::addScores(snapshot, paced_->newest());
  snapshot.text = drawText();
  recorder_.storeMaps(snapshot);
  lastMaps_ = position_.step;
}

/// Of these very weights, where they were stored (what was only looked at depends on the machine's speed): means over
/// the layers with TopoLoss, or over all where none has.
void TrainingRun::addScores(ScalarRow& row) const {
  if (!paced_->storedAt(row.step)) return;
  const auto& layers = maps_->layers();
  const bool any = std::any_of(layers.begin(), layers.end(), [this](const LayerInfo& layer) {
    return findLayerSetting(config_.topoloss, layer).listed;
  });
  std::vector<double> smoothness, dimensionality;
  for (const auto& score : paced_->newest().scores) {
    const auto layer =
        std::find_if(layers.begin(), layers.end(), [&](const LayerInfo& each) { return each.name == score.layer; });
    if (any && (layer == layers.end() || !findLayerSetting(config_.topoloss, *layer).listed)) continue;
    smoothness.push_back(score.smoothness);
    dimensionality.push_back(score.dimensionality);
  }
  row.smoothness = meanOfDefined(smoothness);
  row.dimensionality = meanOfDefined(dimensionality);
}

/// The newest step's losses, wherever they are about to be relied on.
void TrainingRun::requireFinite() {
  if (newest_) requireFinite(*newest_, position_.step - 1);
}

/// The task's loss is a number; those beside it may be undefined, not infinite.
void TrainingRun::requireFinite(const StepResult& result, std::int64_t step) {
  const double taskLoss = read(result.taskLoss);
  bool broken = false;
  std::string losses;  // ", topo loss 0.4"
  for (const auto& column : trainer_->columns()) {
    if (column.kind != ScalarKind::Loss) continue;
    const double value = read(result.scalar(column.name));
    broken = broken || std::isinf(value);
    losses += ", " + lowered(column.title) + " " + number(value);
  }
  if (std::isfinite(taskLoss) && !broken) return;
  const std::string what = std::isnan(taskLoss) ? "NaN" : "infinite";
  const double largest = largestValue(*data_.training);
  if (step == 0 || largest > kLargeValue)
    throw UserError("The loss became " + what + " at step " + std::to_string(step) +
                    (step == 0 ? ", before the weights were changed for the first time" : "") + ": values of the data" +
                    (largest > kLargeValue ? " (up to " + number(largest) + ")" : "") +
                    (config_.model.weights.empty() ? "" : " or of the weights to start from") +
                    " are too large to compute with; scale the data to values of about 1" +
                    (config_.model.weights.empty() ? "." : ", or take other weights."));
  const double rate = config_.optimizer.learningRate;
  const std::string before = std::isnan(lastTaskLoss_) ? "" : number(lastTaskLoss_) + " → ";
  throw UserError(
      "The loss became " + what + " at step " + std::to_string(step) + " (task loss " + before + number(taskLoss) +
      losses + "; " +
      (lastCheckpoint_ >= 0 ? "last good checkpoint: step " + std::to_string(lastCheckpoint_) : "no checkpoint yet") +
      "): try a lower learning rate (" + number(rate) + " → " + number(rate / 5) + ") or gradient clipping 1.0.");
}

void TrainingRun::reportStatus() {
  auto& status = recorder_.status();
  status.step = position_.step;
  status.epoch = epochAt(position_.step);
  status.secondsTrained = clock_.seconds();
  status.iterationsPerSecond = clock_.stepsPerSecond();
  status.imagesPerSecond = status.iterationsPerSecond * double(config_.train.batchSize);
  const double steady = clock_.steadyStepsPerSecond();
  status.secondsLeft = steady > 0 ? double(trainer_->length() - position_.step) / steady : -1;
  if (const double passed = status.secondsTrained - mapsSince_; passed >= 1) {  // over the last second
    status.mapsCost = (live_->secondsSpent() - mapsSeconds_) / passed;
    mapsSeconds_ = live_->secondsSpent();
    mapsSince_ = status.secondsTrained;
  }
  status.probeCost = paced_->shareSpent(status.secondsTrained);
  status.storedSeconds = storedBefore_ + paced_->secondsStored();
  recorder_.heartbeat();
}

}  // namespace studio
