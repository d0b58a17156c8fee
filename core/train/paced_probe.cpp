#include "core/train/paced_probe.h"

#include <algorithm>
#include <chrono>

namespace studio {

void PacedProbe::refresh(std::int64_t step, Time time, For reason) {
  if (probe_.stimuli() == 0 || newest_.step == step) return;
  if (begun_ < 0) begun_ = time.trained;
  if (!affordable(time, reason)) return;
  const auto start = std::chrono::steady_clock::now();
  newest_ = probe_.measure(model_, layers_, step, bfloat16_);   // its scores wait for the device, so the time is the whole time
  cost_ = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  spent_ += cost_;
}

/// The first one is always made: a screen that has just opened sees maps at once.
bool PacedProbe::affordable(Time time, For reason) const {
  if (newest_.step < 0 || reason == For::Certain) return true;
  const double passed = time.trained - begun_;
  const double credit = reason == For::Keeping ? pace_.stored * std::max(passed, (time.whole - begun_) / 4) : pace_.seen * passed;
  return spent_ + cost_ <= credit;
}

double PacedProbe::shareSpent(double secondsTrained) const {
  const double passed = std::max(secondsTrained - begun_, spent_);
  return passed > 0 ? spent_ / passed : 0;
}

}  // namespace studio
