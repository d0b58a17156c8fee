// The probe of a run: every stored snapshot is measured at its own step, live views keep to their share of the time,
// and nothing changes.
#include <algorithm>

#include "core/run/text_file.h"
#include "core/run/scalars_file.h"
#include "core/run/run_files.h"
#include "core/train/probe.h"
#include "core/train/checkpoint.h"
#include "tests/core/train_fixture.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

RunConfig probedConfig() {
  RunConfig config = smallConfig();
  config.train.epochs = 2;
  config.data.imageSize = 16;  // the smallest that the synthetic pictures can be drawn in
  config.probe.data = "synthetic_localizer:?samples=60";
  config.probe.cost = 1;
  return config;
}

/// The first weights of that run with what measures them: `stimuli` pictures.
struct Probed {
  std::unique_ptr<Probe> probe;
  std::shared_ptr<Model> model;
  std::vector<LayerInfo> layers;
};
Probed openProbed(std::int64_t stimuli = 60) {
  RunConfig config = probedConfig();
  config.probe.data = "synthetic_localizer:?samples=" + std::to_string(stimuli);
  const DataSplit data = openRunData(config);
  auto model = buildNetwork(config, makeInputShape(*data.training));
  auto layers = model->layers();
  return {openProbe(config, data.validation, {}), std::move(model), std::move(layers)};
}

TEST(Probe, MapsAndScoresAreStoredWithEverySnapshotFromStepZero) {
  const TemporaryFolder folder;
  const auto run = RunStore(folder.path()).create("probed");
  runHere(requestFor(probedConfig(), run));
  ASSERT_FALSE(run.mapSteps().empty());
  EXPECT_EQ(run.mapSteps().front(), 0);
  for (const auto step : run.mapSteps()) {
    const Snapshot snapshot = run.maps(step);
    EXPECT_NE(snapshot.find("fc1", "faces"), nullptr) << step;
    ASSERT_NE(snapshot.score("fc1"), nullptr) << step;
    EXPECT_GT(snapshot.score("fc1")->dimensionality, 1);
    EXPECT_EQ(snapshot.probeStep, step);
  }
  const auto last = run.maps(run.mapSteps().back()), first = run.maps(0);
  EXPECT_NE(last.score("fc1")->smoothness, first.score("fc1")->smoothness);
}

TEST(Probe, TheRowOfTheSameStepCarriesTheMeans) {
  const TemporaryFolder folder;
  const auto run = RunStore(folder.path()).create("probed");
  runHere(requestFor(probedConfig(), run));
  const auto rows = run.scalars();
  const Snapshot last = run.maps(run.mapSteps().back());
  ASSERT_EQ(rows.back().step, last.step);
  EXPECT_NEAR(rows.back().smoothness, last.score("fc1")->smoothness, 1e-9);  // fc1 alone has TopoLoss
  EXPECT_NEAR(rows.back().dimensionality, last.score("fc1")->dimensionality, 1e-9);
}

TEST(Probe, ChangesNoBitOfTheWeights) {
  const TemporaryFolder folder;
  const RunStore store(folder.path());
  auto config = probedConfig();
  const auto with = store.create("with"), without = store.create("without");
  runHere(requestFor(config, with));
  config.probe = {};
  config.probe.cost = 0;
  runHere(requestFor(config, without));
  EXPECT_EQ(readFileBytes(with.checkpoint(with.checkpointSteps().back()) / "model.safetensors"),
            readFileBytes(without.checkpoint(without.checkpointSteps().back()) / "model.safetensors"));
}

TEST(Probe, WhatIsStoredIsAlwaysMeasuredAndLiveViewsKeepToTheirShare) {
  const auto [probe, model, layers] = openProbed();
  EXPECT_EQ(probe->stimuli(), 60);
  EXPECT_EQ(probe->contrasts().size(), 4u);
  PacedProbe paced(*probe, *model, layers, 0.01, 24, false);
  EXPECT_EQ(paced.measure(0).step, 0);  // whatever it costs
  EXPECT_TRUE(paced.storedAt(0));
  paced.measureLive(1, 0);
  paced.measureLive(2, 1e-6);
  EXPECT_EQ(paced.newest().step, 0);     // not earned yet
  EXPECT_EQ(paced.shareSpent(1e-6), 0);  // what is stored is none of the live views' share
  EXPECT_GT(paced.secondsStored(), 0);
  EXPECT_EQ(paced.measure(2).step, 2);
  paced.measureLive(3, 1e6);
  EXPECT_EQ(paced.newest().step, 3);
  EXPECT_FALSE(paced.storedAt(2));  // its scores are no longer there
  EXPECT_FALSE(paced.storedAt(3));  // what is only looked at is nothing that a row may carry
  EXPECT_LT(paced.shareSpent(1e6), 0.01);
}

TEST(Probe, LiveViewsKeepToTheirShareFromTheFirstLookOn) {
  const auto [probe, model, layers] = openProbed();
  PacedProbe paced(*probe, *model, layers, 0.01, 24, false);  // nothing has been measured to be stored
  paced.measureLive(0, 0);
  EXPECT_EQ(paced.newest().step, -1);  // nothing is known of its cost
  paced.measureLive(10, 1);            // a step of 24 images takes 0.1 s, so 60 stimuli some 0.25 s, which 25 s earn
  EXPECT_EQ(paced.newest().step, -1);
  paced.measureLive(240, 24);
  EXPECT_EQ(paced.newest().step, -1);
  paced.measureLive(260, 26);
  EXPECT_EQ(paced.newest().step, 260);
}

TEST(Probe, ARunThatIsPausedIsMeasuredAtOnceAndPaysNothingForIt) {
  const auto [probe, model, layers] = openProbed();
  PacedProbe paced(*probe, *model, layers, 0.01, 24, false), onlyStored(*probe, *model, layers, 0, 24, false);
  paced.measurePaused(67);
  EXPECT_EQ(paced.newest().step, 67);
  EXPECT_EQ(paced.shareSpent(1), 0);
  onlyStored.measurePaused(67);  // a share of 0: nobody wants live ones
  EXPECT_EQ(onlyStored.newest().step, -1);
}

TEST(Probe, BetweenItsBatchesItAsksAndWhatWaitsThereIsNoCost) {
  const auto [probe, model, layers] = openProbed(300);
  PacedProbe paced(*probe, *model, layers, 1, 24, false), asking(*probe, *model, layers, 1, 24, false);
  int asked = 0;
  asking.setBetween([&] { return ++asked, 1e3; });
  const auto expected = paced.measure(0).maps;
  const auto found = asking.measure(0).maps;
  EXPECT_EQ(asked, 2) << "300 stimuli, 128 at once";
  EXPECT_LT(asking.secondsStored(), 0) << "less the 2000 s that it says it has waited";
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) EXPECT_TRUE(torch::equal(found[i].values, expected[i].values)) << i;
}

TEST(Probe, WhatIsGivenUpLeavesTheNetworkAndTheNewestResultAsTheyWere) {
  const auto [probe, model, layers] = openProbed(300);
  PacedProbe paced(*probe, *model, layers, 1, 24, false);
  paced.measure(3);
  paced.setBetween([]() -> double { throw 1; });
  EXPECT_THROW(paced.measure(4), int);
  EXPECT_EQ(paced.newest().step, 3);
  EXPECT_TRUE(paced.storedAt(3));
  EXPECT_TRUE(model->is_training());
}

TEST(Probe, TakesNothingFromTheTrainingsRandomNumbers) {
  const auto [probe, model, layers] = openProbed();
  const auto before = randomState(c10::kCPU);
  probe->measure(*model, layers, 0, false);
  EXPECT_EQ(randomState(c10::kCPU), before);
}

/// Of a run's rows: everything that is not a time.
std::string measuredRows(const RunFolder& run) {
  std::string text;
  for (auto row : run.scalars()) {
    row.seconds = row.imagesPerSecond = 0;
    text += formatScalar(row);
  }
  return text;
}

/// Trains while somebody looks at selectivity as often as it comes, and another job takes the processor now and then.
void trainWatched(const TrainRequest& request) {
  RunChannel channel;
  RunControl control;
  JobContext context{control, channel};
  std::jthread reader([&](std::stop_token ended) {
    while (!ended.stop_requested()) {
      channel.takeSnapshot();
      channel.want({true, true, true, "fc1", 3});
      control.pause();  // a paused run is looked at too
      std::this_thread::sleep_for(std::chrono::milliseconds(3));
      control.resume();
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    control.resume();
  });
  std::make_unique<TrainJob>(request)->run(context);
}

TEST(Probe, TheSameSeedStoresTheSameOnAQuietAndOnABusyMachine) {
  const TemporaryFolder folder;
  const RunStore store(folder.path());
  const auto quiet = store.create("quiet"), busy = store.create("busy");
  runHere(requestFor(probedConfig(), quiet));
  trainWatched(requestFor(probedConfig(), busy));
  EXPECT_EQ(measuredRows(quiet), measuredRows(busy));
  ASSERT_EQ(quiet.mapSteps(), busy.mapSteps());
  for (const auto step : quiet.mapSteps()) {
    const auto name = "maps/" + stepName(step) + ".npz";
    EXPECT_EQ(readFileBytes(quiet.path() / name), readFileBytes(busy.path() / name)) << step;
    EXPECT_EQ(quiet.maps(step).probeStep, step) << "measured at its own step";
  }
}

TEST(Probe, WhatIsNotThereIsSaidBeforeTheRunStarts) {
  auto config = probedConfig();
  config.probe.data = "localizer:no/such/folder";
  ASSERT_EQ(probeProblems(config).size(), 1u);
  EXPECT_TRUE(holds(probeProblems(config)[0].sentence, "no/such/folder", "leave probe.data empty"));
  config.probe.data = "localiser:x";
  EXPECT_TRUE(holds(probeProblems(config)[0].sentence, "localiser"));
  config.probe.data = "no colon";
  EXPECT_EQ(probeProblems(config)[0].key, "probe.data");
  config.probe.data.clear();
  EXPECT_TRUE(probeProblems(config).empty());
}

TEST(Probe, ContrastsThatTheStimuliDoNotHaveAreRefused) {
  const TemporaryFolder folder;
  auto config = probedConfig();
  config.probe.contrasts = "floc";
  const auto run = RunStore(folder.path()).create("probed");
  EXPECT_TRUE(holds(errorSentence([&] { runHere(requestFor(config, run)); }), "adult"));
}

TEST(Probe, ContrastsBeyondTheMaximumAreReported) {
  TemporaryFolder folder;
  std::string text;
  for (int i = 0; i < 22; ++i)
    text.append("[[contrast]]\nname = \"c").append(std::to_string(i)).append("\"\non = [\"face\"]\noff = [\"body\"]\n");
  folder.write("contrasts.toml", text);
  auto config = probedConfig();
  config.probe.contrasts = (folder.path() / "contrasts.toml").string();
  const auto run = RunStore(folder.path()).create("probed");
  runHere(requestFor(config, run));
  EXPECT_TRUE(holds(readFile(run.path() / "log.txt"), "the first 20 of 22 contrasts", "probe.contrasts"));
}

}  // namespace
}  // namespace studio
