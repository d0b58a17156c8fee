// Runs whose folder is damaged, moved, deleted or trained by somebody else: nothing stored is lost, nothing is trained
// twice, and a refusal changes nothing.
#include <map>

#include "core/network/source.h"
#include "core/run/error.h"
#include "tests/core/train_fixture.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

struct FileFacts {
  std::string bytes;
  fs::file_time_type time;
  bool operator==(const FileFacts&) const = default;
};

/// Every file of a run, with its bytes and its time.
std::map<std::string, FileFacts> filesOfRun(const fs::path& run) {
  std::map<std::string, FileFacts> files;
  for (const auto& entry : fs::recursive_directory_iterator(run))
    if (entry.is_regular_file())
      files[entry.path().string()] = {readFileBytes(entry.path()), fs::last_write_time(entry.path())};
  return files;
}

RunFolder finishedRun(const TemporaryFolder& place, const std::string& name = "run") {
  const RunFolder folder(RunStore(place.path()).create(name).path());
  runHere(requestFor(smallConfig(), folder));
  return folder;
}

std::string refusedResume(const RunFolder& folder, const std::function<void(TrainRequest&)>& change = {}) {
  auto request = requestFor({}, folder, true);
  if (change) change(request);
  const auto before = filesOfRun(folder.path());
  const auto sentence = errorSentence([&] { runHere(request); });
  EXPECT_TRUE(filesOfRun(folder.path()) == before) << "a refusal has changed the run: " << sentence;
  return sentence;
}

bool comes(const std::function<bool()>& done) {
  for (int i = 0; i < 20000 && !done(); ++i) std::this_thread::sleep_for(1ms);
  return done();
}

RunConfig endlessConfig() {
  auto config = smallConfig();
  config.train.epochs = 100000;
  config.output.maps = "none";
  return config;
}

TEST(RunFolderInTraining, CheckpointsThatCannotBeListedAreNoFreshStart) {
  const TemporaryFolder place;
  const auto folder = finishedRun(place);
  fs::rename(folder.path() / "checkpoints", place.path() / "kept");
  place.write("run/checkpoints", "a file");
  EXPECT_TRUE(holds(refusedResume(folder), "run/checkpoints", "it is a file, not a folder"));
  fs::remove(folder.path() / "checkpoints");
  fs::create_directory_symlink(place.path() / "kept", folder.path() / "checkpoints");
  EXPECT_TRUE(holds(refusedResume(folder), "run/checkpoints", "it is a link"));
  fs::remove(folder.path() / "checkpoints");
  fs::rename(place.path() / "kept", folder.path() / "checkpoints");
  EXPECT_EQ(folder.checkpointSteps(), (std::vector<std::int64_t>{45, 60}));
}

TEST(RunFolderInTraining, CheckpointsThatAreLostAreAQuestionWithAWayOut) {
  const TemporaryFolder place;
  const auto folder = finishedRun(place);
  const auto expected = newestState(folder);
  EXPECT_TRUE(holds(refusedResume(folder, [](TrainRequest& request) { request.restart = true; }), "step 60",
                    "leave --restart out"));
  fs::remove_all(folder.path() / "checkpoints");
  EXPECT_TRUE(holds(refusedResume(folder), "no checkpoint left", "step 60 was stored", "--restart"));
  auto request = requestFor({}, folder, true);
  request.restart = true;
  runHere(request);
  EXPECT_EQ(folder.status().state, RunState::Finished);
  EXPECT_TRUE(sameBits(newestState(folder), expected));
  EXPECT_EQ(folder.scalars().size(), 13u);
  EXPECT_TRUE(holds(folder.log(), "Begins again at step 0", "--restart"));
}

/// Runs of older programs have no record of their checkpoints.
TEST(RunFolderInTraining, ARunWithoutARecordIsJudgedByItsRows) {
  const TemporaryFolder place;
  const auto folder = finishedRun(place);
  fs::remove_all(folder.path() / "checkpoints");
  fs::remove(folder.path() / "status.json");
  EXPECT_TRUE(holds(refusedResume(folder), "no checkpoint left", "came to step 60", "--restart"));
  folder.dropAfter(10);  // killed within its first epoch
  runHere(requestFor({}, folder, true));
  EXPECT_EQ(folder.status().state, RunState::Finished);
}

TEST(RunFolderInTraining, ARunThatNeverHadACheckpointStartsAgain) {
  const TemporaryFolder place;
  const RunFolder folder = RunStore(place.path()).create("run");
  auto config = longConfig();
  config.output.checkpointEpochs = 100000;
  Runner runner;
  runner.start(std::make_unique<TrainJob>(requestFor(config, folder)));
  ASSERT_TRUE(comes([&] { return runner.channel()->status().step > 40; }));
  runner.stop(false);
  runner.wait();
  ASSERT_EQ(folder.status().checkpoint, kNoCheckpointYet);
  runHere(requestFor({}, folder, true));
  EXPECT_EQ(folder.status().state, RunState::Finished);
  EXPECT_TRUE(holds(folder.log(), "No checkpoint yet: starts again at step 0"));
}

TEST(RunFolderInTraining, OfTwoJobsOneIsRefused) {
  const TemporaryFolder place;
  const RunFolder folder(RunStore(place.path()).create("run").path());
  Runner runner;
  runner.start(std::make_unique<TrainJob>(requestFor(endlessConfig(), folder)));
  ASSERT_TRUE(comes([&] { return runner.channel()->status().step > 20; }));
  EXPECT_TRUE(holds(errorSentence([&] { runHere(requestFor({}, folder, true)); }),
                    "The run run is being trained by process " + std::to_string(::getpid()), "stop it first"));
  EXPECT_EQ(folder.status().state, RunState::Training);
  runner.stop();
  runner.wait();
  EXPECT_EQ(folder.status().state, RunState::Stopped);
  const auto rows = folder.scalars();
  for (std::size_t i = 1; i < rows.size(); ++i) EXPECT_GT(rows[i].step, rows[i - 1].step) << "rows are doubled";
}

/// Another process that makes a run looks for a moment whether this name is free.
TEST(RunFolderInTraining, ANewRunWaitsForAProcessThatOnlyLooksAtIt) {
  const TemporaryFolder place;
  const RunFolder folder(RunStore(place.path()).create("run").path());
  auto looked = RunLock::take(folder.folder());
  ASSERT_TRUE(looked);
  std::jthread other([&] {
    std::this_thread::sleep_for(60ms);
    looked.reset();
  });
  runHere(requestFor(smallConfig(), folder));
  EXPECT_EQ(folder.status().state, RunState::Finished);
}

TEST(RunFolderInTraining, IsFollowedWhenItIsRenamed) {
  const TemporaryFolder place;
  const RunFolder folder(RunStore(place.path()).create("run").path()), moved(place.path() / "elsewhere" / "moved");
  Runner runner;
  runner.start(std::make_unique<TrainJob>(requestFor(endlessConfig(), folder)));
  ASSERT_TRUE(comes([&] { return runner.channel()->status().step > 20; }));
  fs::create_directories(place.path() / "elsewhere");
  fs::rename(folder.path(), moved.path());
  EXPECT_TRUE(holds(errorSentence([&] { runHere(requestFor({}, moved, true)); }), "is being trained by process"));
  runner.stop();
  runner.wait();
  EXPECT_FALSE(fs::exists(folder.path()));
  EXPECT_EQ(moved.status().state, RunState::Stopped);
  EXPECT_EQ(moved.checkpointSteps().back(), moved.status().step);
  EXPECT_EQ(moved.status().folder, moved.path().string());
  EXPECT_TRUE(holds(moved.log(), "The folder of the run is " + moved.path().string() + " now"));
}

TEST(RunFolderInTraining, IsNotBuiltAnewWhenItWasDeleted) {
  const TemporaryFolder place;
  const RunFolder folder(RunStore(place.path()).create("run").path());
  Runner runner;
  runner.start(std::make_unique<TrainJob>(requestFor(endlessConfig(), folder)));
  ASSERT_TRUE(comes([&] { return runner.channel()->status().step > 20; }));
  fs::rename(folder.path(), place.path() / "away");  // so that deleting it does not race with what is written
  const RunFolder away(place.path() / "away");
  for (const char* name : {"config.resolved.toml", "config.toml", "status.json", "scalars.csv"})
    fs::remove(away.path() / name);
  ASSERT_TRUE(comes([&] { return !runner.running(); }));
  EXPECT_EQ(runner.channel()->status().state, RunState::Failed);
  EXPECT_TRUE(holds(runner.channel()->status().error, "run was deleted or emptied", "train again"))
      << runner.channel()->status().error;
  EXPECT_FALSE(fs::exists(folder.path()));
  EXPECT_FALSE(
      fs::exists(away.path() / "config.resolved.toml"));  // status and rows may have been on their way to the disk
}

TEST(RunFolderInTraining, SomethingElseInAFilesPlaceIsToldBeforeAnythingChanges) {
  for (const char* name : {"status.json", "environment.json", "layers.json", "log.txt", "maps/step_000000000.npz"}) {
    const TemporaryFolder place;
    const auto folder = finishedRun(place);
    fs::remove(folder.path() / name);
    fs::create_directory(folder.path() / name);
    EXPECT_TRUE(holds(refusedResume(folder), name)) << name;
  }
}

TEST(RunFolderInTraining, ARefusedExtensionChangesNothing) {
  const TemporaryFolder place;
  const auto folder = finishedRun(place);
  EXPECT_TRUE(holds(refusedResume(folder, [](TrainRequest& request) { request.extendToEpochs = 1; }), "4 epochs",
                    "extended to 1"));
  for (const std::int64_t step : {45, 60}) fs::resize_file(folder.checkpoint(step) / "model.safetensors", 100);
  EXPECT_TRUE(
      holds(refusedResume(folder, [](TrainRequest& request) { request.extendToEpochs = 9; }), "model.safetensors"));
  EXPECT_EQ(folder.config().train.epochs, 4);
  fs::remove(folder.path() / RunLock::kFile);  // of an older program
  EXPECT_TRUE(holds(refusedResume(folder, [](TrainRequest& request) { request.extendToEpochs = 1; }), "extended to 1"));
}

TEST(RunFolderInTraining, ADamagedRowIsToldBeforeAnythingChanges) {
  const TemporaryFolder place;
  const auto folder = finishedRun(place);
  std::ofstream(folder.path() / "scalars.csv", std::ios::app) << "70,torn\n";
  EXPECT_TRUE(holds(refusedResume(folder), "scalars.csv", "line 15", "not a row of numbers"));
}

TEST(RunFolderInTraining, WithoutItsOptimizerACheckpointStillHasWeights) {
  const TemporaryFolder place;
  const auto folder = finishedRun(place);
  for (const std::int64_t step : {45, 60}) fs::remove(folder.checkpoint(step) / "optimizer.safetensors");
  EXPECT_TRUE(holds(refusedResume(folder), "step_000000060/optimizer.safetensors", "is missing", "can be evaluated"));
  EXPECT_EQ(folder.weightSteps(), (std::vector<std::int64_t>{45, 60}));
  EXPECT_TRUE(folder.checkpointSteps().empty());
  SourceRequest request;
  request.run = folder.path().string();
  EXPECT_EQ(openSource(request).step, 60);
}

TEST(RunFolderInTraining, ALinkInACheckpointsPlaceGoesAndWhatItPointsAtStays) {
  const TemporaryFolder place;
  const RunFolder folder(RunStore(place.path()).create("run").path());
  runUntil(requestFor(longConfig(), folder), 16);
  ASSERT_EQ(folder.status().state, RunState::Stopped);
  place.write("outside/model.safetensors", "x");
  for (const char* name : {"step_000000060", ".step_000000061.part"})
    fs::create_directory_symlink(place.path() / "outside", folder.path() / "checkpoints" / name);
  runHere(requestFor({}, folder, true));
  EXPECT_EQ(folder.status().state, RunState::Finished);
  EXPECT_EQ(readFileBytes(place.path() / "outside/model.safetensors"), "x");
  EXPECT_EQ(std::distance(fs::directory_iterator(place.path() / "outside"), {}), 1);
}

TEST(RunFolderInTraining, AnotherMachineIsNotRobbedOfItsRun) {
  const TemporaryFolder place;
  const auto folder = finishedRun(place);
  auto status = folder.status();
  status.state = RunState::Training;
  status.host = "another-machine";
  status.heartbeat = secondsNow() - 5;
  folder.writeStatus(status);
  EXPECT_TRUE(holds(refusedResume(folder), "another-machine", "cannot see", "--take-over"));
  status.heartbeat = secondsNow() + 7200;
  folder.writeStatus(status);
  EXPECT_TRUE(holds(refusedResume(folder), "another-machine", "2 h ahead of this machine's clock", "--take-over"));
  auto request = requestFor({}, folder, true);
  request.takeOver = true;
  runHere(request);
  EXPECT_EQ(folder.status().state, RunState::Finished);
  EXPECT_TRUE(holds(folder.log(), "--take-over"));
}

}  // namespace
}  // namespace studio
