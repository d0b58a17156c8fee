// tau over the steps (GOLD of science.md 1.7) and its JSON.
#include <gtest/gtest.h>

#include "topo/tau_schedule.h"

namespace studio {
namespace {

TEST(TauScheduleTest, ChainedLinearThenCosineHasTheKnownValues) {
  const TauSchedule schedule({{0, 1, 5, TauMode::Linear}, {1, 0, 5, TauMode::CosineDecay}});
  const double expected[] = {0, .2, .4, .6, .8, 1, .9045085, .6545085, .3454915, .0954915, 0, 0};
  for (int t = 0; t < 12; ++t) EXPECT_NEAR(schedule.at(t), expected[t], 1e-7) << t;
}

TEST(TauScheduleTest, HoldsItsEndForever) {
  EXPECT_EQ(TauSchedule({{3, 0.5, 10, TauMode::CosineDecay}}).at(11), 0.5);  // the package's would rise again
  EXPECT_EQ(TauSchedule({{3, 0.5, 10, TauMode::CosineDecay}}).at(1'000'000'000'000), 0.5);
  EXPECT_EQ(TauSchedule({{0, 7, 4, TauMode::Linear}}).at(4), 7.0);
  EXPECT_EQ(TauSchedule::constant(2.5).at(99), 2.5);
}

TEST(TauScheduleTest, JsonComesBackTheSame) {
  for (const auto& segments :
       {std::vector<TauSegment>{{0, 1, 5, TauMode::Linear}},
        std::vector<TauSegment>{
            {0, 1, 5, TauMode::Linear}, {1, 0.1, 7, TauMode::CosineDecay}, {0.1, 0.1, 1, TauMode::Constant}}})
    EXPECT_EQ(TauSchedule::fromJson(TauSchedule(segments).toJson()).segments(), segments);
  const auto read = TauSchedule::fromJson(R"({"start_value": 0.0, "end_value": 2, "num_steps": 4, "mode": "linear"})");
  EXPECT_EQ(read.at(2), 1.0);
}

TEST(TauScheduleTest, WrongSchedulesAreSentences) {
  using Segments = std::vector<TauSegment>;
  EXPECT_THROW(TauSchedule(Segments{}), std::invalid_argument);
  EXPECT_THROW(TauSchedule(Segments{{0, 1, 0, TauMode::Linear}}), std::invalid_argument);
  EXPECT_THROW(TauSchedule(Segments{{0, 1, 5, TauMode::CosineDecay}}), std::invalid_argument);
  for (const char* text : {"", "7", "{}", "[]", R"([{"start_value": 1}])",
                           R"({"start_value":"a","end_value":0,"num_steps":4,"mode":"linear"})",
                           R"({"start_value":1,"end_value":0,"num_steps":4,"mode":"wavy"})"})
    EXPECT_THROW(TauSchedule::fromJson(text), std::invalid_argument) << text;
}

}  // namespace
}  // namespace studio
