// Everything that a channel holds at this moment, for tests that keep no place of their own.
#pragma once
#include "core/run/run_channel.h"

namespace studio {

inline std::vector<ScalarRow> allScalars(const RunChannel& channel) {
  std::size_t seen = 0;
  return channel.takeScalars(seen);
}

inline std::vector<LogLine> allLines(const RunChannel& channel) {
  std::size_t seen = 0;
  return channel.takeLog(seen);
}

}  // namespace studio
