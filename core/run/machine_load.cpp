// /proc and nvidia-smi as numbers (machine_load.h).
#include "core/run/machine_load.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>
#include <utility>
#include <vector>

#include "core/run/printable_text.h"
#include "core/run/run_status.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

std::string wholeText(const fs::path& file) {
  std::ifstream in(file);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// The number behind "NAME:" or "NAME" at the beginning of a line; 0 where there is none.
std::uint64_t numberBehind(const std::string& text, const std::string& name) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(name)) continue;
    std::uint64_t value = 0;
    std::istringstream(line.substr(name.size())) >> value;
    return value;
  }
  return 0;
}

/// What the command prints; empty where there is no such program. It ends by itself within a second or two.
std::string readAnswer(const char* command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command, "r"), ::pclose);
  std::string answer;
  char part[512];
  while (pipe && std::fgets(part, sizeof part, pipe.get())) answer += part;
  return answer;
}

constexpr const char* kGpuQuery =
    "timeout 5 nvidia-smi --query-gpu=name,utilization.gpu,memory.used,memory.total --format=csv,noheader,nounits "
    "2>/dev/null";
constexpr double kMebi = 1048576, kKibi = 1024;

}  // namespace

double peakMemory() { return kKibi * double(numberBehind(wholeText("/proc/self/status"), "VmHWM:")); }

/// 5: the peak of proc(5), and nothing else.
void forgetPeakMemory() { std::ofstream("/proc/self/clear_refs") << "5"; }

std::optional<GpuLoad> parseGpuLoad(std::string_view answer) {
  std::vector<std::string> parts;
  std::istringstream line(std::string(answer.substr(0, answer.find('\n'))));
  for (std::string part; std::getline(line, part, ',');) {
    while (!part.empty() && part.front() == ' ') part.erase(0, 1);
    parts.push_back(part);
  }
  if (parts.size() != 4) return std::nullopt;
  const auto share = numberFrom(parts[1]), used = numberFrom(parts[2]), total = numberFrom(parts[3]);
  if (!share || !used || !total) return std::nullopt;
  return GpuLoad{printable(parts[0]), *share / 100, *used * kMebi, *total * kMebi};
}

MachineSampler::MachineSampler(fs::path runs, fs::path proc) : runs_(std::move(runs)), proc_(std::move(proc)) {
  std::error_code none;
  asksGpu_ = fs::exists(proc_ / "driver/nvidia/version", none);
}

/// What was counted of another process is no beginning for this one.
void MachineSampler::watch(std::int64_t process) {
  if (std::exchange(process_, process) == process) return;
  if (ticks_) ticks_->own.reset();
  bytes_.reset();
}

fs::path MachineSampler::ownFolder() const { return proc_ / (process_ > 0 ? std::to_string(process_) : "self"); }

/// Of the line "cpu user nice system idle iowait irq softirq steal", and of the process' user and system time.
std::optional<MachineSampler::Ticks> MachineSampler::readTicks(int& processors) const {
  std::istringstream lines(wholeText(proc_ / "stat"));
  Ticks ticks;
  processors = 0;
  for (std::string line; std::getline(lines, line) && line.starts_with("cpu");) {
    if (line[3] != ' ') {
      ++processors;
      continue;
    }
    std::istringstream values(line.substr(4));
    std::uint64_t value = 0;
    for (int column = 0; column < 8 && values >> value; ++column) {
      ticks.all += value;
      if (column != 3 && column != 4) ticks.busy += value;
    }
  }
  if (ticks.all == 0) return std::nullopt;
  const std::string own = wholeText(ownFolder() / "stat");
  const auto name = own.rfind(')');  // it may hold blanks
  if (name == std::string::npos) return ticks;
  ticks.own = 0;
  std::istringstream fields(own.substr(name + 1));
  std::string field;
  for (int number = 3; fields >> field && number <= 15; ++number)
    if (number >= 14) *ticks.own += std::strtoull(field.c_str(), nullptr, 10);
  return ticks;
}

void MachineSampler::readMemory(MachineLoad& load) const {
  const std::string all = wholeText(proc_ / "meminfo");
  const std::uint64_t total = numberBehind(all, "MemTotal:"), free = numberBehind(all, "MemAvailable:");
  if (total == 0) return;
  load.memoryTotal = kKibi * double(total);
  load.memoryUsed = kKibi * double(total - std::min(total, free));
  if (const std::string own = wholeText(ownFolder() / "status"); !own.empty())
    load.ownMemory = kKibi * double(numberBehind(own, "VmRSS:"));
}

std::optional<MachineSampler::Bytes> MachineSampler::readBytes() const {
  const std::string text = wholeText(ownFolder() / "io");
  if (text.empty()) return std::nullopt;
  return Bytes{numberBehind(text, "read_bytes:"), numberBehind(text, "write_bytes:")};
}

void MachineSampler::readDisk(MachineLoad& load) const {
  std::error_code error;
  fs::path folder = runs_;
  while (!folder.empty() && !fs::exists(folder, error) && folder != folder.parent_path()) folder = folder.parent_path();
  if (folder.empty()) return;
  const auto space = fs::space(folder, error);
  if (error) return;
  load.diskFree = double(space.available);
  load.diskTotal = double(space.capacity);
}

MachineLoad MachineSampler::sample() {
  MachineLoad load;
  load.time = secondsNow();
  load.process = process_;
  load.hasGpu = asksGpu_;
  const auto now = std::chrono::steady_clock::now();
  const double seconds = std::chrono::duration<double>(now - at_).count();
  const auto ticks = readTicks(load.processorCount);
  if (ticks && ticks_ && ticks->all > ticks_->all) {
    const double all = double(ticks->all - ticks_->all);
    load.processors = std::min(1.0, double(ticks->busy - std::min(ticks->busy, ticks_->busy)) / all);
    if (ticks->own && ticks_->own)
      load.ownShare = std::min(1.0, double(*ticks->own - std::min(*ticks->own, *ticks_->own)) / all);
  }
  const auto bytes = readBytes();
  if (bytes && bytes_ && seconds > 0) {
    load.diskRead = double(bytes->read - std::min(bytes->read, bytes_->read)) / seconds;
    load.diskWritten = double(bytes->written - std::min(bytes->written, bytes_->written)) / seconds;
  }
  ticks_ = ticks;
  bytes_ = bytes;
  at_ = now;
  readMemory(load);
  readDisk(load);
  if (asksGpu_) load.gpu = parseGpuLoad(readAnswer(kGpuQuery));
  return load;
}

}  // namespace studio
