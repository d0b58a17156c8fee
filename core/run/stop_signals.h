// While it lives, Ctrl-C, SIGTERM and SIGHUP (the terminal was closed, the connection broke off) are remembered instead
// of ending the process. A second Ctrl-C or SIGTERM ends it as usual; a closed terminal sends more than one SIGHUP, so
// those are only remembered. Under nohup SIGHUP stays ignored. One object at a time, on the thread that made it.
#pragma once
#include <array>
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
  static constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP};
  std::array<struct sigaction, kSignals.size()> before_{};
};

}  // namespace studio
