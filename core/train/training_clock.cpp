#include "core/train/training_clock.h"

namespace studio {
namespace {

constexpr double kWindow = 3, kSpacing = 0.1;  // seconds

}  // namespace

void TrainingClock::pauseEnds() {
  started_ += Clock::now() - pausedAt_;  // as if the pause had not been
}

double TrainingClock::seconds() const {
  return before_ + std::chrono::duration<double>(Clock::now() - started_).count();
}

void TrainingClock::tick(std::int64_t step) {
  const double now = seconds();
  if (recent_.size() > 1 && now - recent_[recent_.size() - 2].first < kSpacing)
    recent_.back() = {now, step};
  else
    recent_.emplace_back(now, step);
  while (recent_.size() > 2 && now - recent_[1].first > kWindow) recent_.pop_front();
}

double TrainingClock::stepsPerSecond() const {
  if (recent_.size() < 2) return 0;
  const double seconds = recent_.back().first - recent_.front().first;
  return seconds > 0 ? double(recent_.back().second - recent_.front().second) / seconds : 0;
}

}  // namespace studio
