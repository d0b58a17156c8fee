// The loop of a training run, from top to bottom.
#include "core/train/training_run.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "core/train/map_steps.h"

namespace studio {

TrainingRun::TrainingRun(const TrainRequest& request, const RunConfig& config, const DeviceChoice& device,
                         JobContext& context, RunRecorder& recorder)
    : request_(request), config_(config), choice_(device), context_(context), recorder_(recorder) {
  position_.threads = request.threads;
  openData();
  openNetwork();
  if (request.resume) goToCheckpoint();
  storeOpening();
  clock_.start(position_.seconds);
  tellStatus();
}

TrainingRun::~TrainingRun() = default;

void TrainingRun::run() {
  recorder_.enter(RunState::Training);
  clock_.start(position_.seconds);
  while (trainer_->steps() < trainer_->length())
    if (!trainEpoch()) return stop();

  measureEnd();  // a run of so many steps may end within an epoch
  saveCheckpoint();
  tellStatus();
  recorder_.enter(RunState::Finished);
  recorder_.requireFolder();  // emptied just now, it is no finished run
}

/// One pass over the training images, or what is left of it. False when it is to stop.
bool TrainingRun::trainEpoch() {
  training_->startEpoch(position_.epoch, position_.batch);
  while (trainer_->steps() < trainer_->length()) {
    if (!proceed()) return false;
    const auto batch = training_->next();
    if (!batch) throw std::logic_error("an epoch ended before its last batch");
    if (trainer_->steps() == 0) measureFirstWeights();
    trainStep(*batch);
    if (position_.batch == batchesPerEpoch_) {
      endEpoch();
      return true;
    }
    if (context_.control.takeCheckpointRequest() || checkpointIsDue()) saveCheckpoint();
  }
  return true;
}

/// Epochs of large sets take hours, which nobody wants to lose.
bool TrainingRun::checkpointIsDue() const {
  const double minutes = config_.output.checkpointMinutes;
  return minutes > 0 && clock_.seconds() - position_.seconds >= 60 * minutes;
}

void TrainingRun::trainStep(const Batch& batch) {
  const std::int64_t step = trainer_->steps();
  if (storesMapsAt(config_.output.maps, step)) storeMaps();
  const bool logged = step % std::max<std::int64_t>(config_.output.scalarsEvery, 1) == 0 && lastRow_ != step;
  const bool seen = live_->due(context_.channel);
  if (seen) live_->begin(step, epochAt(step), context_.channel.request(), clock_.seconds());

  auto result = trainer_->step(batch, {.scalars = logged, .maps = seen});

  if (seen) live_->capture(result.maps);
  live_->publish(context_.channel);
  position_.step = trainer_->steps();
  ++position_.batch;
  if (logged) record(result, batch.labels.numel(), step);
  newest_ = std::move(result);
  clock_.tick(position_.step);
  tellStatus();
}

void TrainingRun::endEpoch() {
  ++position_.epoch;
  position_.batch = 0;
  measureEnd();
  const auto every = config_.output.checkpointEpochs;
  if (every > 0 && position_.epoch % every == 0) saveCheckpoint();
  tellStatus();
}

/// Maps first: the row takes the probe's scores.
void TrainingRun::measureEnd() {
  if (config_.output.maps != "none") storeMaps();
  recordEnd();
}

/// False when it is to stop.
bool TrainingRun::proceed() {
  bool wasPaused = false;
  const bool on = context_.control.proceed([&] {
    if (!std::exchange(wasPaused, true)) {
      recorder_.enter(RunState::Paused);
      clock_.pauseBegins();
    }
    idle();
  });
  if (!wasPaused) return on;
  clock_.pauseEnds();
  if (on) recorder_.enter(RunState::Training);
  return on;
}

/// Whoever looks at a paused run still gets maps.
void TrainingRun::idle() {
  if (live_->due(context_.channel)) {
    live_->begin(position_.step, epochAt(position_.step), context_.channel.request(), position_.seconds);
    live_->capture(trainer_->topoLoss().value(true).maps);
  }
  live_->publish(context_.channel);
  if (context_.control.takeCheckpointRequest()) saveCheckpoint();
  recorder_.heartbeat();
}

void TrainingRun::stop() {
  if (context_.control.saveOnStop()) saveCheckpoint();
  tellStatus();
  recorder_.log(LogLine::Level::Info, "Stopped at step " + std::to_string(position_.step) + ".");
  recorder_.enter(RunState::Stopped);
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

}  // namespace studio
