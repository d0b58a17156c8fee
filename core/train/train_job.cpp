// The lock, the opening or resuming of a run, and what is left where it fails (train_job.h).
#include "core/train/train_job.h"

#include <unistd.h>

#include <chrono>
#include <thread>

#include "core/network/stimuli.h"
#include "core/network/device.h"
#include "core/run/error.h"
#include "core/run/run_channel.h"
#include "core/run/places.h"
#include "core/run/printable_text.h"
#include "core/run/run_command.h"
#include "core/run/run_lock.h"
#include "core/train/training_run.h"

namespace studio {
namespace {

constexpr const char* kSlowBfloat16 =
    "This device has no bf16 arithmetic, so bf16 may be many times slower than fp32; `toponets check` times both, and "
    "train.precision = \"auto\" chooses by the device.";

[[noreturn]] void refuseLocked(const RunFolder& folder) {
  const auto holder = RunLock::signer(folder.folder());
  const bool known = holder && (isAlive(*holder) || holder->host != hostName());  // else of one before
  throw UserError(
      "The run " + folder.name() + " is being trained by " +
      (known ? "process " + std::to_string(holder->pid) + " on " + holder->host + " since " + dayAndTime(holder->since)
             : "another process") +
      "; stop it first.");
}

/// What status.json says of who trains the run, for where the lock does not say: older programs, and machines that
/// share no locks. True where it is taken from another machine.
bool requireFree(const RunFolder& folder, const RunLock& lock, bool takeOver) {
  RunStatus status;
  try {
    status = folder.status(lock.isReal() ? LockState::Free : LockState::Unknown);
  } catch (const UserError&) {  // a process that was killed before it said anything
    return false;
  }
  if (!isLive(status.state) || (status.pid == ::getpid() && status.host == hostName())) return false;
  if (takeOver && status.host != hostName()) return true;
  const std::string who = "process " + std::to_string(status.pid) + (status.host.empty() ? "" : " on " + status.host);
  const std::string trained =
      "The run " + folder.name() + " is being trained by " + who + " since " + dayAndTime(status.started);
  if (status.host == hostName()) throw UserError(trained + "; stop it first.");
  if (status.heartbeat > secondsNow() + 60)
    throw UserError("The run " + folder.name() + " stays as it is. " + status.note);
  throw UserError(trained +
                  ", which this machine cannot see; stop it there, or, if that machine is down, wait a minute or "
                  "give --take-over.");
}

/// Where the data cannot be opened, whoever opens them next says so.
std::string changeIn(const RunConfig& config, const RunFolder& folder) try {
  const auto before = readStoredData(folder);
  return before ? describeDifference(*before, makeDataRecord(config)) : std::string();
} catch (const UserError&) {
  return {};
}

/// Asked before anything of the run is written.
void requireSameData(const TrainRequest& request, const RunConfig& config) {
  requireOwnData(config, "say where they are now, with toponets train --resume RUN --set data.root=PLACE");
  if (request.acceptChangedData) return;
  if (const auto change = changeIn(config, request.folder); !change.empty())
    throw UserError(changedDataSentence(config.data.root, change));
}

/// The configuration of a resumed run; with more epochs where it is to be extended, and its data where they are now.
RunConfig resumedConfig(const TrainRequest& request) {
  RunConfig config = request.folder.config();
  if (!request.dataRoot.empty()) {
    config.data.root = request.dataRoot;
    config = withResolvedPaths(config);
  }
  if (request.extendToEpochs <= 0) return config;
  if (config.train.steps == 0 && request.extendToEpochs < config.train.epochs)
    throw UserError("The run " + request.folder.name() + " is set to " + std::to_string(config.train.epochs) +
                    " epochs, so it cannot be extended to " + std::to_string(request.extendToEpochs) +
                    "; choose more.");
  config.train.epochs = request.extendToEpochs;
  config.train.steps = 0;
  return config;
}

/// What was measured before a failure stays, where the disk still takes it; and how far it had come is known exactly.
void keepRows(RunRecorder& recorder) {
  try {
    recorder.enterStage(recorder.status().stage);
    recorder.flush();
  } catch (const std::exception&) {  // the failure on its way out says more
  }
}

}  // namespace

/// Before anything of a stored run is read. That of a new run is signed by this process already (RunStore::create), so
/// whoever holds it only looks whether the name is free.
void TrainJob::lock() {
  constexpr int kTries = 200;
  request_.folder = request_.folder.held();
  lock_ = RunLock::take(request_.folder.folder());
  for (int tries = 0; !lock_ && !request_.resume && tries < kTries; ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    lock_ = RunLock::take(request_.folder.folder());
  }
  if (!lock_) refuseLocked(request_.folder);
  lock_->sign();
}

/// With `auto` decided: a new run's is written so, a resumed run's once it is certain that training goes on.
RunConfig TrainJob::configuration(const DeviceChoice& device) {
  const auto& folder = request_.folder;
  if (request_.resume) {
    request_.takeOver = requireFree(folder, *lock_, request_.takeOver);
    const RunConfig config = resumedConfig(request_);
    requireSameData(request_, config);
    if (request_.threads == 0) request_.threads = threadsAskedFor(folder);
    return withResolvedPrecision(config, torchDevice(device));
  }
  const RunConfig config = withResolvedPrecision(withResolvedPaths(request_.config), torchDevice(device));
  folder.writeConfig(config, request_.asGiven.empty() ? toToml(request_.config) : request_.asGiven);
  return config;
}

void TrainJob::train(JobContext& context) {
  const auto device = chooseDevice(request_.device);
  const RunConfig config = configuration(device);
  useThreads(request_.threads);
  recorder_ = std::make_unique<RunRecorder>(request_.folder, context.channel, lock_, !request_.resume);
  takeCommands(request_.folder.folder());  // to a process that is gone
  recorder_->enter(RunState::Starting, "starting");
  if (!lock_->isReal())
    recorder_->log(
        LogLine::Level::Warning,
        "The disk of this run takes no locks, so nothing but its status keeps a second process from training it too.");
  if (!device.reason.empty()) recorder_->log(LogLine::Level::Info, device.reason);
  if (!request_.dataRoot.empty())
    recorder_->log(LogLine::Level::Info,
                   "The data are read from " + config.data.root + " now, as requested with --set data.root.");
  if (config.train.precision == "bf16" && !computesBfloat16(torchDevice(device)))
    recorder_->log(LogLine::Level::Warning, kSlowBfloat16);
  TrainingRun run(request_, config, device, context, *recorder_);
  isOpen_ = true;
  run.run();
}

/// The place of a resumed run in its training stays what it was.
void TrainJob::stoppedBeforeStart() {
  recorder_->log(LogLine::Level::Info, "Stopped while the images were checked, before the first step.");
  recorder_->enter(RunState::Stopped);
  leaveStoredRunAsItWas();
}

void TrainJob::leaveStoredRunAsItWas() {
  if (request_.resume && (!recorder_ || !recorder_->storing())) lock_->undo(request_.folder.folder());
}

void TrainJob::run(JobContext& context) {
  lock();
  try {
    train(context);
  } catch (const StoppedBeforeStart&) {
    stoppedBeforeStart();
  } catch (const UserError&) {  // of its data or settings: nothing was trained; else the disk, or the data meanwhile
    if (isOpen_)
      keepRows(*recorder_);
    else if (!request_.resume)
      request_.folder.removeUntrained();
    leaveStoredRunAsItWas();
    throw;
  } catch (...) {
    if (recorder_) keepRows(*recorder_);
    leaveStoredRunAsItWas();
    throw;
  }
}

std::string TrainJob::lessMemory() const { return kLessTrainingMemory; }

std::string describeChangedData(const RunFolder& folder) { return changeIn(folder.config(), folder); }

std::string trainedDataText(const RunFolder& folder) {
  const auto data = readStoredData(folder);
  return data ? formatText(*data) : std::string();
}

std::string changedDataWarning(const RunFolder& folder, const DataSplit& data) {
  const auto before = readStoredData(folder);
  const auto config = folder.config();
  const auto change = before ? describeDifference(*before, makeDataRecord(data, config)) : std::string();
  if (change.empty()) return {};
  return "The data in " + config.data.root + " have changed since the run was trained (" + change +
         "), so its validation part may hold what it was trained on; bring them back as they were, or name data with "
         "--data.";
}

/// A resumed run that was refused stays as it was; a folder that was deleted is not built again.
void TrainJob::failed(const RunStatus& status, const std::string& details) {
  if (!recorder_ || !recorder_->storing() || request_.folder.isGone()) return;
  RunStatus stored = status;
  stored.heartbeat = secondsNow();
  request_.folder.writeStatus(stored);
  if (!details.empty()) request_.folder.appendLog(formatLogLine({stored.heartbeat, LogLine::Level::Error, details}));
  request_.folder.appendLog(formatLogLine({stored.heartbeat, LogLine::Level::Error, stored.error}));
}

}  // namespace studio
