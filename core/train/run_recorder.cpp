#include "core/train/run_recorder.h"

#include <unistd.h>

#include <cmath>

#include "core/run/log.h"
#include "core/run/process_identity.h"

namespace studio {
namespace {

constexpr auto kTellEvery = std::chrono::milliseconds(50);
constexpr auto kSaveEvery = std::chrono::seconds(1);
constexpr auto kStoreEvery = std::chrono::seconds(2);

void remember(double& newest, double value) {
  if (!std::isnan(value)) newest = value;
}

}  // namespace

double secondsNow() { return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count(); }

RunRecorder::RunRecorder(RunFolder folder, RunChannel& channel) : folder_(std::move(folder)), channel_(channel) {
  status_.started = secondsNow();
  status_.pid = ::getpid();
  status_.host = hostName();
}

void RunRecorder::enter(RunState state, const std::string& stage) {
  status_.state = state;
  status_.stage = stage;
  if (!isLive(state)) status_.secondsLeft = state == RunState::Finished ? 0 : -1;
  flush();
  store();
}

void RunRecorder::heartbeat() {
  const auto now = Clock::now();
  if (now - saved_ >= kSaveEvery) flush();
  if (now - stored_ >= kStoreEvery) return store();
  if (now - told_ < kTellEvery) return;
  told_ = now;
  status_.heartbeat = secondsNow();
  channel_.setStatus(status_);
}

void RunRecorder::store() {
  told_ = stored_ = Clock::now();
  status_.heartbeat = secondsNow();
  channel_.setStatus(status_);
  folder_.writeStatus(status_);
}

void RunRecorder::log(LogLine::Level level, const std::string& text) {
  channel_.log(level, text);
  folder_.appendLog(Log::format({secondsNow(), level, text}));
}

void RunRecorder::append(const ScalarRow& row) {
  channel_.append(row);
  unsaved_.push_back(row);
  remember(status_.taskLoss, row.taskLoss);
  remember(status_.topoLoss, row.topoLoss);
  remember(status_.validationLoss, row.validationLoss);
  remember(status_.validationAccuracy, row.validationAccuracy);
}

void RunRecorder::flush() {
  saved_ = Clock::now();
  if (unsaved_.empty()) return;
  folder_.appendScalars(unsaved_);
  unsaved_.clear();
}

void RunRecorder::storeMaps(const Snapshot& snapshot) {
  folder_.writeMaps(snapshot);
  channel_.mapsStored(snapshot.step);
}

void RunRecorder::checkpointStored(std::int64_t step) { channel_.checkpointStored(step); }

void RunRecorder::replay() {
  for (const auto& row : folder_.scalars()) {
    channel_.append(row);
    remember(status_.taskLoss, row.taskLoss);
    remember(status_.topoLoss, row.topoLoss);
    remember(status_.validationLoss, row.validationLoss);
    remember(status_.validationAccuracy, row.validationAccuracy);
  }
  for (const auto step : folder_.mapSteps()) channel_.mapsStored(step);
  for (const auto step : folder_.checkpointSteps()) channel_.checkpointStored(step);
}

}  // namespace studio
