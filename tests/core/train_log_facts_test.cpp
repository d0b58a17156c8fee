// What a run's log tells of itself, for who writes a notebook.
#include "core/train/log_facts.h"

#include <gtest/gtest.h>

#include "core/network/device.h"
#include "tests/core/train_fixture.h"
#include "tests/support/training_status.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

TEST(LogFacts, ARunSaysWhatItIsAndWhatItTook) {
  const TemporaryFolder place;
  const RunFolder folder = RunStore(place.path()).create("run");
  runHere(requestFor(smallConfig(), folder));
  const std::string log = folder.log();
  EXPECT_TRUE(holds(log, "TopoNets Studio " + versionString(), "LibTorch " + libtorchVersion())) << log;
  EXPECT_TRUE(holds(log, "computes on cpu", "with 1 thread.", hostName())) << log;
  EXPECT_TRUE(holds(log, "for training, ", " classes; fingerprint ")) << log;
  EXPECT_TRUE(holds(log, "parameters (", "TopoLoss with τ = ", "on 1 of 2 sheets: ")) << log;
  EXPECT_TRUE(holds(log, "Trains 60 steps (15 an epoch, batches of 24), seed ")) << log;
  EXPECT_TRUE(holds(log, "up to step 60 of 60", "; task loss ", ", top-1 ")) << log;
  EXPECT_TRUE(holds(log, "Stored 11 map files and 2 checkpoints, ", " of memory.")) << log;
}

TEST(LogFacts, AResumedRunSaysItOfTheMachineThatGoesOn) {
  const TemporaryFolder place;
  const RunFolder folder = RunStore(place.path()).create("run");
  runHere(requestFor(smallConfig(), folder));
  auto request = requestFor(smallConfig(), folder);
  request.resume = true;
  request.extendToEpochs = 5;
  runHere(request);
  const std::string log = folder.log();
  EXPECT_TRUE(holds(log, "Trains 60 steps", "Trains 75 steps", "up to step 75 of 75")) << log;
}

/// Stopped within an epoch it has no validation of its end, and its newest row may be a few steps old.
TEST(LogFacts, WhatIsNotOfTheEndIsNamedWithItsStep) {
  const TemporaryFolder place;
  const RunFolder folder = RunStore(place.path()).create("run");
  RunStatus status = trainingStatus();
  EXPECT_TRUE(holds(endLines(folder, status, 10).front(),
                    "; task loss 0.31, topo loss 0.2 of step 405; validation of step 0: top-1 93 %."));
  status.lossStep = status.validationStep = status.step;
  EXPECT_TRUE(holds(endLines(folder, status, 10).front(), "; task loss 0.31, topo loss 0.2, top-1 93 %."));
  status.step = status.lossStep = status.validationStep = 20'000;
  EXPECT_TRUE(holds(endLines(folder, status, 10).front(), "step 20,000", "(2,000 steps/s)")) << "no power of ten";
}

TEST(LogFacts, AStoppedRunKnowsWhatItsValuesAreOf) {
  const TemporaryFolder place;
  const RunFolder folder = RunStore(place.path()).create("run");
  runUntil(requestFor(longConfig(), folder), 20);
  const RunStatus status = folder.status();
  EXPECT_EQ(status.lossStep % 5, 0) << "rows are of every fifth step";
  EXPECT_LE(status.lossStep, status.step);
  EXPECT_EQ(status.validationStep % 15, 0) << "of an epoch's end";
  EXPECT_EQ(isValidatedAtEnd(status), status.validationStep == status.step);
}

}  // namespace
}  // namespace studio
