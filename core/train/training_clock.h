// Time of a run: seconds of training without pauses, and the speed over the last seconds.
#pragma once
#include <chrono>
#include <cstdint>
#include <deque>

namespace studio {

class TrainingClock {
 public:
  void start(double secondsBefore) { before_ = secondsBefore, started_ = Clock::now(); }
  void pauseBegins() { pausedAt_ = Clock::now(); }
  void pauseEnds();
  double seconds() const;

  /// After each step.
  void tick(std::int64_t step);
  /// Steps a second over about the last three seconds; 0 before there are two steps.
  double stepsPerSecond() const;

 private:
  using Clock = std::chrono::steady_clock;
  double before_ = 0;
  Clock::time_point started_ = Clock::now(), pausedAt_{};
  std::deque<std::pair<double, std::int64_t>> recent_;  ///< seconds(), step; a tenth of a second apart
};

}  // namespace studio
