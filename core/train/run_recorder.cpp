// To the channel and into the run's folder, and the clock without pauses (run_recorder.h).
#include "core/train/run_recorder.h"

#include <unistd.h>

#include <cmath>
#include <utility>

#include "core/run/error.h"
#include "core/run/run_channel.h"
#include "core/run/run_lock.h"

namespace studio {
namespace {

constexpr auto kReportInterval = std::chrono::milliseconds(50);
constexpr auto kSaveEvery = std::chrono::seconds(1);
constexpr auto kStoreEvery = std::chrono::seconds(2);

/// Files that a killed process was writing; nobody else writes here while the lock is held.
void removeUnfinishedFiles(const FolderHandle& folder) {
  for (const auto& entry : folder.list())
    if (entry.isFile && entry.name.starts_with('.') && entry.name.ends_with(".part")) folder.remove(entry.name);
}

/// The newest values of a run, with the step that they are of.
void remember(RunStatus& status, const ScalarRow& row) {
  const auto take = [&row](double& newest, double value, std::int64_t& step) {
    if (!std::isnan(value)) newest = value, step = row.step;
  };
  take(status.topoLoss, row.topoLoss, status.lossStep);
  take(status.taskLoss, row.taskLoss, status.lossStep);
  take(status.validationLoss, row.validationLoss, status.validationStep);
  take(status.validationAccuracy, row.validationAccuracy, status.validationStep);
}

constexpr double kWindow = 3, kSpacing = 0.1;  ///< seconds, of the speed
constexpr double kSteadyWindow = 15;           ///< seconds, of the speed that says how long is left
constexpr double kSettled = 3;                 ///< seconds; before, a run that begins or goes on has no steady speed

}  // namespace

RunRecorder::RunRecorder(RunFolder folder, RunChannel& channel, std::optional<RunLock>& lock, bool storing)
    : folder_(std::move(folder)), channel_(channel), lock_(lock), storing_(storing) {
  status_.started = secondsNow();
  status_.pid = ::getpid();
  status_.host = hostName();
  status_.locks = lock_ && lock_->isReal();
  status_.folder = absolutePlace();
  status_.checkpoint = kNoCheckpointYet;
}

std::string RunRecorder::absolutePlace() const {
  std::error_code none;
  const auto place = folder_.place();
  const auto whole = std::filesystem::absolute(place, none);
  return (none ? place : whole).lexically_normal().string();
}

void RunRecorder::startStoring() {
  storing_ = true;
  for (const auto& line : unsavedLines_) folder_.appendLog(line);
  unsavedLines_.clear();
  removeUnfinishedFiles(folder_.folder());
  if (const auto maps = folder_.folder().find("maps")) removeUnfinishedFiles(*maps);
}

void RunRecorder::requireFolder() {
  if (folder_.isGone())
    throw UserError("The folder of the run " + folder_.name() +
                    " was deleted or emptied while it was trained, so it ends here, at step " +
                    std::to_string(status_.step) + "; resume a copy of it, or train again.");
  if (lock_ && !lock_->isInPlace(folder_.folder())) {  // somebody deleted the file, not the run
    auto again = RunLock::take(folder_.folder());
    if (!again)
      throw UserError("The run " + folder_.name() +
                      " has been taken over by another process, so this one ends at step " +
                      std::to_string(status_.step) + "; follow the other one.");
    again->sign();
    lock_ = std::move(again);
  }
  const std::string now = absolutePlace();
  if (now == status_.folder) return;
  status_.folder = now;
  log(LogLine::Level::Info, "The folder of the run is " + now + " now; training goes on in it.");
}

void RunRecorder::enter(RunState state, const std::string& stage) {
  status_.state = state;
  status_.stage = stage;
  if (!isLive(state)) status_.secondsLeft = state == RunState::Finished ? 0 : -1;
  flush();
  store();
}

void RunRecorder::enterStage(const std::string& stage) {
  status_.stage = stage;
  reportedAt_ = {};
  heartbeat();
}

void RunRecorder::heartbeat() {
  const auto now = Clock::now();
  const bool stores = now - stored_ >= kStoreEvery;
  if (stores || now - saved_ >= kSaveEvery) flush();  // a killed run's status never mentions rows that were not written
  if (stores) return store();
  if (now - reportedAt_ < kReportInterval) return;
  reportedAt_ = now;
  status_.heartbeat = secondsNow();
  channel_.setStatus(status_);
}

void RunRecorder::store() {
  reportedAt_ = stored_ = Clock::now();
  status_.heartbeat = secondsNow();
  channel_.setStatus(status_);
  if (!storing_) return;
  requireFolder();
  folder_.writeStatus(status_);
}

void RunRecorder::log(LogLine::Level level, const std::string& text) {
  channel_.log(level, text);
  const auto line = formatLogLine({secondsNow(), level, text});
  if (storing_ && !folder_.isGone()) folder_.appendLog(line);
  if (!storing_) unsavedLines_.push_back(line);
}

void RunRecorder::append(const ScalarRow& row) {
  channel_.append(row);
  unsaved_.push_back(row);
  remember(status_, row);
}

void RunRecorder::record(const Event& event) {
  requireFolder();
  folder_.appendEvent(event);
  channel_.add(event);
}

void RunRecorder::flush() {
  saved_ = Clock::now();
  if (unsaved_.empty() || !storing_) return;
  requireFolder();
  folder_.appendScalars(unsaved_);
  const auto stored = std::exchange(unsaved_, {});  // whatever becomes of the other file, they are not written twice
  if (tensorboard_) tensorboard_->append(stored);
}

void RunRecorder::writeTensorboard(std::int64_t afterStep) {
  tensorboard_.emplace(folder_.folder(), afterStep, folder_.scalars());
}

void RunRecorder::storeMaps(const Snapshot& snapshot) {
  requireFolder();
  folder_.writeMaps(snapshot);
  channel_.mapsStored(snapshot.step);
}

/// The record comes at once: later nobody may take the run for one that never had a checkpoint.
void RunRecorder::checkpointStored(std::int64_t step) {
  status_.checkpoint = step;
  store();
  channel_.checkpointStored(step);
}

/// Maps and checkpoints first: whoever has seen the first row has seen them all.
void RunRecorder::replay() {
  for (const auto step : folder_.mapSteps()) channel_.mapsStored(step);
  for (const auto step : folder_.checkpointSteps()) channel_.checkpointStored(step);
  for (const auto& row : folder_.scalars()) {
    channel_.append(row);
    remember(status_, row);
  }
  std::string problem;
  for (const auto& event : folder_.events(problem)) channel_.add(event);
  if (!problem.empty()) log(LogLine::Level::Warning, problem);
}

void TrainingClock::pauseEnds() {
  started_ += Clock::now() - *pausedAt_;  // as if the pause had not been
  pausedAt_.reset();
  recent_.clear();
  begun_ = seconds();
}

double TrainingClock::seconds() const {
  return before_ + std::chrono::duration<double>(pausedAt_.value_or(Clock::now()) - started_).count();
}

void TrainingClock::tick(std::int64_t step) {
  const double now = seconds();
  if (recent_.size() > 1 && now - recent_[recent_.size() - 2].first < kSpacing)
    recent_.back() = {now, step};
  else
    recent_.emplace_back(now, step);
  while (recent_.size() > 2 && now - recent_[1].first > kSteadyWindow) recent_.pop_front();
}

double TrainingClock::stepsPerSecond() const { return speedOver(kWindow); }

double TrainingClock::steadyStepsPerSecond() const {
  return !recent_.empty() && recent_.back().first - begun_ >= kSettled ? speedOver(kSteadyWindow) : 0;
}

/// Where steps take longer than that, of the last one.
double TrainingClock::speedOver(double window) const {
  if (recent_.size() < 2) return 0;
  const auto& last = recent_.back();
  auto first = recent_.end() - 2;
  while (first != recent_.begin() && last.first - first->first < window) --first;
  const double seconds = last.first - first->first;
  return seconds > 0 ? double(last.second - first->second) / seconds : 0;
}

}  // namespace studio
