// What a command says on standard error while it works: a line of progress, on which a computation over images or a run
// is followed.
#pragma once
#include <chrono>
#include <iosfwd>
#include <string>

#include "app/cli/command.h"
#include "core/run/network_request.h"
#include "core/run/program_start.h"
#include "core/run/run_channel.h"

namespace studio {

// The line of progress on standard error: a bar on a terminal, else one line every 10 seconds.

class ProgressLine {
 public:
  ProgressLine(std::ostream& out, bool terminal) : out_(out), terminal_(terminal) {}
  /// share 0..1, or below 0 where it is not known. Cheap to call after every batch.
  void show(double share, const std::string& text);
  /// Takes the bar away, so that a whole line can be written.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  std::ostream& out_;
  bool terminal_, shown_ = false;
  Clock::time_point last_ = Clock::now();
};

// Watches a computation over images: progress on standard error, and what asks it to stop (StopSignals) as
// Interrupted.

class BatchWatch {
 public:
  explicit BatchWatch(const GlobalOptions& options);
  ~BatchWatch() { line_.clear(); }
  /// Where to compute, reporting to this object after each batch; must not outlive it.
  Computing computing();
  /// A sentence on standard error, unless --quiet.
  void warn(const std::string& sentence);
  void note(const std::string& sentence);

 private:
  void report(std::int64_t done, std::int64_t total);
  void reading(std::int64_t done, std::int64_t total);
  void layers(std::int64_t done, std::int64_t total);
  const GlobalOptions& options_;
  StopSignals signals_;
  ProgressLine line_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

// A run's progress on standard error, and its log lines as they come.

class TrainProgress {
 public:
  TrainProgress(const RunChannel& channel, std::ostream& out, bool terminal);
  /// Called a few times a second by the thread that waits for the run.
  void show();
  /// Once at the end: what is left, and a clean line.
  void finish();

  /// "epoch 4.2 of 10 · step 592 of 1410 · 310 it/s · 3 s left · task 0.2104 · topo 0.0198"
  static std::string line(const RunStatus& status);

 private:
  void showLog();
  const RunChannel& channel_;
  std::ostream& out_;
  ProgressLine line_;
  std::size_t logSeen_ = 0;
};

}  // namespace studio
