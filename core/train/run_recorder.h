// What a running job reports: everything goes to the live channel and into the run folder; and the time it has trained.
// Engine thread only.
#pragma once
#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "core/run/run_channel.h"
#include "core/run/run_lock.h"
#include "core/run/run_store.h"
#include "core/run/tensorboard_file.h"

namespace studio {

class RunRecorder {
 public:
  /// The lock outlives this object. Nothing is written into a resumed run's folder before startStoring(): what is
  /// refused changes nothing stored.
  RunRecorder(RunFolder folder, RunChannel& channel, std::optional<RunLock>& lock, bool storing);

  const RunFolder& folder() const { return folder_; }
  /// From now on the folder is written too, first with what was logged until now.
  void startStoring();
  bool storing() const { return storing_; }
  RunStatus& status() { return status_; }
  /// A new state is published and stored at once.
  void enter(RunState state, const std::string& stage = {});
  /// What is going on for a while, as "first validation"; empty = the steps. Published at once.
  void enterStage(const std::string& stage);
  /// After each step, and while something else takes long: the channel is updated 20 times a second, the file every 2
  /// seconds.
  void heartbeat();

  void log(LogLine::Level level, const std::string& text);
  void append(const ScalarRow& row);
  /// A command that took effect: published and stored at once.
  void record(const Event& event);
  void storeMaps(const Snapshot& snapshot);
  void checkpointStored(std::int64_t step);
  /// Rows that are still in memory go to the disk.
  void flush();
  /// From now on rows are written for TensorBoard too; those up to `afterStep` are stored already.
  void writeTensorboard(std::int64_t afterStep = -1);
  /// What a resumed run has on disk already, so that the channel has the whole run.
  void replay();

  /// Follows a folder that was renamed or moved; throws UserError where it was deleted or emptied, for nothing may be
  /// built again in its place.
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
  std::optional<TensorboardFile> tensorboard_;
  Clock::time_point reportedAt_{}, stored_{}, saved_ = Clock::now();
};

/// Seconds of training without pauses, and the speed over the last seconds.
class TrainingClock {
 public:
  void start(double secondsBefore) { before_ = begun_ = secondsBefore, started_ = Clock::now(); }
  void pauseBegins() { pausedAt_ = Clock::now(); }
  void pauseEnds();
  double seconds() const;

  /// After each step.
  void tick(std::int64_t step);
  /// Steps a second over about the last three seconds; 0 before there are two steps.
  double stepsPerSecond() const;
  /// The same over more seconds, so that a validation or a busy moment hardly shows; 0 in the first seconds after a
  /// start or a pause, which are no measure.
  double steadyStepsPerSecond() const;

 private:
  using Clock = std::chrono::steady_clock;
  double speedOver(double window) const;
  double before_ = 0, begun_ = 0;  ///< begun_: seconds() when it began or went on
  Clock::time_point started_ = Clock::now();
  std::optional<Clock::time_point> pausedAt_;           ///< while it is paused
  std::deque<std::pair<double, std::int64_t>> recent_;  ///< seconds(), step; a tenth of a second apart
};

}  // namespace studio
