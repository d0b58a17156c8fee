// Watches a computation over images: progress on standard error, and what asks it to stop (stop_signals.h) as
// Interrupted.
#pragma once
#include "app/cli/command.h"
#include "app/cli/progress_line.h"
#include "core/run/network_request.h"
#include "core/run/program_start.h"

namespace studio {

class BatchWatch {
 public:
  explicit BatchWatch(const GlobalOptions& options);
  ~BatchWatch() { line_.clear(); }
  /// Where to compute, telling this object after each batch; must not outlive it.
  Computing computing();
  /// A sentence on standard error, unless --quiet.
  void warn(const std::string& sentence);

 private:
  void told(std::int64_t done, std::int64_t total);
  void reading(std::int64_t done, std::int64_t total);
  void noted(const std::string& note);
  const GlobalOptions& options_;
  StopSignals signals_;
  ProgressLine line_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace studio
