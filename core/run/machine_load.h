// How busy the machine is: processors, memory, disk and the GPU where there is one. Read from /proc and, for a GPU of
// NVIDIA's, from nvidia-smi, so that a screen needs no library of a device. One sampler belongs to one thread at a
// time; sample() reads some small files, and waits for nvidia-smi where there is a GPU: call it on a worker thread.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace studio {

struct GpuLoad {
  std::string name;
  double share = 0;                        ///< 0..1 of the last moments
  double memoryUsed = 0, memoryTotal = 0;  ///< bytes
  bool operator==(const GpuLoad&) const = default;
};

/// One moment. Shares and rates are of the time since the sample before; -1 in the first one, and where the system
/// does not say.
struct MachineLoad {
  double time = 0;                        ///< seconds since 1970
  std::int64_t process = 0;               ///< whose share this is beside everybody's; 0 = this process
  double processors = -1, ownShare = -1;  ///< 0..1 of all processors: everybody, that process
  int processorCount = 0;
  double memoryUsed = -1, memoryTotal = -1, ownMemory = -1;  ///< bytes
  double diskRead = -1, diskWritten = -1;                    ///< bytes a second of that process
  double diskFree = -1, diskTotal = -1;                      ///< bytes where the runs are
  bool hasGpu = false;                                       ///< one of NVIDIA's is there, whether it answers or not
  std::optional<GpuLoad> gpu;                                ///< the first one
};

class MachineSampler {
 public:
  /// `runs`: the folder whose disk counts; it may be missing.
  explicit MachineSampler(std::filesystem::path runs = {}, std::filesystem::path proc = "/proc");
  /// Whose share is taken beside everybody's: another process of this machine; 0 = this process.
  void watch(std::int64_t process);
  MachineLoad sample();

 private:
  struct Ticks {
    std::uint64_t busy = 0, all = 0;
    std::optional<std::uint64_t> own;
  };
  struct Bytes {
    std::uint64_t read = 0, written = 0;
  };
  std::optional<Ticks> readTicks(int& processors) const;
  void readMemory(MachineLoad& load) const;
  std::optional<Bytes> readBytes() const;
  void readDisk(MachineLoad& load) const;
  std::filesystem::path ownFolder() const;
  std::filesystem::path runs_, proc_;
  std::int64_t process_ = 0;
  std::optional<Ticks> ticks_;
  std::optional<Bytes> bytes_;
  std::chrono::steady_clock::time_point at_{};
  bool asksGpu_;
};

/// Most memory that this process had at once since forgetPeakMemory(), or since it began where the system cannot
/// forget; bytes, 0 where it does not say. Any thread.
double peakMemory();
void forgetPeakMemory();

/// The answer of `nvidia-smi --query-gpu=name,utilization.gpu,memory.used,memory.total --format=csv,noheader,nounits`:
/// its first line; nullopt where it says something else.
std::optional<GpuLoad> parseGpuLoad(std::string_view answer);

}  // namespace studio
