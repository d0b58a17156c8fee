// What a running job tells: everything goes to the live channel and into the run folder. Engine thread only.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/run/run_channel.h"
#include "core/run/run_lock.h"
#include "core/run/run_store.h"

namespace studio {

class RunRecorder {
 public:
  /// The lock outlives this object. A resumed run's folder hears nothing before startStoring(): what is refused changes
  /// nothing stored.
  RunRecorder(RunFolder folder, RunChannel& channel, std::optional<RunLock>& lock, bool storing);

  const RunFolder& folder() const { return folder_; }
  /// From now on the folder hears too, first of what was logged until now.
  void startStoring();
  bool storing() const { return storing_; }
  RunStatus& status() { return status_; }
  /// A new state is told and stored at once.
  void enter(RunState state, const std::string& stage = {});
  /// After each step, and while something else takes long: the channel hears 20 times a second, the file every 2
  /// seconds.
  void heartbeat();

  void log(LogLine::Level level, const std::string& text);
  void append(const ScalarRow& row);
  void storeMaps(const Snapshot& snapshot);
  void checkpointStored(std::int64_t step);
  /// Rows that are still in memory go to the disk.
  void flush();
  /// What a resumed run has on disk already, so that the channel tells the whole run.
  void replay();

  /// Follows a folder that was renamed or moved; throws UserError where it was deleted or emptied, for nothing may be
  /// built anew in its place.
  void requireFolder();

 private:
  using Clock = std::chrono::steady_clock;
  void store();
  std::string absolutePlace() const;

  RunFolder folder_;
  RunChannel& channel_;
  RunStatus status_;
  std::optional<RunLock>& lock_;
  bool storing_;
  std::vector<std::string> unsavedLines_;
  std::vector<ScalarRow> unsaved_;
  Clock::time_point told_{}, stored_{}, saved_ = Clock::now();
};

}  // namespace studio
