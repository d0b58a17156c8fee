// Linux: /proc/PID/stat (proc(5)): field 3 is the state, field 22 the start time.
#include "core/run/process_identity.h"

#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <sstream>

namespace studio {

std::string hostName() {
  char name[256] = {};
  return ::gethostname(name, sizeof name - 1) == 0 ? name : "";
}

std::string bootId() {
  std::string id;
  std::ifstream file("/proc/sys/kernel/random/boot_id");
  std::getline(file, id);
  return id;
}

std::optional<std::uint64_t> processStart(std::int64_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  if (!std::getline(file, line)) return std::nullopt;
  const std::size_t end = line.rfind(')');  // the name before it may hold anything
  if (end == std::string::npos) return std::nullopt;
  std::istringstream rest(line.substr(end + 1));
  std::string state, skipped;
  rest >> state;
  if (state == "Z" || state == "X") return std::nullopt;
  for (int field = 4; field < 22; ++field) rest >> skipped;
  std::uint64_t start = 0;
  rest >> start;
  if (!rest) return std::nullopt;
  return start;
}

bool processRuns(std::int64_t pid, std::uint64_t start) {
  if (pid <= 0 || pid > INT32_MAX) return false;
  if (::kill(static_cast<pid_t>(pid), 0) != 0 && errno == ESRCH) return false;
  const auto now = processStart(pid);
  if (!now) return processStart(::getpid()) ? false : true;  // without /proc the signal alone decides
  return start == 0 || *now == start;
}

}  // namespace studio
