// The commands that reach a training run from outside: pause, resume, checkpoint, stop; where they take effect, and
// what a paused run does meanwhile.
#include <chrono>
#include <string>
#include <utility>

#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/train/training_run.h"

namespace studio {

/// Where commands from outside arrive: between two steps. Each is recorded as it takes effect. False when the run is to
/// stop.
bool TrainingRun::obeyCommands() {
  const bool proceeds = obeyAll([this] {
    takeCheckpointCommand();
    measureWhilePaused();
  });
  if (!proceeds) record("stop", context_.control.saveOnStop() ? R"({"save":true})" : R"({"save":false})");
  return proceeds;
}

/// And between the batches of what is measured before a step, which may take long: nothing has moved since the last
/// commands, so that all of them take effect, and a stop gives the measurement up. Returns the seconds that it took.
double TrainingRun::obeyWhileMeasuring() {
  recorder_.heartbeat();
  if (!measuresBefore_ || waits_) return 0;
  const auto asked = std::chrono::steady_clock::now();
  const bool proceeds = obeyAll([this] {
    takeCheckpointCommand();
    recorder_.heartbeat();
  });
  if (!proceeds) throw MeasurementGivenUp();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - asked).count();
}

/// Until nothing waits any more. False when the run is to stop.
bool TrainingRun::obeyAll(const std::function<void()>& idle) {
  bool proceeds = true;
  do {
    takeOutsideCommands();
    proceeds = waitWhilePaused(idle);
    takeCheckpointCommand();
  } while (proceeds && !outside_.empty());
  return proceeds;
}

/// False when the run is to stop.
bool TrainingRun::waitWhilePaused(const std::function<void()>& idle) {
  const std::string stage = recorder_.status().stage;
  const bool proceeds = context_.control.proceed([&] {
    if (!std::exchange(waits_, true)) {
      clock_.pauseBegins();
      record("pause");
      recorder_.status().secondsLeft = -1;  // known again some seconds after it goes on
      recorder_.enter(RunState::Paused);
    }
    takeOutsideCommands();
    idle();
  });
  if (!std::exchange(waits_, false)) return proceeds;
  clock_.pauseEnds();
  if (!proceeds) return false;
  record("resume");
  recorder_.enter(RunState::Training, stage);
  return true;
}

/// Of other processes, through the run's folder (core/run/run_command.h): they act as if they came from this one. After
/// a pause or a resume the rest waits until that is in effect, so that one does not undo the other unrecorded.
void TrainingRun::takeOutsideCommands() {
  constexpr auto kInterval = std::chrono::milliseconds(200);  // the disk is asked that often at most
  if (const auto now = std::chrono::steady_clock::now(); now - commandsSeen_ >= kInterval) {
    commandsSeen_ = now;
    for (const RunCommand command : takeCommands(recorder_.folder().folder())) outside_.push_back(command);
  }
  while (!outside_.empty()) {
    const RunCommand command = outside_.front();
    outside_.pop_front();
    switch (command) {
      case RunCommand::Pause:
        return context_.control.pause();
      case RunCommand::Resume:
        return context_.control.resume();
      case RunCommand::Stop:
        context_.control.stop(true);
        break;
      case RunCommand::Checkpoint:
        context_.control.requestCheckpoint();
        break;
    }
  }
}

void TrainingRun::takeCheckpointCommand() {
  if (!context_.control.takeCheckpointRequest()) return;
  record("checkpoint");
  saveCheckpoint();
}

void TrainingRun::record(const char* kind, const std::string& value) {
  recorder_.record({position_.step, clock_.seconds(), secondsNow(), kind, value});
}

/// Whoever looks at a paused run still gets maps.
void TrainingRun::measureWhilePaused() {
  if (live_->due(context_.channel)) {
    live_->begin({position_.step, epochAt(position_.step), clock_.seconds(), true}, context_.channel.request());
    live_->capture(trainer_->lossesNow({.maps = true}).maps());
  }
  live_->publish(context_.channel);
  recorder_.heartbeat();
}

/// What is shown of a stopped run is the state that it was stopped in. After the checkpoint, for nothing is lost where
/// this cannot be stored; the run that goes on measures what is due at this step itself.
void TrainingRun::storeLastMaps() {
  if (config_.output.maps == "none" || position_.step == 0) return;
  recorder_.enterStage("measuring the last maps");
  try {
    storeMaps();
  } catch (const UserError& error) {
    recorder_.log(LogLine::Level::Warning, error.what());
  }
  recorder_.enterStage({});
}

void TrainingRun::stop() {
  if (context_.control.saveOnStop()) saveCheckpoint();
  if (context_.control.saveOnStop() && !gaveUp_) storeLastMaps();
  reportStatus();
  recorder_.log(LogLine::Level::Info, "Stopped at step " + groupedText(position_.step) + ".");
  logEnd();
  recorder_.enter(RunState::Stopped);
}

}  // namespace studio
