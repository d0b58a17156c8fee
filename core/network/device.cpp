// Devices as LibTorch lists them; their arithmetic as the driver and /proc/cpuinfo state it.
#include "core/network/device.h"

#include <ATen/DeviceAccelerator.h>
#include <ATen/Parallel.h>
#include <ATen/autocast_mode.h>
#include <c10/core/CachingDeviceAllocator.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <dlfcn.h>
#include <torch/version.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "core/run/error.h"
#include "core/run/program_start.h"

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

int accelerators() {
  try {
    return int(at::accelerator::deviceCount());
  } catch (const std::exception&) {  // a driver that does not answer
    return 0;
  }
}

/// Bytes free on a device; -1 where this LibTorch does not report it (getMemoryInfo came after 2.8).
template <class Allocator>
double freeBytes(Allocator* allocator, c10::DeviceIndex index) {
  if constexpr (requires { allocator->getMemoryInfo(index).first; }) {
    try {
      return double(allocator->getMemoryInfo(index).first);
    } catch (const std::exception&) {
      return -1;
    }
  }
  return -1;
}

DeviceChoice acceleratorChoice(int index) {
  const auto type = *at::accelerator::getAccelerator(false);
  DeviceChoice choice;
  choice.name = c10::DeviceTypeName(type, true) + ":" + std::to_string(index);
  choice.title = c10::DeviceTypeName(type) + " device " + std::to_string(index);
  const double bytes = freeBytes(c10::getDeviceAllocator(type), c10::DeviceIndex(index));
  if (bytes > 0) choice.title += ", " + std::to_string(std::llround(bytes / 1e9)) + " GB free";
  return choice;
}

DeviceChoice cpuChoice() {
  const auto cores = std::max(1u, std::thread::hardware_concurrency());
  return {"cpu", "CPU, " + std::to_string(cores) + (cores == 1 ? " thread" : " threads"), ""};
}

std::string reasonForCpu() {
  std::error_code none;
  const bool driver = std::filesystem::exists("/proc/driver/nvidia/version", none);
  const bool cudaBuild = c10::impl::hasDeviceGuardImpl(c10::kCUDA);
  if (!cudaBuild && driver)
    return "Training on the CPU: an NVIDIA GPU is present, but this LibTorch was built without CUDA.";
  if (!cudaBuild) return "Training on the CPU: no NVIDIA GPU was found, and this LibTorch was built without CUDA.";
  if (driver) return "Training on the CPU: the NVIDIA driver is loaded, but no CUDA device answers.";
  return "Training on the CPU: no CUDA device was found.";
}

/// The device with most free memory; the first where that is not known.
int leastUsedAccelerator(int count) {
  const auto type = *at::accelerator::getAccelerator(false);
  int best = 0;
  double most = -1;
  for (int i = 0; i < count; ++i)
    if (const double bytes = freeBytes(c10::getDeviceAllocator(type), c10::DeviceIndex(i)); bytes > most)
      most = bytes, best = i;
  return best;
}

}  // namespace

std::vector<DeviceChoice> devices() {
  std::vector<DeviceChoice> all;
  for (int i = 0; i < accelerators(); ++i) all.push_back(acceleratorChoice(i));
  all.push_back(cpuChoice());
  return all;
}

DeviceChoice chooseDevice(const std::string& request) {
  if (request == "cpu") return cpuChoice();
  const int count = accelerators();
  if (request == "auto" || request.empty()) {
    if (count > 0) return acceleratorChoice(leastUsedAccelerator(count));
    auto choice = cpuChoice();
    choice.reason = reasonForCpu();
    return choice;
  }
  for (auto& device : devices())
    if (device.name == request || device.name == request + ":0") return device;
  if (!request.starts_with("cuda")) throw UserError("`" + request + "` is not a device; choose auto, cpu or cuda:N.");
  const std::string why = count == 0 ? reasonForCpu().substr(std::string("Training on the CPU: ").size())
                                     : "only " + std::to_string(count) + " devices are there.";
  throw UserError("The device " + request + " cannot be used: " + why.substr(0, why.size() - 1) +
                  "; choose auto or cpu.");
}

c10::Device torchDevice(const DeviceChoice& choice) { return c10::Device(choice.name); }

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

std::string versionString() { return programVersion(); }

std::string libtorchVersion() { return TORCH_VERSION; }

Autocast::Autocast(c10::Device device, bool on) : type_(device.type()), on_(on) {
  if (!on_) return;
  at::autocast::set_autocast_dtype(type_, at::kBFloat16);
  at::autocast::set_autocast_enabled(type_, true);
  at::autocast::increment_nesting();
}

Autocast::~Autocast() {
  if (!on_) return;
  // The cache holds bfloat16 copies of the weights; they are stale after the next update.
  if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
  at::autocast::set_autocast_enabled(type_, false);
}

}  // namespace studio
