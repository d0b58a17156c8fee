#include "core/network/device.h"

#include <ATen/Parallel.h>
#include <dlfcn.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <thread>

namespace studio {
namespace {

/// Major number of the compute capability; 0 where there is no such device. Asked of the driver, so that the same
/// program runs without one.
int computeCapability(int index) {
  void* driver = ::dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL);  // stays open: it is the one LibTorch uses
  if (!driver) return 0;
  const auto init = reinterpret_cast<int (*)(unsigned)>(::dlsym(driver, "cuInit"));
  const auto get = reinterpret_cast<int (*)(int*, int)>(::dlsym(driver, "cuDeviceGet"));
  const auto ask = reinterpret_cast<int (*)(int*, int, int)>(::dlsym(driver, "cuDeviceGetAttribute"));
  constexpr int kMajor = 75;  // CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR (cuda.h)
  int device = 0, major = 0;
  const bool known = init && get && ask && init(0) == 0 && get(&device, index) == 0 && ask(&major, kMajor, device) == 0;
  return known ? major : 0;
}

}  // namespace

c10::Device deviceOf(const DeviceChoice& choice) { return c10::Device(choice.name); }

void useThreads(int threads) {
  const int cores = int(std::max(1u, std::thread::hardware_concurrency()));
  at::set_num_threads(threads > 0 ? threads : cores);
}

bool processorComputesBfloat16(std::string_view cpuinfo) {
  constexpr std::array<std::string_view, 3> kSigns{"avx512_bf16", "amx_bf16", "bf16"};
  std::istringstream lines{std::string(cpuinfo)};
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("flags") && !line.starts_with("Features")) continue;
    std::istringstream words(line);
    for (std::string word; words >> word;)
      if (std::find(kSigns.begin(), kSigns.end(), word) != kSigns.end()) return true;
    return false;  // all of them are alike
  }
  return false;
}

bool computesBfloat16(c10::Device device) {
  if (device.is_cuda()) return computeCapability(device.has_index() ? device.index() : 0) >= 8;
  if (!device.is_cpu()) return false;
  std::ostringstream text;
  text << std::ifstream("/proc/cpuinfo").rdbuf();
  return processorComputesBfloat16(text.str());
}

RunConfig withResolvedPrecision(RunConfig config, c10::Device device) {
  if (config.train.precision == "auto") config.train.precision = computesBfloat16(device) ? "bf16" : "fp32";
  return config;
}

}  // namespace studio
