// The device of a run, chosen at run time; the same source builds against a CPU and a CUDA LibTorch.
#pragma once
#include <c10/core/Device.h>

#include "core/engine.h"

namespace studio {

c10::Device deviceOf(const DeviceChoice& choice);
/// Threads of this thread's tensor operations; 0 = all cores. Call first thing in the thread that computes.
void useThreads(int threads);

}  // namespace studio
