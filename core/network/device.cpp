#include "core/network/device.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <thread>

namespace studio {

c10::Device deviceOf(const DeviceChoice& choice) { return c10::Device(choice.name); }

void useThreads(int threads) {
  const int cores = int(std::max(1u, std::thread::hardware_concurrency()));
  at::set_num_threads(threads > 0 ? threads : cores);
}

}  // namespace studio
