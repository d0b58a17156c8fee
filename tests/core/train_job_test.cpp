// A run from start to end: what it leaves in its folder, and how it is paused, stopped and refused.
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <nlohmann/json.hpp>

#include "core/network/network.h"
#include "core/run/error.h"
#include "tests/core/train_fixture.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

using namespace std::chrono_literals;

void waitUntil(const std::function<bool()>& done) {
  for (int i = 0; i < 20000 && !done(); ++i) std::this_thread::sleep_for(1ms);
  ASSERT_TRUE(done()) << "did not come";
}

TEST(TrainJob, LeavesACompleteRunFolder) {
  const TemporaryFolder place;
  const RunFolder folder = RunStore(place.path()).create("run");
  auto request = requestFor(smallConfig(), folder);
  request.asGiven = "# mine\n";
  const auto channel = runHere(request);
  const auto status = folder.status();
  EXPECT_EQ(status.state, RunState::Finished);
  EXPECT_EQ(status.step, 60);  // 360 images, batches of 24, 4 epochs
  EXPECT_EQ(status.steps, 60);
  EXPECT_EQ(status.epochs, 4);
  EXPECT_EQ(status.device, "cpu");
  EXPECT_GT(status.secondsTrained, 0);
  EXPECT_EQ(readFileBytes(folder.path() / "config.toml"), "# mine\n");
  EXPECT_EQ(folder.config(), smallConfig());
  const auto environment = nlohmann::json::parse(readFileBytes(folder.path() / "environment.json"));
  EXPECT_EQ(environment.at("libtorch"), libtorchVersion());
  EXPECT_EQ(environment.at("threads"), 1);
  EXPECT_EQ(folder.checkpointSteps(), (std::vector<std::int64_t>{45, 60}));  // the newest two of four
  EXPECT_EQ(folder.mapSteps(), (std::vector<std::int64_t>{0, 1, 2, 5, 10, 15, 20, 30, 45, 50, 60}));
  EXPECT_EQ(channel->storedMaps(), folder.mapSteps());
  const auto layers = folder.layers();
  ASSERT_EQ(layers.size(), 2u);
  EXPECT_TRUE(layers[0].topo);
  EXPECT_FALSE(layers[1].topo);
}

TEST(TrainJob, ScalarsBeginBeforeTheFirstUpdateAndEndWithTheLastWeights) {
  const TemporaryFolder place;
  const RunFolder folder = RunStore(place.path()).create("run");
  const auto channel = runHere(requestFor(smallConfig(), folder));
  const auto rows = folder.scalars();
  std::vector<std::int64_t> steps;
  for (const auto& row : rows) steps.push_back(row.step);
  EXPECT_EQ(steps, (std::vector<std::int64_t>{0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55,
                                              60}));  // every fifth, and epochs' ends among them
  EXPECT_EQ(allScalars(*channel).size(), rows.size());
  for (const auto& row : rows) {
    const bool epochEnds = row.step % 15 == 0;
    EXPECT_EQ(std::isfinite(row.validationAccuracy), epochEnds) << row.step;
    EXPECT_TRUE(std::isfinite(row.taskLoss) && std::isfinite(row.topoLoss)) << row.step;
    EXPECT_NEAR(row.totalLoss, row.taskLoss + 3 * row.topoLoss, 1e-5) << row.step;
    EXPECT_DOUBLE_EQ(row.tau, 3);
    EXPECT_NEAR(row.epoch, double(row.step) / 15, 1e-9);
  }
  // Row 0 and the last row again from the weights themselves.
  const auto config = folder.config();
  const auto first = previewNetwork(config, {1, 8, 8});
  const SheetLoss sheet({64, 64}, SheetKind::Weight, {2, 2});
  EXPECT_NEAR(rows.front().topoLoss, sheet.value(first->layerWeight("fc1").detach()).item<double>(), 1e-7);
  loadInto(*first, readWeights(folder.checkpoint(60) / "model.safetensors"), "checkpoint");
  EXPECT_NEAR(rows.back().topoLoss, sheet.value(first->layerWeight("fc1").detach()).item<double>(), 1e-7);
  EXPECT_LT(rows.back().topoLoss, 0.7 * rows.front().topoLoss);
  EXPECT_LT(rows.back().validationLoss, rows.front().validationLoss);
}

TEST(TrainJob, StoredMapsHoldWeightsAndSelectivityOfEveryClass) {
  const TemporaryFolder place;
  const RunFolder folder = RunStore(place.path()).create("run");
  runHere(requestFor(smallConfig(), folder));
  const auto snapshot = folder.maps(60);
  const auto* cosine = snapshot.find("fc1", kCosineQuantity);
  ASSERT_NE(cosine, nullptr);
  EXPECT_EQ(cosine->values.size(), 64u);
  double mean = 0;
  for (const float value : cosine->values) mean += value / 64.0;
  EXPECT_NEAR(1 - mean, folder.scalars().back().topoLoss, 1e-5);  // the map is the loss, unit by unit
  const auto weight = storedTensor(folder.checkpoint(60) / "model.safetensors", "fc1.weight");
  EXPECT_NEAR(snapshot.find("fc1", kNormQuantity)->values[7], weight[7].norm().item<double>(), 1e-4);
  const auto* selectivity = snapshot.find("fc1", "45°");
  ASSERT_NE(selectivity, nullptr);
  EXPECT_TRUE(
      std::any_of(selectivity->values.begin(), selectivity->values.end(), [](float t) { return std::abs(t) > 2; }));
  EXPECT_EQ(snapshot.find("fc2", kNormQuantity)->values.size(), 8u);
  EXPECT_EQ(snapshot.maps.size(), 2u * (2 + 8));  // the classifier is watched: its 2 x 4 sheet fits the factor
}

TEST(TrainJob, StepsDecideInsteadOfEpochs) {
  const TemporaryFolder place;
  const RunFolder folder = RunStore(place.path()).create("run");
  auto config = smallConfig();
  config.train.steps = 22;
  config.output.maps = "none";
  runHere(requestFor(config, folder));
  EXPECT_EQ(folder.status().step, 22);
  EXPECT_EQ(folder.scalars().back().step, 22);
  EXPECT_TRUE(std::isfinite(folder.scalars().back().validationLoss));
  EXPECT_TRUE(folder.mapSteps().empty());
  EXPECT_EQ(folder.checkpointSteps().back(), 22);
}

TEST(TrainJob, CheckpointsWithinAnEpochComeByTheClock) {
  const TemporaryFolder place;
  auto config = smallConfig();
  config.train.epochs = 1;
  config.output.keepCheckpoints = 100;
  const RunFolder plain = RunStore(place.path()).create("plain"), often = RunStore(place.path()).create("often");
  runHere(requestFor(config, plain));
  EXPECT_EQ(plain.checkpointSteps(), (std::vector<std::int64_t>{15}));
  config.output.checkpointMinutes = 1e-12;  // any time is enough
  runHere(requestFor(config, often));
  EXPECT_EQ(often.checkpointSteps().size(), 15U);
  EXPECT_TRUE(sameBits(newestState(plain), newestState(often)));
}

TEST(TrainJob, ALimitedValidationIsEvenlySpread) {
  auto config = smallConfig();
  const auto validation = openRunData(config).validation;
  ASSERT_EQ(validation->size(), 40);
  EXPECT_EQ(limitExamples(validation, 0)->size(), 40);
  EXPECT_EQ(limitExamples(validation, 99)->size(), 40);
  const auto four = limitExamples(validation, 4);
  ASSERT_EQ(four->size(), 4);
  for (std::int64_t index = 0; index < 4; ++index)
    EXPECT_TRUE(torch::equal(four->get(index).image, validation->get(10 * index).image));
  const TemporaryFolder place;
  config.data.validationLimit = 4;
  const RunFolder run = RunStore(place.path()).create("few");
  runHere(requestFor(config, run));
  const double accuracy = 4 * run.status().validationAccuracy;
  EXPECT_EQ(accuracy, std::round(accuracy)) << "of four images";
}

/// A run that would go on for hours, past its first steps.
struct LongRun {
  TemporaryFolder place;
  RunFolder folder = RunStore(place.path()).create("run");
  RunConfig config = smallConfig();
  Runner runner;
  std::shared_ptr<RunChannel> channel;

  LongRun() {
    config.train.epochs = 100000;
    runner.start(std::make_unique<TrainJob>(requestFor(config, folder)));
    channel = runner.channel();
    waitUntil([this] { return channel->status().step > 20; });
  }
};

TEST(TrainJob, PausesResumesAndStops) {
  LongRun run;
  auto& [place, folder, config, runner, channel] = run;
  runner.pause();
  waitUntil([&] { return channel->status().state == RunState::Paused && folder.status().state == RunState::Paused; });
  const auto step = channel->status().step;
  channel->want({true, true, true, "fc1", 3});  // a paused run still shows its maps
  waitUntil([&] { return !channel->snapshotWanted(); });
  const auto snapshot = channel->takeSnapshot();
  ASSERT_TRUE(snapshot && snapshot->unit)
      << toString(channel->status().state) << " at step " << channel->status().step << ": " << channel->status().error;
  EXPECT_EQ(snapshot->unit->values.size(), 64u);
  EXPECT_EQ(channel->status().step, step);
  runner.resume();
  waitUntil([&] { return channel->status().step > step + 20; });
  EXPECT_EQ(channel->status().state, RunState::Training);
  runner.pause();
  runner.stop();  // also wakes a paused run
  runner.wait();
  const auto status = folder.status();
  EXPECT_EQ(status.state, RunState::Stopped);
  EXPECT_EQ(folder.checkpointSteps().back(), status.step);
}

std::vector<std::string> listKinds(const std::vector<Event>& events) {
  std::vector<std::string> kinds;
  for (const auto& event : events) kinds.push_back(event.kind);
  return kinds;
}

TEST(TrainJob, CommandsAreRecordedAtTheStepWhereTheyTookEffect) {
  LongRun run;
  auto& [place, folder, config, runner, channel] = run;
  runner.pause();
  waitUntil([&] { return channel->status().state == RunState::Paused; });
  runner.requestCheckpoint();
  waitUntil([&] { return channel->eventsFrom(0).size() == 2; });
  runner.resume();
  waitUntil([&] { return channel->eventsFrom(0).size() == 3; });
  runner.stop();
  runner.wait();
  std::string problem;
  const auto events = folder.events(problem);
  EXPECT_EQ(problem, "");
  EXPECT_EQ(listKinds(events), (std::vector<std::string>{"pause", "checkpoint", "resume", "stop"}));
  EXPECT_EQ(channel->eventsFrom(0), events);
  EXPECT_EQ(events[0].step, events[2].step);
  EXPECT_EQ(events[0].seconds, events[1].seconds) << "a pause is no training";
  EXPECT_TRUE(std::filesystem::exists(folder.checkpoint(events[1].step)));
  EXPECT_EQ(events[3].step, folder.status().step);
  EXPECT_EQ(events[3].value, R"({"save":true})");

  auto again = requestFor(config, folder, true);
  RunChannel resumed;  // is notified of what was before it, and goes on with the record
  RunControl control;
  control.stop();
  JobContext context{control, resumed};
  std::make_unique<TrainJob>(again)->run(context);
  EXPECT_EQ(listKinds(resumed.eventsFrom(0)), listKinds(folder.events(problem)));
}

TEST(TrainJob, EveryPauseArrivesWheneverItComes) {
  const TemporaryFolder place;
  auto config = smallConfig();
  config.train.epochs = 100000;
  Runner runner;
  runner.start(std::make_unique<TrainJob>(requestFor(config, RunStore(place.path()).create("run"))));
  const auto channel = runner.channel();
  for (int pause = 0; pause < 20; ++pause) {
    waitUntil([&, step = channel->status().step] { return channel->status().step > step; });
    runner.pause();
    waitUntil([&] { return channel->status().state == RunState::Paused; });
    ASSERT_EQ(channel->status().state, RunState::Paused) << "pause " << pause;
    runner.resume();
  }
}

/// Wherever in it the command is obeyed.
TEST(TrainJob, APauseAndAStopDuringTheFirstMapsChangeNothingThatIsStored) {
  const TemporaryFolder place;
  auto config = smallConfig();
  config.train.epochs = 1;
  config.data.samples = 4000;
  config.probe.stimuli = 400;  // several batches
  const RunStore store(place.path());
  const RunFolder whole = store.create("whole"), parted = store.create("parted");
  runHere(requestFor(config, whole));
  for (const bool pauses : {true, false}) {
    Runner runner;
    runner.start(std::make_unique<TrainJob>(requestFor(config, parted, !pauses)));
    const auto channel = runner.channel();
    waitUntil([&] { return !runner.running() || channel->status().stage == "measuring the first maps"; });
    if (pauses) runner.pause();
    if (pauses) waitUntil([&] { return !runner.running() || channel->status().state == RunState::Paused; });
    runner.stop();
    runner.wait();
    EXPECT_EQ(runner.failure(), nullptr);
  }
  if (parted.status().state != RunState::Finished) runHere(requestFor(config, parted, true));
  const auto stored = parted.mapSteps(), planned = whole.mapSteps();
  EXPECT_TRUE(std::includes(stored.begin(), stored.end(), planned.begin(), planned.end()));
  EXPECT_EQ(readFileBytes(parted.path() / "maps" / "step_000000000.npz"),
            readFileBytes(whole.path() / "maps" / "step_000000000.npz"));
  EXPECT_EQ(parted.scalars().size(), whole.scalars().size());
  EXPECT_TRUE(sameBits(newestState(parted), newestState(whole)));
}

TEST(TrainJob, StopWithoutSavingLeavesNoCheckpointOfItsOwn) {
  const TemporaryFolder place;
  const RunFolder folder = RunStore(place.path()).create("run");
  auto config = smallConfig();
  config.train.epochs = 100000;
  config.output.checkpointEpochs = 100000;  // none of its own
  Runner runner;
  runner.start(std::make_unique<TrainJob>(requestFor(config, folder)));
  waitUntil([&] { return runner.channel()->status().step > 5; });
  ASSERT_TRUE(runner.running()) << folder.status().error;
  runner.requestCheckpoint();
  waitUntil([&] { return !runner.channel()->storedCheckpoints().empty(); });
  runner.stop(false);
  runner.wait();
  EXPECT_EQ(folder.checkpointSteps(), runner.channel()->storedCheckpoints());
  EXPECT_EQ(folder.checkpointSteps().size(), 1u);
  EXPECT_LT(folder.checkpointSteps().back(), folder.status().step);
}

TEST(TrainJob, ALossThatIsNotFiniteEndsTheRunWithTheWayOut) {
  const TemporaryFolder place;
  const RunFolder folder = RunStore(place.path()).create("run");
  auto config = smallConfig();
  config.optimizer.kind = "sgd";
  config.optimizer.learningRate = 1000;
  config.optimizer.weightDecay = 0.5;  // weights grow 500-fold a step
  config.train.steps = 1000;
  config.output.checkpointEpochs = 100000;
  Runner runner;
  runner.start(std::make_unique<TrainJob>(requestFor(config, folder)));
  runner.wait();
  const auto status = folder.status();
  EXPECT_EQ(status.state, RunState::Failed);
  EXPECT_TRUE(holds(status.error, "The loss became", " at step ", "task loss", "no checkpoint yet", "1000 → 200",
                    "learning rate", "gradient clipping"))
      << status.error;
  EXPECT_TRUE(folder.checkpointSteps().empty());  // nothing broken was saved
  EXPECT_TRUE(holds(folder.log(), "became"));
  ASSERT_FALSE(folder.scalars().empty());
  EXPECT_EQ(folder.scalars().front().step, 0);  // what was measured stays
}

TEST(TrainJob, RefusesImpossibleSettingsInASentence) {
  const TemporaryFolder place;
  auto config = smallConfig();
  config.topoloss.factor = {20, 20};
  EXPECT_TRUE(holds(errorSentence([&] { runHere(requestFor(config, RunStore(place.path()).create("a"))); }), "20 × 20",
                    "fc1", "8 × 8", "at most 4 × 4"));
  config = smallConfig();
  config.model.classes = 3;
  EXPECT_TRUE(
      holds(errorSentence([&] { runHere(requestFor(config, RunStore(place.path()).create("b"))); }), "8 classes", "3"));
  config = smallConfig();
  config.topoloss.defaultLayers = false;
  config.topoloss.layers = {"fc11"};
  EXPECT_TRUE(holds(errorSentence([&] { runHere(requestFor(config, RunStore(place.path()).create("c"))); }), "fc11",
                    "did you mean"));
}

/// Files cannot grow past a limit while it lives: what a full disk looks like to a program.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    previous_ = std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, previous_);
  }

 private:
  rlimit before_{};
  void (*previous_)(int) = nullptr;
};

TEST(TrainJob, ADiskWithoutRoomStopsTheRunAndKeepsWhatWasStored) {
  const TemporaryFolder place;
  const RunFolder folder = RunStore(place.path()).create("run");
  runUntil(requestFor(longConfig(), folder), 16);
  ASSERT_EQ(folder.status().state, RunState::Stopped);
  const auto stored = folder.checkpointSteps();
  ASSERT_FALSE(stored.empty());
  const auto before = newestState(folder);
  {
    const FileSizeLimit full(12000);  // the weights of a checkpoint take 18,000 bytes
    const auto sentence = errorSentence([&] { runHere(requestFor({}, folder, true)); });
    EXPECT_TRUE(holds(sentence, place.path().string())) << sentence;
  }
  EXPECT_EQ(folder.checkpointSteps(), stored);
  EXPECT_TRUE(sameBits(newestState(folder), before));
  runHere(requestFor({}, folder, true));  // with space again it goes on to the end
  EXPECT_EQ(folder.status().state, RunState::Finished);
}

}  // namespace
}  // namespace studio
