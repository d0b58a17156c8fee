// Learning rate, tau and what is due at which step.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "core/losses/losses.h"
#include "core/train/schedules.h"

namespace studio {
namespace {

OptimizerConfig schedule(const std::string& name, std::int64_t warmup = 0) {
  OptimizerConfig config;
  config.learningRate = 1.0;
  config.schedule = name;
  config.warmupSteps = warmup;
  return config;
}

TEST(LearningRate, ConstantWithWarmup) {
  const auto config = schedule("constant", 4);
  const std::vector<double> expected{0.25, 0.5, 0.75, 1, 1, 1};
  for (std::size_t step = 0; step < expected.size(); ++step)
    EXPECT_DOUBLE_EQ(learningRateAt(config, std::int64_t(step), 100), expected[step]);
}

TEST(LearningRate, CosineFallsFromThePeakToNearlyZero) {
  const auto config = schedule("cosine", 10);
  EXPECT_DOUBLE_EQ(learningRateAt(config, 10, 110), 1.0);
  EXPECT_NEAR(learningRateAt(config, 60, 110), 0.5, 1e-12);
  EXPECT_NEAR(learningRateAt(config, 109, 110), 0.5 * (1 + std::cos(M_PI * 0.99)), 1e-12);
  for (std::int64_t step = 11; step < 110; ++step)
    EXPECT_LT(learningRateAt(config, step, 110), learningRateAt(config, step - 1, 110));
}

// Values of torch.optim.lr_scheduler.OneCycleLR(max_lr=1, total_steps=10) in PyTorch 2.13.
TEST(LearningRate, OneCycleAsTorch) {
  const std::vector<double> expected{0.040000000000000036,
                                     0.52,
                                     1.0,
                                     0.9504846320134738,
                                     0.8117456539497631,
                                     0.6112620219362893,
                                     0.3887419780637108,
                                     0.18825834605023700,
                                     0.0495193679865264,
                                     4e-06};
  for (std::size_t step = 0; step < expected.size(); ++step)
    EXPECT_NEAR(learningRateAt(schedule("one_cycle"), std::int64_t(step), 10), expected[step], 2e-6) << step;
}

// ffcv-imagenet's get_cyclic_lr by numpy.interp, piece by piece: peak 0.5 at epoch 2 of 88, 10 steps an epoch, from
// 1e-4 of the peak to 0.
TEST(LearningRate, LinearAsFfcv) {
  auto config = schedule("linear", 20);
  config.learningRate = 0.5;
  config.warmupStart = 1e-4;
  const std::vector<std::pair<std::int64_t, double>> expected{
      {0, 5e-05}, {1, 0.0250475},           {10, 0.250025}, {19, 0.4750025},
      {20, 0.5},  {21, 0.4994186046511628}, {450, 0.25},    {879, 0.0005813953488372102}};
  for (const auto& [step, rate] : expected) EXPECT_NEAR(learningRateAt(config, step, 880), rate, 1e-15) << step;
  config.finalRate = 0.5;
  EXPECT_NEAR(learningRateAt(config, 450, 880), 0.375, 1e-15);
  EXPECT_EQ(learningRateAt(config, 5000, 880), learningRateAt(config, 879, 880));
}

// nanoGPT's get_lr in Python: learning rate 6e-4, least 6e-5, 20 steps of warm-up, 200 in all.
TEST(LearningRate, CosineToAShareAsNanoGpt) {
  auto config = schedule("cosine", 20);
  config.learningRate = 6e-4;
  config.finalRate = 0.1;
  const std::vector<std::pair<std::int64_t, double>> expected{
      {20, 0.0006},   {21, 0.0005999588776922256},   {65, 0.0005209188309203678},
      {110, 0.00033}, {150, 0.00015644734538463435}, {199, 6.004112230777436e-05}};
  for (const auto& [step, rate] : expected) EXPECT_NEAR(learningRateAt(config, step, 200), rate, 1e-17) << step;
}

double tauAt(const TopoLossConfig& config, std::int64_t step, std::int64_t steps) {
  RunConfig whole;
  whole.topoloss = config;
  return TopoLossSchedule(whole).tauAt(step, steps);
}

TEST(Tau, SchedulesOfTheConfiguration) {
  TopoLossConfig config;
  config.tau = 10;
  EXPECT_DOUBLE_EQ(tauAt(config, 7, 100), 10);
  config.schedule = "linear";
  config.tauStart = 2;
  EXPECT_DOUBLE_EQ(tauAt(config, 0, 100), 2);
  EXPECT_DOUBLE_EQ(tauAt(config, 50, 100), 6);
  EXPECT_DOUBLE_EQ(tauAt(config, 300, 100), 10);
  config.scheduleSteps = 10;
  EXPECT_DOUBLE_EQ(tauAt(config, 5, 100), 6);
  config.schedule = "cosine_decay";
  config.tauEnd = 1;
  EXPECT_DOUBLE_EQ(tauAt(config, 0, 100), 10);
  EXPECT_NEAR(tauAt(config, 5, 100), 5.5, 1e-12);
  EXPECT_DOUBLE_EQ(tauAt(config, 50, 100), 1);  // stays at its end
}

// science.md 1.7, GOLD chained: linear 0 -> 1 over 5 steps, then cosine 1 -> 0 over 5.
TEST(Tau, ChainedStages) {
  TopoLossConfig config;
  config.schedule = "chained";
  config.stages = {{"linear", 0, 1, 5}, {"cosine_decay", 1, 0, 5}};
  const std::vector<double> gold{0, .2, .4, .6, .8, 1, .9045, .6545, .3455, .0955, 0, 0};
  for (std::size_t step = 0; step < gold.size(); ++step)
    EXPECT_NEAR(tauAt(config, std::int64_t(step), 1000), gold[step], 5e-5) << step;
}

TEST(Factor, HasAScheduleOfItsOwnInBothDirections) {
  RunConfig config;
  config.topoloss.factor = {3, 4};
  const auto at = [&config](std::int64_t step) { return TopoLossSchedule(config).factorAt(step, 100); };
  using Pair = std::pair<double, double>;
  EXPECT_EQ(at(50), Pair(3, 4));
  config.topoloss.factorSchedule = "linear";
  config.topoloss.factorStart = 1;
  EXPECT_EQ(at(0), Pair(1, 1));
  EXPECT_EQ(at(50), Pair(2, 2.5));
  EXPECT_EQ(at(100), Pair(3, 4));
}

OutputConfig outputWith(const std::string& maps) {
  OutputConfig output;
  output.maps = maps;
  output.scalarsEvery = 4;
  output.checkpointEpochs = 2;
  output.checkpointMinutes = 10;
  return output;
}

TEST(Due, MapsAtOneTwoFiveOfEveryDecade) {
  std::vector<std::int64_t> stored;
  for (std::int64_t step = 0; step <= 1000; ++step)
    if (dueBefore(outputWith("log+epoch"), step).maps) stored.push_back(step);
  EXPECT_EQ(stored, (std::vector<std::int64_t>{0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000}));
  EXPECT_TRUE(dueBefore(outputWith("epoch"), 0).maps);
  EXPECT_FALSE(dueBefore(outputWith("epoch"), 1).maps);
  EXPECT_FALSE(dueBefore(outputWith("none"), 0).maps);
}

TEST(Due, RowsEveryFewStepsAndTheFirstIsValidated) {
  for (std::int64_t step = 0; step < 20; ++step) {
    const auto due = dueBefore(outputWith("none"), step);
    EXPECT_EQ(due.row, step % 4 == 0) << step;
    EXPECT_EQ(due.validation, step == 0) << step;
    EXPECT_FALSE(due.checkpoint);
  }
}

TEST(Due, TheEndOfAnEpochMeasuresAndEverySecondOneSaves) {
  for (const char* maps : {"epoch", "log+epoch"}) {
    const auto due = dueAfter(outputWith(maps), {.epoch = 3, .endsEpoch = true});
    EXPECT_TRUE(due.maps && due.row && due.validation);
    EXPECT_FALSE(due.checkpoint);
  }
  EXPECT_TRUE(dueAfter(outputWith("epoch"), {.epoch = 4, .endsEpoch = true}).checkpoint);
  EXPECT_FALSE(dueAfter(outputWith("none"), {.epoch = 4, .endsEpoch = true}).maps);
}

TEST(Due, WithinAnEpochTheClockSavesAndNothingElse) {
  const auto due = dueAfter(outputWith("epoch"), {.epoch = 3, .sinceCheckpoint = 600});
  EXPECT_TRUE(due.checkpoint);
  EXPECT_FALSE(due.maps || due.row || due.validation);
  EXPECT_FALSE(dueAfter(outputWith("epoch"), {.epoch = 3, .sinceCheckpoint = 599}).checkpoint);
  auto never = outputWith("epoch");
  never.checkpointMinutes = 0;
  EXPECT_FALSE(dueAfter(never, {.epoch = 3, .sinceCheckpoint = 1e9}).checkpoint);
}

TEST(Due, TheEndOfTheRunIsMeasuredAndSavedWhereverItIs) {
  const auto due = dueAfter(outputWith("epoch"), {.epoch = 3, .endsRun = true});
  EXPECT_TRUE(due.maps && due.row && due.validation && due.checkpoint);
}

}  // namespace
}  // namespace studio
