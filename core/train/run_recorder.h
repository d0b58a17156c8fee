// What a running job tells: everything goes to the live channel and into the run folder. Engine thread only.
#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "core/run/run_channel.h"
#include "core/run/run_store.h"

namespace studio {

class RunRecorder {
 public:
  RunRecorder(RunFolder folder, RunChannel& channel);

  const RunFolder& folder() const { return folder_; }
  RunStatus& status() { return status_; }
  /// A new state is told and stored at once.
  void enter(RunState state, const std::string& stage = {});
  /// After each step, and while something else takes long: the channel hears 20 times a second, the file every 2 seconds.
  void heartbeat();

  void log(LogLine::Level level, const std::string& text);
  void append(const ScalarRow& row);
  void storeMaps(const Snapshot& snapshot);
  void checkpointStored(std::int64_t step);
  /// Rows that are still in memory go to the disk.
  void flush();
  /// What a resumed run has on disk already, so that the channel tells the whole run.
  void replay();

 private:
  using Clock = std::chrono::steady_clock;
  void store();

  RunFolder folder_;
  RunChannel& channel_;
  RunStatus status_;
  std::vector<ScalarRow> unsaved_;
  Clock::time_point told_{}, stored_{}, saved_ = Clock::now();
};

/// Seconds since 1970.
double secondsNow();

}  // namespace studio
