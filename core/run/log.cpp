#include "core/run/log.h"

#include <ctime>

#include "core/run/printable_text.h"

namespace studio {
namespace {

const char* nameOf(LogLine::Level level) {
  switch (level) {
    case LogLine::Level::Warning:
      return "warning";
    case LogLine::Level::Error:
      return "error";
    default:
      return "info";
  }
}

}  // namespace

std::string Log::format(const LogLine& line) {
  const auto seconds = static_cast<std::time_t>(line.time);
  std::tm local{};
  ::localtime_r(&seconds, &local);
  char stamp[32];
  std::strftime(stamp, sizeof stamp, "%Y-%m-%d %H:%M:%S", &local);
  return std::string(stamp) + " " + nameOf(line.level) + ": " + visible(line.text);
}

}  // namespace studio
