// The line of progress on standard error: a bar on a terminal, else one line every 10 seconds.
#pragma once
#include <chrono>
#include <iosfwd>
#include <string>

namespace studio {

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

}  // namespace studio
