// The clock of a run: what it says of its speed, and when it says nothing.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "core/train/run_recorder.h"

namespace studio {
namespace {

/// A step each five milliseconds, for so long.
void trainFor(TrainingClock& clock, std::int64_t& step, double seconds) {
  for (const double end = clock.seconds() + seconds; clock.seconds() < end;) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    clock.tick(++step);
  }
}

TEST(TrainingClock, ASteadySpeedIsKnownSomeSecondsAfterTheStartAndAfterAPause) {
  TrainingClock clock;
  clock.start(100);
  std::int64_t step = 0;
  trainFor(clock, step, 0.5);
  EXPECT_GT(clock.stepsPerSecond(), 0);
  EXPECT_EQ(clock.steadyStepsPerSecond(), 0) << "the first seconds are no measure";
  trainFor(clock, step, 2.8);
  const double steady = clock.steadyStepsPerSecond();
  EXPECT_GT(steady, 0);
  EXPECT_LE(steady, 200);
  std::this_thread::sleep_for(std::chrono::milliseconds(600));  // a validation
  clock.tick(++step);
  EXPECT_GT(clock.steadyStepsPerSecond(), 0.6 * steady);
  clock.pauseBegins();
  clock.pauseEnds();
  EXPECT_EQ(clock.stepsPerSecond(), 0);
  trainFor(clock, step, 0.5);
  EXPECT_EQ(clock.steadyStepsPerSecond(), 0) << "nothing of before the pause";
}

}  // namespace
}  // namespace studio
