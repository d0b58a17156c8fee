// A run that was stopped, killed or damaged goes on as if nothing had been.
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>

#include "core/run/run_files.h"
#include "tests/core/train_fixture.h"
#include "tests/support/tensorboard_reader.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

StateDict straightRun(const RunConfig& config, const fs::path& place) {
  const RunFolder folder = RunStore(place).create("straight");
  runHere(requestFor(config, folder));
  return newestState(folder);
}

class ResumeTest : public ::testing::TestWithParam<const char*> {};

TEST_P(ResumeTest, StoppedHalfWayEndsWithTheSameBits) {
  const TemporaryFolder place;
  auto config = longConfig();
  config.optimizer.kind = GetParam();
  config.optimizer.schedule = "cosine";
  config.topoloss.schedule = "linear";
  const auto expected = straightRun(config, place.path());
  const RunFolder folder = RunStore(place.path()).create("stopped");
  runUntil(requestFor(config, folder), 22);
  ASSERT_EQ(folder.status().state, RunState::Stopped);
  ASSERT_LT(folder.status().step, 600);
  ASSERT_GT(folder.status().step, 22);
  runHere(requestFor({}, folder, true));
  EXPECT_EQ(folder.status().state, RunState::Finished);
  EXPECT_TRUE(sameBits(newestState(folder), expected));
}

INSTANTIATE_TEST_SUITE_P(Optimizers, ResumeTest, ::testing::Values("sgd", "adam", "adamw"));

TEST(Resume, TensorboardHasEveryRowOnce) {
  const TemporaryFolder place;
  auto config = longConfig();
  config.output.tensorboard = true;
  const RunFolder folder = RunStore(place.path()).create("stopped");
  runUntil(requestFor(config, folder), 22);
  runHere(requestFor({}, folder, true));
  std::map<std::int64_t, std::map<std::string, float>> read;
  std::set<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder.path()))
    if (entry.path().filename().string().starts_with("events.out.tfevents.")) files.insert(entry.path());
  for (const auto& file : files)
    for (const auto& event : TensorboardReader::read(readFileBytes(file)))
      EXPECT_TRUE(event.scalars.empty() || read.emplace(event.step, event.scalars).second) << event.step;
  const auto rows = folder.scalars();
  ASSERT_EQ(read.size(), rows.size());
  for (const auto& row : rows) {
    ASSERT_TRUE(read.contains(row.step)) << row.step;
    EXPECT_EQ(read[row.step].at("task_loss"), static_cast<float>(row.taskLoss)) << row.step;
  }
}

TEST(Resume, AResidualNetworkWithAugmentationToo) {
  const TemporaryFolder place;
  RunConfig config = smallConfig();
  config.model = {};
  config.model.name = "resnet18";
  config.model.smallImages = true;
  config.model.classes = 8;
  config.data.samples = 20;
  config.data.augment = "crop_flip";
  config.train.batchSize = 6;
  config.train.steps = 5;
  config.output.maps = "none";
  config.output.scalarsEvery = 1;
  const auto expected = straightRun(config, place.path());
  const RunFolder folder = RunStore(place.path()).create("stopped");
  runUntil(requestFor(config, folder), 1);
  ASSERT_LT(folder.status().step, 5);
  runHere(requestFor({}, folder, true));
  EXPECT_TRUE(sameBits(newestState(folder), expected));
}

TEST(Resume, GrowingImagesAndRandomCropsToo) {
  const TemporaryFolder place;
  RunConfig config = smallConfig();
  config.model = {};
  config.model.name = "resnet18";
  config.model.classes = 8;
  config.data.samples = 20;  // 18 to train: three steps an epoch
  config.data.augment = "random_resized_crop";
  config.data.trainSize = 12;
  config.data.trainSizeEnd = 40;
  config.data.growFrom = 0;
  config.data.growTo = 2;
  config.optimizer.kind = "sgd";
  config.optimizer.schedule = "linear";
  config.optimizer.warmupSteps = 2;
  config.optimizer.decayOn = "no_norm";
  config.optimizer.weightDecay = 0.01;
  config.train.batchSize = 6;
  config.train.steps = 8;
  config.output.maps = "none";
  config.output.scalarsEvery = 1;
  config.output.checkpointEpochs = 100;  // only where it stops
  const auto expected = straightRun(config, place.path());
  const RunFolder folder = RunStore(place.path()).create("stopped");
  runUntil(requestFor(config, folder), 4);  // after they grew once
  ASSERT_LT(folder.status().step, 8);
  runHere(requestFor({}, folder, true));
  EXPECT_TRUE(sameBits(newestState(folder), expected));
}

TEST(Resume, ScalarsAndMapsAreThoseOfARunNeverStopped) {
  const TemporaryFolder place;
  straightRun(longConfig(), place.path());
  const RunFolder straight = RunStore(place.path()).find("straight"), folder = RunStore(place.path()).create("stopped");
  runUntil(requestFor(longConfig(), folder), 22);
  RunStatus stopped = folder.status();
  ASSERT_EQ(stopped.state, RunState::Stopped);
  stopped.storedSeconds = 1000;
  folder.writeStatus(stopped);
  const auto channel = runHere(requestFor({}, folder, true));
  EXPECT_GE(folder.status().storedSeconds, 1000) << "of the whole run, not since it was resumed";
  const auto expected = straight.scalars(), rows = folder.scalars();
  ASSERT_EQ(rows.size(), expected.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i].step, expected[i].step);
    EXPECT_EQ(rows[i].taskLoss, expected[i].taskLoss) << rows[i].step;
    EXPECT_EQ(rows[i].topoLoss, expected[i].topoLoss) << rows[i].step;
    EXPECT_TRUE(rows[i].validationLoss == expected[i].validationLoss || std::isnan(expected[i].validationLoss));
    EXPECT_TRUE(rows[i].smoothness == expected[i].smoothness ||
                (std::isnan(rows[i].smoothness) && std::isnan(expected[i].smoothness)))
        << rows[i].step;
  }
  const auto planned = straight.mapSteps(), stored = folder.mapSteps();
  EXPECT_TRUE(std::includes(stored.begin(), stored.end(), planned.begin(), planned.end()));
  EXPECT_LE(stored.size(), planned.size() + 1) << "and at most those of the stop";
  for (const auto step : planned)
    EXPECT_EQ(readFileBytes(folder.path() / "maps" / RunFiles::mapsName(step)),
              readFileBytes(straight.path() / "maps" / RunFiles::mapsName(step)))
        << step;
  EXPECT_EQ(allScalars(*channel).size(), rows.size());  // a screen that follows the resumed run sees all of it
}

/// Stopped where no maps were due, it shows the state that it was stopped in.
TEST(Resume, AStopThatSavesStoresTheMapsOfItsStep) {
  const TemporaryFolder place;
  const RunFolder folder = RunStore(place.path()).create("stopped");
  runUntil(requestFor(longConfig(), folder), 22);
  ASSERT_EQ(folder.status().state, RunState::Stopped);
  const std::int64_t step = folder.checkpointSteps().back();
  ASSERT_EQ(folder.status().step, step);
  ASSERT_EQ(folder.mapSteps().back(), step);
  const Snapshot last = folder.maps(step);
  EXPECT_EQ(last.probeStep, step);
  const auto weight = storedTensor(folder.checkpoint(step) / "model.safetensors", "fc1.weight");
  EXPECT_NEAR(last.find("fc1", kNormQuantity)->values[7], weight[7].norm().item<double>(), 1e-4);
}

/// Wherever it stops: a row takes its scores from the maps that are due at its step, and only from those.
TEST(Resume, MapsOfTheStopDoNotTakeThePlaceOfThoseThatAreDue) {
  const TemporaryFolder place;
  RunConfig config = longConfig();
  config.train.epochs = 2;
  config.output.scalarsEvery = 1;  // whatever step it stops at has a row
  config.probe.stimuli = 16;
  straightRun(config, place.path());
  const RunFolder straight = RunStore(place.path()).find("straight"), folder = RunStore(place.path()).create("stopped");
  for (const std::int64_t step : {1, 4, 9}) runUntil(requestFor(config, folder, step > 1), step);
  if (folder.status().state != RunState::Finished) runHere(requestFor({}, folder, true));
  const auto expected = straight.scalars(), rows = folder.scalars();
  ASSERT_EQ(rows.size(), expected.size());
  for (std::size_t i = 0; i < rows.size(); ++i)
    EXPECT_TRUE(rows[i].smoothness == expected[i].smoothness ||
                (std::isnan(rows[i].smoothness) && std::isnan(expected[i].smoothness)))
        << rows[i].step;
}

TEST(Resume, RowsAfterTheCheckpointAreCutBeforeTheyAreMadeAgain) {
  const TemporaryFolder place;
  const RunFolder folder = RunStore(place.path()).create("run");
  runHere(requestFor(smallConfig(), folder));
  const auto rows = folder.scalars();
  fs::remove_all(folder.checkpoint(60));  // as if killed just before the last checkpoint
  runHere(requestFor({}, folder, true));
  const auto again = folder.scalars();
  ASSERT_EQ(again.size(), rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(again[i].taskLoss, rows[i].taskLoss) << rows[i].step;
}

TEST(Resume, WithoutACheckpointItStartsAgain) {
  const TemporaryFolder place;
  const auto expected = straightRun(smallConfig(), place.path());
  const RunFolder folder = RunStore(place.path()).create("killed");
  folder.writeConfig(smallConfig(), toToml(smallConfig()));  // all that a process left that was killed at once
  runHere(requestFor({}, folder, true));
  EXPECT_TRUE(sameBits(newestState(folder), expected));
}

void cutShort(const fs::path& file) { fs::resize_file(file, fs::file_size(file) / 2); }

TEST(Resume, ACheckpointCutShortFallsBackToTheOneBefore) {
  for (const char* part : {"model.safetensors", "optimizer.safetensors", "trainer.json"}) {
    const TemporaryFolder place;
    const RunFolder folder = RunStore(place.path()).create("run");
    runHere(requestFor(smallConfig(), folder));
    const auto expected = newestState(folder);
    cutShort(folder.checkpoint(60) / part);
    runHere(requestFor({}, folder, true));
    EXPECT_TRUE(sameBits(newestState(folder), expected)) << part;
    EXPECT_TRUE(holds(folder.log(), "Checkpoint skipped", part, "step 45")) << part;
    EXPECT_EQ(folder.checkpointSteps(), (std::vector<std::int64_t>{45, 60}));
    EXPECT_TRUE(fs::exists(folder.path() / "checkpoints" / "set_aside_step_000000060"))
        << part;  // kept, but nobody takes it for the run's
    EXPECT_EQ(folder.weightSteps(), (std::vector<std::int64_t>{45, 60}));
  }
}

TEST(Resume, NoReadableCheckpointIsASentenceThatNamesTheFile) {
  const TemporaryFolder place;
  const RunFolder folder = RunStore(place.path()).create("run");
  auto config = smallConfig();
  config.output.keepCheckpoints = 1;
  runHere(requestFor(config, folder));
  const auto rows = folder.scalars().size();
  cutShort(folder.checkpoint(60) / "model.safetensors");
  const auto size = fs::file_size(folder.checkpoint(60) / "model.safetensors");
  const auto sentence = errorSentence([&] { runHere(requestFor({}, folder, true)); });
  EXPECT_TRUE(holds(sentence, "step_000000060/model.safetensors")) << sentence;
  EXPECT_EQ(fs::file_size(folder.checkpoint(60) / "model.safetensors"), size);  // nothing is thrown away
  EXPECT_EQ(folder.scalars().size(), rows);
}

TEST(Resume, AnUnfinishedCheckpointIsNoCheckpoint) {
  const TemporaryFolder place;
  const RunFolder folder = RunStore(place.path()).create("run");
  runUntil(requestFor(longConfig(), folder), 16);
  ASSERT_EQ(folder.status().state, RunState::Stopped);
  fs::create_directories(folder.path() / "checkpoints" / ".step_000000059.part");
  place.write("run/checkpoints/.step_000000059.part/model.safetensors", "half");
  runHere(requestFor({}, folder, true));
  EXPECT_EQ(folder.status().state, RunState::Finished);
  EXPECT_FALSE(fs::exists(folder.path() / "checkpoints" / ".step_000000059.part"));
}

TEST(Resume, AFinishedRunIsExtended) {
  const TemporaryFolder place;
  auto longer = smallConfig();
  longer.optimizer.schedule = "constant";
  auto shorter = longer;
  shorter.train.epochs = 2;
  const auto expected = straightRun(longer, place.path());
  const RunFolder folder = RunStore(place.path()).create("short");
  runHere(requestFor(shorter, folder));
  ASSERT_EQ(folder.status().step, 30);
  auto request = requestFor({}, folder, true);
  request.extendToEpochs = 4;
  runHere(request);
  EXPECT_EQ(folder.status().step, 60);
  EXPECT_EQ(folder.config().train.epochs, 4);
  EXPECT_TRUE(sameBits(newestState(folder), expected));
  request.extendToEpochs = 1;
  EXPECT_TRUE(holds(errorSentence([&] { runHere(request); }), "4 epochs", "extended to 1"));
}

TEST(Resume, ARunThatAnotherProcessTrainsIsLeftAlone) {
  const TemporaryFolder place;
  const RunFolder folder = RunStore(place.path()).create("run");
  runHere(requestFor(smallConfig(), folder));
  RunStatus status = folder.status();
  status.state = RunState::Training;
  status.pid = 1;        // lives as long as the machine
  status.locks = false;  // of an older program
  status.heartbeat = secondsNow();
  folder.writeStatus(status);
  const auto bytes = readFileBytes(folder.path() / "status.json");
  if (folder.status().state != RunState::Training) GTEST_SKIP() << "process 1 cannot be seen here";
  const auto job = std::make_unique<TrainJob>(requestFor({}, folder, true));
  RunChannel channel;
  RunControl control;
  JobContext context{control, channel};
  EXPECT_TRUE(holds(errorSentence([&] { job->run(context); }), "process 1"));
  job->failed({}, {});
  EXPECT_EQ(readFileBytes(folder.path() / "status.json"), bytes);
}

}  // namespace
}  // namespace studio
