// The probe of a run: what it measures is stored with the maps, it keeps to its share of the time, and it changes nothing.
#include <algorithm>

#include "core/run/atomic_file.h"
#include "core/train/paced_probe.h"
#include "core/train/probe_stimuli.h"
#include "tests/core/train_fixture.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

RunConfig probedConfig() {
  RunConfig config = smallConfig();
  config.train.epochs = 2;
  config.data.imageSize = 16;   // the smallest that the synthetic pictures can be drawn in
  config.probe.data = "synthetic_localizer:?samples=60";
  config.probe.cost = 1;
  return config;
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
    EXPECT_LE(snapshot.probeStep, step);
  }
  const auto last = run.maps(run.mapSteps().back()), first = run.maps(0);
  EXPECT_EQ(last.probeStep, run.mapSteps().back());       // the last step is always measured
  EXPECT_NE(last.score("fc1")->smoothness, first.score("fc1")->smoothness);
}

TEST(Probe, TheRowOfTheSameStepCarriesTheMeans) {
  const TemporaryFolder folder;
  const auto run = RunStore(folder.path()).create("probed");
  runHere(requestFor(probedConfig(), run));
  const auto rows = run.scalars();
  const Snapshot last = run.maps(run.mapSteps().back());
  ASSERT_EQ(rows.back().step, last.step);
  EXPECT_NEAR(rows.back().smoothness, last.score("fc1")->smoothness, 1e-9);   // fc1 alone has TopoLoss
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
  EXPECT_EQ(bytesOf(with.checkpoint(with.checkpointSteps().back()) / "model.safetensors"), bytesOf(without.checkpoint(without.checkpointSteps().back()) / "model.safetensors"));
}

TEST(Probe, KeepsToItsShareOfTheTime) {
  const auto config = probedConfig();
  const auto data = openDataOf(config);
  Batcher::Options options;
  const auto probe = openProbe(config, data.validation, options);
  EXPECT_EQ(probe->stimuli(), 60);
  EXPECT_EQ(probe->contrasts().size(), 4u);
  const auto model = buildNetwork(config, inputOf(*data.training));
  const auto layers = model->layers();
  PacedProbe paced(*probe, *model, layers, {0.05, 0.01}, false);
  using For = PacedProbe::For;
  paced.refresh(0, {}, For::Keeping);
  EXPECT_EQ(paced.newest().step, 0);          // the first one is free
  paced.refresh(1, {1e-6, 0}, For::Keeping);
  EXPECT_EQ(paced.newest().step, 0);          // no time for another one yet
  paced.refresh(1, {1e-6, 0}, For::Certain);
  EXPECT_EQ(paced.newest().step, 1);
  paced.refresh(2, {1e6, 0}, For::Seeing);
  EXPECT_EQ(paced.newest().step, 2);
  EXPECT_LT(paced.shareSpent(1e6), 0.05);
  PacedProbe early(*probe, *model, layers, {0.05, 0.01}, false);
  early.refresh(0, {0, 1e6}, For::Keeping);
  early.refresh(1, {0, 1e6}, For::Seeing);
  EXPECT_EQ(early.newest().step, 0);          // who only looks has no credit
  early.refresh(1, {0, 1e6}, For::Keeping);
  EXPECT_EQ(early.newest().step, 1);          // a long run pays for its first steps in advance
}

/// Looks of a run of `whole` seconds that wishes for one every second, and also shows its maps; the share it took.
double shareOf(double whole, double look, std::vector<int>& kept) {
  using For = ProbeBudget::For;
  ProbeBudget budget({0.05, 0.05});
  double passed = 0;
  const auto ask = [&](double trained, For reason) {
    if (!budget.allows({trained + passed, whole}, reason)) return false;
    budget.spend(look * (reason == For::Certain ? 1.0 : 0.8 + 0.4 * std::fmod(trained * 0.37, 1)));   // no two last equally long
    passed += look;
    return true;
  };
  ask(0, For::Certain);
  for (int second = 1; second < int(whole * 0.95); ++second) {
    if (ask(second, For::Keeping)) kept.push_back(second);
    ask(second + 0.5, For::Seeing);
  }
  ask(whole * 0.95, For::Certain);
  return budget.shareSpent(whole);
}

TEST(ProbeBudget, TheLastLookIsPaidForToo) {
  for (const double whole : {100.0, 400.0, 1000.0})
    for (const double look : {0.5, 1.0, 2.0}) {
      std::vector<int> kept;
      EXPECT_LE(shareOf(whole, look, kept), 0.05) << whole << " s, looks of " << look << " s";
      if (whole < 240 * look) continue;   // room for hardly more than the first and the last
      EXPECT_GE(shareOf(whole, look, kept), 0.03) << "what it may spend is not left unused";
      EXPECT_LT(kept.front(), whole / 20) << "maps form early";
      EXPECT_GT(kept.back(), whole / 2) << "and go on";
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
  EXPECT_TRUE(holds(sentenceOf([&] { runHere(requestFor(config, run)); }), "adult"));
}

TEST(Probe, ContrastsBeyondTheMostItTakesAreToldOf) {
  TemporaryFolder folder;
  std::string text;
  for (int i = 0; i < 22; ++i) text.append("[[contrast]]\nname = \"c").append(std::to_string(i)).append("\"\non = [\"face\"]\noff = [\"body\"]\n");
  folder.write("contrasts.toml", text);
  auto config = probedConfig();
  config.probe.contrasts = (folder.path() / "contrasts.toml").string();
  const auto run = RunStore(folder.path()).create("probed");
  runHere(requestFor(config, run));
  EXPECT_TRUE(holds(readFile(run.path() / "log.txt"), "the first 20 of 22 contrasts", "probe.contrasts"));
}

}  // namespace
}  // namespace studio
