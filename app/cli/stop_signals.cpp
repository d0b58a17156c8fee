#include "app/cli/stop_signals.h"

namespace studio {
namespace {

volatile std::sig_atomic_t stopReceived = 0;

void remember(int) { stopReceived = 1; }

}  // namespace

StopSignals::StopSignals() {
  stopReceived = 0;
  struct sigaction action {};
  action.sa_handler = remember;
  action.sa_flags = static_cast<int>(SA_RESETHAND);   // the second signal acts as usual
  ::sigemptyset(&action.sa_mask);
  ::sigaction(SIGINT, &action, &interrupt_);
  ::sigaction(SIGTERM, &action, &terminate_);
}

StopSignals::~StopSignals() {
  ::sigaction(SIGINT, &interrupt_, nullptr);
  ::sigaction(SIGTERM, &terminate_, nullptr);
}

bool StopSignals::received() const { return stopReceived != 0; }

}  // namespace studio
