// Schedules: their values, how they are written, and what may be wrong with them.
#include "core/run/schedule.h"

#include <gtest/gtest.h>

#include "tests/support/user_error.h"

namespace studio {
namespace {

Schedule made(const std::string& kind, double start, double end, std::int64_t length = 0) {
  Schedule schedule;
  schedule.kind = kind;
  schedule.start = start;
  schedule.end = end;
  schedule.length = length;
  return schedule;
}

TEST(Schedule, ConstantLinearAndCosine) {
  EXPECT_EQ(made("constant", 1, 2).valueAt(7, 50, 100), 7);
  const auto linear = made("linear", 1, 0);
  EXPECT_EQ(linear.valueAt(3, 0, 100), 1);
  EXPECT_EQ(linear.valueAt(3, 50, 100), 2);
  EXPECT_EQ(linear.valueAt(3, 100, 100), 3);
  EXPECT_EQ(linear.valueAt(3, 900, 100), 3);
  const auto up = made("cosine_growth", 0, 0);
  EXPECT_EQ(up.valueAt(4, 0, 100), 0);
  EXPECT_NEAR(up.valueAt(4, 25, 100), 4 * 0.14644660940672624, 1e-12);
  EXPECT_NEAR(up.valueAt(4, 50, 100), 2, 1e-12);
  const auto down = made("cosine_decay", 0, 1, 10);
  EXPECT_EQ(down.valueAt(10, 0, 100), 10);
  EXPECT_NEAR(down.valueAt(10, 5, 100), 5.5, 1e-12);
  EXPECT_EQ(down.valueAt(10, 11, 100), 1) << "the package's would rise again";
  EXPECT_EQ(down.valueAt(10, 1'000'000'000'000, 100), 1);
}

TEST(Schedule, StepsHoldTheirValues) {
  Schedule steps = made("steps", 0, 0);
  steps.at = {10, 20};
  steps.values = {2, 0.5};
  for (const auto& [step, value] :
       std::vector<std::pair<int, double>>{{0, 1}, {9, 1}, {10, 2}, {19, 2}, {20, .5}, {99, .5}})
    EXPECT_EQ(steps.valueAt(1, step, 50), value) << step;
  EXPECT_EQ(steps.extremes(1), (std::vector<double>{1, 2, 0.5}));
}

// science.md 1.7, GOLD chained.
TEST(Schedule, ChainedLinearThenCosineHasTheKnownValues) {
  Schedule chained = made("chained", 0, 0);
  chained.stages = {{"linear", 0, 1, 5}, {"cosine_decay", 1, 0, 5}};
  const double expected[] = {0, .2, .4, .6, .8, 1, .9045085, .6545085, .3454915, .0954915, 0, 0};
  for (int t = 0; t < 12; ++t) EXPECT_NEAR(chained.valueAt(9, t, 1000), expected[t], 1e-7) << t;
  chained.stages = {{"cosine_decay", 3, 1, 0}, {"constant", 6, 6, 2}, {"linear", 6, 8, 2}};
  EXPECT_EQ(chained.valueAt(9, 0, 9), 6) << "a stage without steps is passed over";
  EXPECT_EQ(chained.valueAt(9, 3, 9), 7);
  EXPECT_EQ(chained.valueAt(9, 4, 9), 8);
}

TEST(Schedule, StagesAsText) {
  const auto stages = parseStages("linear 0 1 500, cosine_decay 1 0.5 20 ,constant 2 2 1");
  ASSERT_EQ(stages.size(), 3u);
  EXPECT_EQ(stages[1].mode, "cosine_decay");
  EXPECT_EQ(stages[1].end, 0.5);
  EXPECT_EQ(stages[1].steps, 20);
  EXPECT_TRUE(parseStages("").empty());
  for (const char* wrong : {"linear 0 1", "linear 0 1 2 3", "linear a 1 2", "linear 0 1 2.5", "linear 0 1 1e12"})
    EXPECT_NE(errorSentence([&] { parseStages(wrong); }).find("is no stage of a schedule"), std::string::npos) << wrong;
}

std::string problemsOf(std::vector<std::string> settings) {
  RunConfig config;
  for (const auto& setting : settings) applySetting(config, setting);
  std::string all;
  for (const auto& problem : scheduleProblems(config)) all += problem.key + ": " + problem.sentence + "\n";
  return all;
}

TEST(Schedule, TheFactorHasTheSameChoices) {
  EXPECT_EQ(problemsOf({"topoloss.factor_schedule=linear", "topoloss.factor_start=2"}), "");
  RunConfig config;
  applySetting(config, "topoloss.factor_schedule=chained");
  applySetting(config, "topoloss.factor_stages=linear 1 3 10, constant 3 3 1");
  EXPECT_TRUE(parseConfig(toToml(config)) == config);
  const auto schedule = readSchedule(config, factorScheduleKeys());
  EXPECT_EQ(schedule.valueAt(9, 5, 100), 2);
  EXPECT_EQ(schedule.extremes(9), (std::vector<double>{1, 3, 3, 3}));
}

TEST(Schedule, MistakesAreSentences) {
  EXPECT_NE(problemsOf({"topoloss.schedule=steps", "topoloss.schedule_at=5,10", "topoloss.schedule_values=1"})
                .find("topoloss.schedule_at has 2 steps and topoloss.schedule_values 1 values"),
            std::string::npos);
  EXPECT_NE(problemsOf({"topoloss.schedule=steps", "topoloss.schedule_at=10,10", "topoloss.schedule_values=1,2"})
                .find("must rise from step to step"),
            std::string::npos);
  EXPECT_NE(problemsOf({"topoloss.factor_schedule=chained"}).find("has no stages; add topoloss.factor_stages"),
            std::string::npos);
  EXPECT_NE(problemsOf({"topoloss.factor_schedule=chained", "topoloss.factor_stages=linear 0.5 2 10"})
                .find("stage 1 of topoloss.factor_schedule sets the factor to 0.5; it must be 1 or more."),
            std::string::npos);
  EXPECT_NE(problemsOf({"topoloss.factor_schedule=chained", "topoloss.factor_stages=upwards"}).find("is no stage"),
            std::string::npos);
  EXPECT_NE(problemsOf({"topoloss.factor_schedule=cosine_decay", "topoloss.factor_end=4"})
                .find("topoloss.factor_end is 4 but cosine_decay must end below the factor = 3."),
            std::string::npos);
}

}  // namespace
}  // namespace studio
