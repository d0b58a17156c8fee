// While it lives, Ctrl-C and SIGTERM are remembered instead of ending the process; a second one ends it as usual.
#pragma once
#include <csignal>

namespace studio {

class StopSignals {
 public:
  StopSignals();
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;
  bool received() const;

 private:
  struct sigaction interrupt_ {}, terminate_ {};
};

}  // namespace studio
