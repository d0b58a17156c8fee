// Lines of a run's log.txt.
#pragma once
#include <string>

#include "core/run/run_channel.h"

namespace studio {

class Log {
 public:
  /// One line as in log.txt: "2026-01-31 12:00:00 warning: text" (local time). One line stays one line, whatever the
  /// text holds.
  static std::string format(const LogLine& line);
};

}  // namespace studio
