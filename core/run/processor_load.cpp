// proc(5): /proc/stat counts ticks of each processor, /proc/PID/task/TID/schedstat the nanoseconds a thread ran and
// waited to run.
#include "core/run/processor_load.h"

#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace studio {
namespace {

constexpr double kLeastWait = 0.05;  ///< of the time it ran: less is the waiting of its threads for each other

double secondsOf(const timeval& time) { return double(time.tv_sec) + 1e-6 * double(time.tv_usec); }

cpu_set_t allowedProcessors() {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  ::sched_getaffinity(0, sizeof allowed, &allowed);
  return allowed;
}

/// Of the processors that this process may use: all but idle and waiting for the disk.
double busySeconds() {
  const cpu_set_t allowed = allowedProcessors();
  std::ifstream file("/proc/stat");
  double ticks = 0;
  for (std::string line; std::getline(file, line) && line.starts_with("cpu");) {
    if (line.size() < 4 || line[3] < '0' || line[3] > '9') continue;  // the sum of all
    std::istringstream fields(line.substr(3));
    unsigned number = 0;
    double user = 0, nice = 0, system = 0, idle = 0, disk = 0, hard = 0, soft = 0, stolen = 0;
    fields >> number >> user >> nice >> system >> idle >> disk >> hard >> soft >> stolen;
    if (number < CPU_SETSIZE && CPU_ISSET(number, &allowed)) ticks += user + nice + system + hard + soft + stolen;
  }
  return ticks / double(::sysconf(_SC_CLK_TCK));
}

double ownSeconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return secondsOf(usage.ru_utime) + secondsOf(usage.ru_stime);
}

/// Of all threads of this process.
double waitedSeconds() {
  double nanoseconds = 0;
  std::error_code none;
  for (std::filesystem::directory_iterator task("/proc/self/task", none), end; !none && task != end;
       task.increment(none)) {
    std::ifstream file(task->path() / "schedstat");
    double ran = 0, waited = 0;
    if (file >> ran >> waited) nanoseconds += waited;
  }
  return 1e-9 * nanoseconds;
}

}  // namespace

ProcessorLoad::Counts ProcessorLoad::now() {
  return {busySeconds(), ownSeconds(), waitedSeconds(),
          std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count()};
}

ProcessorLoad::ProcessorLoad() : begin_(now()) {}

double ProcessorLoad::others() const {
  const Counts end = now();
  const cpu_set_t allowed = allowedProcessors();
  const double ran = end.own - begin_.own, there = (end.clock - begin_.clock) * std::max(1, CPU_COUNT(&allowed));
  if (end.waited - begin_.waited < kLeastWait * ran || there <= 0) return 0;
  return std::clamp((end.all - begin_.all - ran) / there, 0.0, 1.0);
}

}  // namespace studio
