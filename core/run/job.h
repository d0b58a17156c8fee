// A long piece of work with a title; run() blocks until done and asks control.proceed() between its pieces.
#pragma once
#include <string>

#include "core/run/run_channel.h"
#include "core/run/run_control.h"
#include "core/run/run_status.h"

namespace studio {

struct JobContext {
  RunControl& control;
  RunChannel& channel;
};

class Job {
 public:
  virtual ~Job() = default;
  virtual std::string title() const = 0;
  /// What makes it take less memory, as the end of a sentence (failure.h).
  virtual std::string lessMemory() const { return "take less at once"; }
  /// Throws UserError for what a user can mend, anything else for a fault of ours.
  virtual void run(JobContext& context) = 0;
  /// Called on the engine thread after run() threw: the status as the channel will show it (Failed and the sentence),
  /// and what a fault of the program says of itself (else empty), for a job that keeps its state on the disk to store.
  virtual void failed(const RunStatus& status, const std::string& details) {
    static_cast<void>(status);
    static_cast<void>(details);
  }
};

}  // namespace studio
