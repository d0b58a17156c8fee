// A run's progress on standard error: a bar on a terminal, else one line every 10 seconds; log lines as they come.
#pragma once
#include <chrono>
#include <iosfwd>

#include "core/run/run_channel.h"

namespace studio {

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
  using Clock = std::chrono::steady_clock;

  const RunChannel& channel_;
  std::ostream& out_;
  bool terminal_;
  std::size_t logSeen_ = 0;
  bool barShown_ = false;
  Clock::time_point last_ = Clock::now();
};

}  // namespace studio
