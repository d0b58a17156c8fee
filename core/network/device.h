// The device of a run, chosen at run time, the precision it computes best in, how that is switched on, and the versions
// of what computes; the same source builds against a CPU and a CUDA LibTorch.
#pragma once
#include <c10/core/Device.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/run/run_config.h"
#include "core/run/training_request.h"

namespace studio {

/// "auto" (the device with most free memory, else the CPU and why), "cpu", "cuda:N". Throws UserError when a named
/// device is not there.
DeviceChoice chooseDevice(const std::string& request);
/// All there are, the CPU last.
std::vector<DeviceChoice> devices();
c10::Device torchDevice(const DeviceChoice& choice);
/// Threads of this thread's tensor operations; 0 = all cores. Call first thing in the thread that computes.
void useThreads(int threads);

/// Whether a device has arithmetic of its own for bfloat16: a GPU of compute capability 8.0 or above, a processor with
/// AVX512-BF16, AMX or Arm's BF16. By what it is, never by a clock, so that the same machine always answers the same.
bool computesBfloat16(c10::Device device);
/// The same from the text of /proc/cpuinfo.
bool processorComputesBfloat16(std::string_view cpuinfo);
/// train.precision "auto" as fp32 or bf16; another one stays as it is.
RunConfig withResolvedPrecision(RunConfig config, c10::Device device);

/// Of this program: "0.1.0".
std::string versionString();
/// Of the LibTorch it was built with: "2.13.0".
std::string libtorchVersion();

/// While it lives, matrix products and convolutions of this thread run in bfloat16 (weights stay float32).
class Autocast {
 public:
  /// on = false does nothing.
  Autocast(c10::Device device, bool on);
  ~Autocast();
  Autocast(const Autocast&) = delete;
  Autocast& operator=(const Autocast&) = delete;

 private:
  c10::DeviceType type_;
  bool on_;
};

}  // namespace studio
