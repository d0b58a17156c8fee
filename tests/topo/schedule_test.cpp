// tau over the steps (GOLD of science.md 1.7).
#include <gtest/gtest.h>

#include "topo/tau_schedule.h"

namespace studio {
namespace {

TEST(TauScheduleTest, ChainedLinearThenCosineHasTheKnownValues) {
  const std::vector<TauSegment> schedule{{0, 1, 5, TauMode::Linear}, {1, 0, 5, TauMode::CosineDecay}};
  const double expected[] = {0, .2, .4, .6, .8, 1, .9045085, .6545085, .3454915, .0954915, 0, 0};
  for (int t = 0; t < 12; ++t) EXPECT_NEAR(tauOf(schedule, t), expected[t], 1e-7) << t;
}

TEST(TauScheduleTest, HoldsItsEndForever) {
  const std::vector<TauSegment> decay{{3, 0.5, 10, TauMode::CosineDecay}};
  EXPECT_EQ(tauOf(decay, 11), 0.5);  // the package's would rise again
  EXPECT_EQ(tauOf(decay, 1'000'000'000'000), 0.5);
  EXPECT_EQ(decay.front().at(11), 0.5);
  EXPECT_EQ(tauOf({{0, 7, 4, TauMode::Linear}}, 4), 7.0);
}

TEST(TauScheduleTest, ASegmentWithoutStepsIsPassedOver) {
  EXPECT_EQ(tauOf({{3, 1, 0, TauMode::CosineDecay}, {5, 7, 2, TauMode::Linear}}, 1), 6.0);
  EXPECT_EQ(tauOf({{2, 2, 0, TauMode::Linear}}, 0), 2.0);
}

}  // namespace
}  // namespace studio
