// A long piece of work with a title; run() blocks until done and asks control.proceed() between its pieces.
#pragma once
#include <string>

#include "core/run/run_channel.h"
#include "core/run/run_control.h"

namespace studio {

struct JobContext {
  RunControl& control;
  RunChannel& channel;
};

class Job {
 public:
  virtual ~Job() = default;
  virtual std::string title() const = 0;
  /// Throws UserError for what a user can mend, anything else for a fault of ours.
  virtual void run(JobContext& context) = 0;
};

}  // namespace studio
