// The speed of a run in words: never 0 for one that moves.
#include "core/run/run_status.h"

#include <gtest/gtest.h>

#include <cmath>

namespace studio {
namespace {

TEST(StepRate, BelowOneStepASecondItIsTheTimeOfAStep) {
  EXPECT_EQ(stepRateText(310.4), "310 it/s");
  EXPECT_EQ(stepRateText(9.97), "10 it/s");
  EXPECT_EQ(stepRateText(4.24), "4.2 it/s");
  EXPECT_EQ(stepRateText(1), "1.0 it/s");
  EXPECT_EQ(stepRateText(0.25), "4.0 s a step");
  EXPECT_EQ(stepRateText(1 / 12.0), "12 s a step");
  EXPECT_EQ(stepRateText(1 / 75.0), "75 s a step");
  EXPECT_EQ(stepRateText(1 / 1000.0), "17 min a step");
}

TEST(StepRate, IsEmptyWhereNothingIsKnown) {
  for (const double unknown : {0.0, -1.0, std::nan(""), HUGE_VAL}) EXPECT_EQ(stepRateText(unknown), "") << unknown;
}

}  // namespace
}  // namespace studio
