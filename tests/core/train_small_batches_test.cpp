// Batch norm on maps of one pixel needs two images at once: what becomes of a last batch, or a part of one, that has a
// single image.
#include <torch/types.h>
#include <torch/utils.h>

#include "core/data/memory_datasets.h"
#include "core/network/network.h"
#include "core/run/text_file.h"
#include "core/train/preflight.h"
#include "core/train/trainer.h"
#include "tests/core/train_fixture.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

/// ResNet-18 on images of 8 x 8 pixels: its last maps have one pixel.
RunConfig tinyResNet(std::int64_t images) {
  RunConfig config = smallConfig();
  config.model = {};
  config.model.name = "resnet18";
  config.model.smallImages = true;
  config.model.classes = 8;
  config.data.samples = images;
  config.data.validation = 0;
  config.train.batchSize = 4;
  config.train.epochs = 2;
  config.output.maps = "none";
  config.output.scalarsEvery = 1;
  config.output.checkpointEpochs = 100;  // where it stops and at the end: they are large
  return config;
}

TEST(SmallBatches, ALastBatchOfTooFewJoinsTheOneBefore) {
  EXPECT_EQ(countBatches(9, 4), 3);
  EXPECT_EQ(countBatches(9, 4, 2), 2);
  EXPECT_EQ(countBatches(10, 4, 2), 3);
  EXPECT_EQ(countBatches(8, 4, 2), 2);
  EXPECT_EQ(countBatches(1, 4, 2), 1);
  const auto data = openRunData(tinyResNet(9));
  Batcher::Options options;
  options.batchSize = 4;
  options.fewest = 2;
  for (const int workers : {1, 3}) {
    options.workers = workers;
    Batcher batches(data.training, options);
    ASSERT_EQ(batches.batches(), 2);
    EXPECT_EQ(batches.next()->size, 4);
    EXPECT_EQ(batches.next()->size, 5);
    EXPECT_FALSE(batches.next());
    batches.startEpoch(3, 1);
    EXPECT_EQ(batches.next()->size, 5);
  }
}

TEST(SmallBatches, TheResNetKnowsWhatItsBatchNormNeeds) {
  for (const bool small : {true, false})
    for (const bool blur : {true, false})
      for (const std::int64_t size : {7, 8, 9, 32, 33}) {
        RunConfig config = tinyResNet(9);
        config.model.smallImages = small;
        config.model.blurPool = blur;
        const InputShape input{1, size, size};
        const auto model = buildNetwork(config, input);
        bool alone = true;
        try {
          model->forward(torch::zeros({1, 1, size, size}));
        } catch (const std::exception&) {
          alone = false;
        }
        EXPECT_EQ(model->fewestExamples(input), alone ? 1 : 2) << size << " px";
      }
}

TEST(SmallBatches, NineImagesInFoursAreTrainedAndItIsSaid) {
  const TemporaryFolder place;
  const auto config = tinyResNet(9);
  const RunFolder folder = RunStore(place.path()).create("nine"), stopped = RunStore(place.path()).create("stopped");
  runHere(requestFor(config, folder));
  EXPECT_EQ(folder.status().step, 4);  // two an epoch
  EXPECT_EQ(folder.scalars().back().epoch, 2);
  EXPECT_EQ(folder.scalars().size(), 5u);
  EXPECT_TRUE(holds(readFile(folder.path() / "log.txt"),
                    "The last batch of each epoch takes 5 images instead of 4 and 1", "batch norm"));
  const auto report = checkRun(config, "cpu", 1);
  EXPECT_EQ(report.steps, 4);
  ASSERT_FALSE(report.notes.empty());
  EXPECT_TRUE(holds(report.notes.front(), "takes 5 images"));
  runUntil(requestFor(config, stopped), 1);
  runHere(requestFor({}, stopped, true));
  EXPECT_TRUE(sameBits(newestState(stopped), newestState(folder)));
}

TEST(SmallBatches, PartsOfOneImageAreJoined) {
  auto config = tinyResNet(9);
  config.train.parts = 4;
  const auto data = openRunData(config);
  const auto facts = readDataFacts(data);
  ASSERT_FALSE(batchNotes(config, facts).empty());
  EXPECT_TRUE(holds(batchNotes(config, facts).back(), "in 2 parts instead of 4"));
  Trainer trainer(config, buildNetwork(config, facts.input), 10);
  const auto options = trainingOptions(config, torch::kCPU);
  EXPECT_TRUE(std::isfinite(trainer.step(makeBatch(*data.training, {0, 1, 2, 3}, options)).taskLoss.item<double>()));
  EXPECT_TRUE(std::isfinite(trainer.step(makeBatch(*data.training, {0, 1, 2, 3, 4}, options)).taskLoss.item<double>()));
}

TEST(SmallBatches, WhatCannotBeHelpedIsAProblem) {
  auto config = tinyResNet(9);
  config.train.batchSize = 1;
  auto problems = findProblems(config);
  ASSERT_EQ(problems.back().key, "train.batch_size");
  EXPECT_EQ(problems.back().severity, Problem::Severity::Error);
  EXPECT_TRUE(holds(problems.back().sentence, "resnet18", "one pixel", "set it to 2"));
  config.data.imageSize = 16;  // maps of 2 x 2: one image is enough
  for (const auto& problem : findProblems(config))
    EXPECT_NE(problem.severity, Problem::Severity::Error) << problem.sentence;
  EXPECT_TRUE(batchNotes(config, readDataFacts(config)).empty());
  config = tinyResNet(2);
  config.data.limit = 1;
  EXPECT_TRUE(holds(findProblems(config).back().sentence, "one image"));
}

}  // namespace
}  // namespace studio
