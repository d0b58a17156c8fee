// A run's progress on standard error, and its log lines as they come.
#pragma once
#include "app/cli/progress_line.h"
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
  const RunChannel& channel_;
  std::ostream& out_;
  ProgressLine line_;
  std::size_t logSeen_ = 0;
};

}  // namespace studio
