#include "core/run/stop_signals.h"

namespace studio {
namespace {

volatile std::sig_atomic_t stopReceived = 0;

void remember(int) { stopReceived = 1; }

}  // namespace

StopSignals::StopSignals() {
  stopReceived = 0;
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    ::sigaction(kSignals[i], nullptr, &before_[i]);
    if (kSignals[i] == SIGHUP && before_[i].sa_handler == SIG_IGN) continue;  // nohup
    struct sigaction action {};
    action.sa_handler = remember;
    if (kSignals[i] != SIGHUP) action.sa_flags = static_cast<int>(SA_RESETHAND);
    ::sigemptyset(&action.sa_mask);
    ::sigaction(kSignals[i], &action, nullptr);
  }
}

StopSignals::~StopSignals() {
  for (std::size_t i = 0; i < kSignals.size(); ++i) ::sigaction(kSignals[i], &before_[i], nullptr);
}

bool StopSignals::received() const { return stopReceived != 0; }

}  // namespace studio
