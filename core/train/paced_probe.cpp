#include "core/train/paced_probe.h"

#include <chrono>

namespace studio {

void PacedProbe::refresh(std::int64_t step, ProbeBudget::Time time, For reason) {
  if (probe_.stimuli() == 0 || newest_.step == step || !budget_.allows(time, reason)) return;
  const auto start = std::chrono::steady_clock::now();
  newest_ = probe_.measure(model_, layers_, step, bfloat16_);   // its scores wait for the device, so the time is the whole time
  budget_.spend(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
}

}  // namespace studio
