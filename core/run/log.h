// The program's log: one line a message, to standard error (command line) and to a file (a run's log.txt), flushed at once.
// Safe from any thread. Never throws: a log that cannot be written must not stop a run.
#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "core/run/run_channel.h"

namespace studio {

class Log {
 public:
  explicit Log(bool toStandardError);
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  /// Adds lines to this file too, from now on; false when it cannot be opened.
  bool open(const std::filesystem::path& file);
  void write(LogLine::Level level, const std::string& text);

  /// One line as in log.txt: "2026-01-31 12:00:00 warning: text" (local time).
  static std::string format(const LogLine& line);

 private:
  struct Sinks;
  std::unique_ptr<Sinks> sinks_;
};

}  // namespace studio
