#include "core/train/paced_probe.h"

#include <algorithm>
#include <chrono>

namespace studio {

const ProbeFound& PacedProbe::measure(std::int64_t step) {
  measureNow(step);
  stored_ = step;
  return newest_;
}

void PacedProbe::look(std::int64_t step, double secondsTrained) {
  if (begun_ < 0) begun_ = secondsTrained;
  const bool earned = live_ + last_ <= share_ * (secondsTrained - begun_);
  if (newest_.step >= 0 && !earned) return;
  const double before = spent_;
  measureNow(step);
  live_ += spent_ - before;
}

void PacedProbe::measureNow(std::int64_t step) {
  if (newest_.step == step) return;
  const auto start = std::chrono::steady_clock::now();
  newest_ = probe_.measure(model_, layers_, step,
                           bfloat16_);  // its scores wait for the device, so the time is the whole time
  last_ = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  spent_ += last_;
}

double PacedProbe::shareSpent(double secondsTrained) const {
  const double passed = std::max(secondsTrained - std::max(begun_, 0.0), spent_);
  return passed > 0 ? spent_ / passed : 0;
}

}  // namespace studio
