// Which device a run computes on.
#include <ATen/DeviceAccelerator.h>
#include <ATen/Parallel.h>
#include <c10/core/CachingDeviceAllocator.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "core/engine.h"
#include "core/run/error.h"

namespace studio {
namespace {

int accelerators() {
  try {
    return int(at::accelerator::deviceCount());
  } catch (const std::exception&) {  // a driver that does not answer
    return 0;
  }
}

/// Bytes free on a device; -1 where this LibTorch cannot tell (getMemoryInfo came after 2.8).
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

/// The device with most free memory; the first where that cannot be told.
int freestAccelerator(int count) {
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

DeviceChoice chooseDevice(const std::string& wish) {
  if (wish == "cpu") return cpuChoice();
  const int count = accelerators();
  if (wish == "auto" || wish.empty()) {
    if (count > 0) return acceleratorChoice(freestAccelerator(count));
    auto choice = cpuChoice();
    choice.reason = reasonForCpu();
    return choice;
  }
  for (auto& device : devices())
    if (device.name == wish || device.name == wish + ":0") return device;
  if (!wish.starts_with("cuda")) throw UserError("`" + wish + "` is not a device; choose auto, cpu or cuda:N.");
  const std::string why = count == 0 ? reasonForCpu().substr(std::string("Training on the CPU: ").size())
                                     : "only " + std::to_string(count) + " devices are there.";
  throw UserError("The device " + wish + " cannot be used: " + why.substr(0, why.size() - 1) + "; choose auto or cpu.");
}

}  // namespace studio
