// The device of a run, chosen at run time, and the precision it computes best in; the same source builds against a CPU
// and a CUDA LibTorch.
#pragma once
#include <c10/core/Device.h>

#include <string_view>

#include "core/engine.h"

namespace studio {

c10::Device deviceOf(const DeviceChoice& choice);
/// Threads of this thread's tensor operations; 0 = all cores. Call first thing in the thread that computes.
void useThreads(int threads);

/// Whether a device has arithmetic of its own for bfloat16: a GPU of compute capability 8.0 or above, a processor with
/// AVX512-BF16, AMX or Arm's BF16. By what it is, never by a clock, so that the same machine always answers the same.
bool computesBfloat16(c10::Device device);
/// The same from the text of /proc/cpuinfo.
bool processorComputesBfloat16(std::string_view cpuinfo);
/// train.precision "auto" as fp32 or bf16; another one stays as it is.
RunConfig withResolvedPrecision(RunConfig config, c10::Device device);

}  // namespace studio
