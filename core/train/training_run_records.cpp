// What a training run measures and keeps on its way.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/eval/evaluator.h"
#include "core/run/error.h"
#include "core/train/map_steps.h"
#include "core/train/training_run.h"

namespace studio {
namespace {

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", value);
  return text;
}

/// Of the numbers that are defined.
class Mean {
 public:
  void add(double value) {
    if (std::isfinite(value)) sum_ += value, ++count_;
  }
  double value() const { return count_ > 0 ? sum_ / count_ : kNoValue; }

 private:
  double sum_ = 0;
  int count_ = 0;
};

double read(const torch::Tensor& value) { return value.defined() ? value.item<double>() : kNoValue; }

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

/// Maps first, for someone may be looking; then the validation that belongs to the row of step 0.
void TrainingRun::measureFirstWeights() {
  if (storesMapsAt(config_.output.maps, 0)) storeMaps();
  if (lastRow_ >= 0) return;
  firstRow_ = rowAt(0);
  addValidation(firstRow_);
}

ScalarRow TrainingRun::rowAt(std::int64_t step) const {
  ScalarRow row;
  row.step = step;
  row.epoch = epochAt(step);
  row.seconds = clock_.seconds();
  row.learningRate = trainer_->learningRate();
  row.tau = trainer_->tau();
  if (const double speed = clock_.stepsPerSecond(); speed > 0)
    row.imagesPerSecond = speed * double(config_.train.batchSize);
  return row;
}

/// The row of a step: values of its weights before the update. Reading them waits for the device.
void TrainingRun::record(const StepResult& result, std::int64_t predictions, std::int64_t step) {
  ScalarRow row = step == 0 ? firstRow_ : rowAt(step);
  row.learningRate = learningRateAt(config_.optimizer, step, trainer_->length());
  row.tau = tauAt(config_.topoloss, step, trainer_->length());
  row.seconds = clock_.seconds();
  row.taskLoss = read(result.taskLoss);
  row.topoLoss = read(result.topoLoss);
  row.totalLoss = row.taskLoss + (result.topoTotal.defined() ? read(result.topoTotal) : 0);
  row.trainAccuracy = double(result.correct.item<std::int64_t>()) / double(predictions);
  addScores(row);
  recorder_.append(row);
  lastRow_ = step;
  requireFinite(row.taskLoss, row.topoLoss, step);
  lastTaskLoss_ = row.taskLoss;
}

/// The row at the end of an epoch or of the run: the weights as they are now; the task loss is the newest batch's.
void TrainingRun::recordEnd() {
  if (lastRow_ == position_.step) return;
  requireFinite();
  ScalarRow row = rowAt(position_.step);
  const auto topo = trainer_->topoLoss().layers().empty() ? TopoLoss::Result{} : trainer_->topoLoss().value();
  row.topoLoss = read(topo.mean);
  if (newest_) {
    row.taskLoss = read(newest_->taskLoss);
    row.totalLoss = row.taskLoss + (topo.total.defined() ? read(topo.total) : 0);
  }
  addValidation(row);
  addScores(row);
  recorder_.append(row);
  lastRow_ = position_.step;
}

void TrainingRun::addValidation(ScalarRow& row) {
  if (!validation_) return;
  const auto alive = [this](std::int64_t, std::int64_t) { recorder_.heartbeat(); };
  const auto scores = evaluate(trainer_->model(), *validation_, trainer_->bfloat16(), alive, config_.data.flipTest);
  row.validationLoss = scores.loss;
  row.validationAccuracy = scores.accuracy;
}

void TrainingRun::storeMaps() {
  if (lastMaps_ == position_.step) return;
  auto maps = paced_->measure(position_.step).maps;
  for (auto& map : maps_->measure(position_.step, {})) maps.push_back(std::move(map));
  sortMaps(maps, maps_->layers());
  auto snapshot = snapshotOf(position_.step, epochAt(position_.step), maps, joined(maps));
  studio::addScores(snapshot, paced_->newest());
  recorder_.storeMaps(snapshot);
  lastMaps_ = position_.step;
}

/// Of these very weights, where they were stored (what was only looked at depends on the machine's speed): means over
/// the layers with TopoLoss, or over all where none has.
void TrainingRun::addScores(ScalarRow& row) const {
  if (!paced_->storedAt(row.step)) return;
  const auto& layers = maps_->layers();
  const bool any = std::any_of(layers.begin(), layers.end(),
                               [this](const LayerInfo& layer) { return settingOf(config_.topoloss, layer).listed; });
  Mean smoothness, dimensionality;
  for (const auto& score : paced_->newest().scores) {
    const auto layer =
        std::find_if(layers.begin(), layers.end(), [&](const LayerInfo& each) { return each.name == score.layer; });
    if (any && (layer == layers.end() || !settingOf(config_.topoloss, *layer).listed)) continue;
    smoothness.add(score.smoothness);
    dimensionality.add(score.dimensionality);
  }
  row.smoothness = smoothness.value();
  row.dimensionality = dimensionality.value();
}

/// The newest step's losses, wherever they are about to be relied on.
void TrainingRun::requireFinite() {
  if (newest_) requireFinite(read(newest_->taskLoss), read(newest_->topoLoss), position_.step - 1);
}

void TrainingRun::requireFinite(double taskLoss, double topoLoss, std::int64_t step) {
  const bool topoBroken = trainer_->topoLoss().layers().size() > 0 && std::isinf(topoLoss);
  if (std::isfinite(taskLoss) && !topoBroken) return;
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
      ", topo loss " + number(topoLoss) + "; " +
      (lastCheckpoint_ >= 0 ? "last good checkpoint: step " + std::to_string(lastCheckpoint_) : "no checkpoint yet") +
      "): try a lower learning rate (" + number(rate) + " → " + number(rate / 5) + ") or gradient clipping 1.0.");
}

void TrainingRun::tellStatus() {
  auto& status = recorder_.status();
  status.step = position_.step;
  status.epoch = epochAt(position_.step);
  status.secondsTrained = clock_.seconds();
  status.iterationsPerSecond = clock_.stepsPerSecond();
  status.imagesPerSecond = status.iterationsPerSecond * double(config_.train.batchSize);
  status.secondsLeft =
      status.iterationsPerSecond > 0 ? double(trainer_->length() - position_.step) / status.iterationsPerSecond : -1;
  if (const double passed = status.secondsTrained - mapsSince_; passed >= 1) {  // over the last second
    status.mapsCost = (live_->secondsSpent() - mapsSeconds_) / passed;
    mapsSeconds_ = live_->secondsSpent();
    mapsSince_ = status.secondsTrained;
  }
  status.probeCost = paced_->shareSpent(status.secondsTrained);
  recorder_.heartbeat();
}

}  // namespace studio
