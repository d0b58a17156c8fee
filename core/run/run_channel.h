// Between one engine thread and one reader thread: plain data, no callbacks, nobody waits.
// Latest wins: snapshot, status, view request. Never lost: events; the newest few thousand log lines and scalars: older
// lines are in log.txt alone, of older scalars an even selection stays (ThinnedRows), so a run of any length takes
// the same memory. Every call holds a lock for microseconds at most; snapshotWanted() is one atomic read.
#pragma once
#include <atomic>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/run/run_status.h"
#include "core/run/scalars.h"
#include "core/run/snapshot.h"

namespace studio {

struct LogLine {
  enum class Level { Info, Warning, Error };
  double time = 0;  ///< seconds since 1970
  Level level = Level::Info;
  std::string text;
};

class RunChannel {
 public:
  static constexpr std::size_t kMostLines = 5000;  ///< of the log, that are kept here

  // Engine thread.
  void append(const ScalarRow& row);
  void log(LogLine::Level level, std::string text);
  void add(const Event& event);
  void setStatus(const RunStatus& status);
  bool snapshotWanted() const { return wanted_.load(std::memory_order_acquire); }
  ViewRequest request() const;
  /// Replaces an unread snapshot and clears the request for one.
  void publish(std::shared_ptr<const Snapshot> snapshot);
  /// A stored snapshot was written at this step (the reader adds it to its time bar).
  void mapsStored(std::int64_t step);
  void checkpointStored(std::int64_t step);
  /// The job was refused for the sake of a run's lost checkpoints; the reason is the beginning of its sentence.
  void refuseLostCheckpoints(std::string reason);

  // Reader thread.
  /// Rows after the first `seen` that were appended, as far as they are kept; `seen` goes on to the newest.
  std::vector<ScalarRow> takeScalars(std::size_t& seen) const;
  /// Lines after the first `seen` that were logged, as far as they are kept; `seen` goes on to the newest.
  std::vector<LogLine> takeLog(std::size_t& seen) const;
  /// Events after the first `seen`.
  std::vector<Event> eventsFrom(std::size_t seen) const;
  std::vector<std::int64_t> storedMaps() const;
  std::vector<std::int64_t> storedCheckpoints() const;
  std::string lostCheckpoints() const;  ///< why the job was refused; empty where that was not the reason
  RunStatus status() const;
  /// The newest unread snapshot or nullptr.
  std::shared_ptr<const Snapshot> takeSnapshot();
  /// Asks for one more snapshot of this kind.
  void want(const ViewRequest& request);

 private:
  mutable std::mutex mutex_;
  ThinnedRows scalars_;
  std::deque<LogLine> log_;
  std::size_t logged_ = 0;  ///< lines in all
  std::vector<Event> events_;
  std::string lostCheckpoints_;
  std::vector<std::int64_t> maps_, checkpoints_;
  RunStatus status_;
  ViewRequest request_;
  std::shared_ptr<const Snapshot> snapshot_;
  std::atomic<bool> wanted_{false};
};

/// One line as in log.txt: "2026-01-31 12:00:00 warning: text" (local time). One line stays one line, whatever the text
/// holds.
std::string formatLogLine(const LogLine& line);

}  // namespace studio
