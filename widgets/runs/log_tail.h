// The end of a run's log.txt, read again and again: each time only what is new, and never more of it than is shown. A
// worker thread; one at a time.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/run/run_channel.h"
#include "core/run/run_store.h"

namespace studio {

/// Lines of a log that the window keeps; earlier ones are in log.txt alone.
inline constexpr std::size_t kMostLogLines = RunChannel::kMostLines;

/// The newest lines of a log and how many came before them, as far as that is known.
struct LogLines {
  std::vector<LogLine> lines;  ///< newest last
  std::size_t before = 0;      ///< lines that were here and are no longer kept
  bool isCut = false;          ///< the log begins earlier than these lines

  void add(std::vector<LogLine> more);
  /// The next to come begin so many lines later: those between were not kept anywhere but in log.txt.
  void skip(std::size_t lines);
};

class LogTail {
 public:
  explicit LogTail(RunFolder folder) : folder_(std::move(folder)) {}
  /// Throws UserError naming the file where it is there and cannot be read.
  void refresh();
  const LogLines& log() const { return log_; }

 private:
  void take(std::string_view bytes);
  RunFolder folder_;
  LogLines log_;
  std::string begun_;       ///< of a line that is not whole yet
  std::uint64_t read_ = 0;  ///< bytes of the file that have been seen
  std::uint64_t file_ = 0;  ///< its number on the disk
};

/// What the lines of a log file say, newest last.
std::vector<LogLine> parseLog(std::string_view text);

}  // namespace studio
