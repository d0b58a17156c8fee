// The monitor against a channel that a thread writes: nothing is lost, what is looked at is asked for, and the disk
// takes over when the job has ended.
#include <gtest/gtest.h>
#include <unistd.h>

#include <QLabel>
#include <fstream>
#include <thread>

#include "tests/support/fake_engine.h"
#include "tests/widgets/sample_run.h"
#include "widgets/runs/run_data.h"
#include "widgets/runs/run_monitor.h"
#include "widgets/runs/run_panels.h"

namespace studio {
namespace {

RunStatus training(std::int64_t step) {
  RunStatus status;
  status.state = RunState::Training;
  status.step = step;
  status.steps = 1000;
  return status;
}

struct Live {
  TemporaryFolder folder;
  RunFolder run;
  std::shared_ptr<RunChannel> channel = std::make_shared<RunChannel>();
  RunMonitor monitor;
  Live() : run(RunStore(folder.path()).create("live")) {
    run.writeConfig(sampleConfig(), "");
    run.writeLayers(sampleLayers());
    channel->setStatus(training(0));
    monitor.followLive(channel, run, sampleConfig(), sampleLayers());
  }
  void publish(std::int64_t step) { channel->publish(std::make_shared<const Snapshot>(sampleSnapshot(step))); }
};

/// What the run left to the device its folder says once it trains: not first after it is opened again.
TEST(RunMonitor, thePrecisionThatTheDeviceHasDecidedIsKnownWhileItTrains) {
  TemporaryFolder folder;
  const RunFolder run = RunStore(folder.path()).create("live");
  RunConfig asked = sampleConfig(), decided = sampleConfig();
  asked.train.precision = "auto";
  decided.train.precision = "bf16";
  auto channel = std::make_shared<RunChannel>();
  RunStatus status = training(0);
  status.state = RunState::Starting;
  channel->setStatus(status);
  RunMonitor monitor;
  SettingsPanel panel(&monitor, nullptr);
  monitor.followLive(channel, run, asked, sampleLayers());
  const auto says = [&panel](const QString& text) {
    for (const auto* label : panel.findChildren<QLabel*>())
      if (label->text().endsWith(text)) return true;
    return false;
  };
  EXPECT_TRUE(says("fp32 or bf16 by the device")) << "it is not decided yet";
  run.writeConfig(decided, toToml(asked));
  channel->setStatus(training(1));
  EXPECT_TRUE(comes([&] { return says(", bf16"); }));
  EXPECT_EQ(monitor.data().config.train.precision, "bf16");
}

TEST(RunMonitor, losesNoScalarAndNoLogLineOfAWritingThread) {
  Live live;
  constexpr std::int64_t kRows = 5000;
  std::thread writer([&] {
    for (std::int64_t step = 0; step < kRows; ++step) {
      live.channel->append(sampleRow(step));
      if (step % 10 == 0) live.channel->log(LogLine::Level::Info, "line " + std::to_string(step));
      if (step % 100 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
  });
  EXPECT_TRUE(comes([&] {
    return live.monitor.data().scalars.size() >= std::size_t(kRows) && live.monitor.data().log.lines.size() >= 500;
  }));
  writer.join();
  ASSERT_EQ(live.monitor.data().scalars.size(), std::size_t(kRows));
  for (std::int64_t step = 0; step < kRows; ++step) ASSERT_EQ(live.monitor.data().scalars[step].step, step);
  ASSERT_EQ(live.monitor.data().log.lines.size(), 500u);
  EXPECT_EQ(live.monitor.data().log.lines.back().text, "line 4990");
}

TEST(RunMonitor, aLongRunIsShownByABoundedNumberOfRows) {
  Live live;
  constexpr std::int64_t kRows = 100000;
  for (std::int64_t step = 0; step < kRows; ++step) live.channel->append(sampleRow(step));
  ASSERT_TRUE(comes(
      [&] { return !live.monitor.data().scalars.empty() && live.monitor.data().scalars.back().step == kRows - 1; }));
  EXPECT_LE(live.monitor.data().scalars.size(), ThinnedRows::kMost);
  EXPECT_EQ(live.monitor.data().scalars.front().step, 0);

  std::vector<ScalarRow> rows;
  for (std::int64_t step = 0; step < kRows; ++step) rows.push_back(sampleRow(step));
  live.run.appendScalars(rows);
  const RunData stored = readStoredRun(live.run);
  EXPECT_LE(stored.scalars.size(), ThinnedRows::kMost);
  EXPECT_EQ(stored.scalars.back().step, kRows - 1);
}

TEST(RunMonitor, ofALongLogTheNewestLinesAreKept) {
  Live live;
  constexpr std::size_t kLines = 12000;
  for (std::size_t line = 0; line < kLines; ++line)
    live.channel->log(LogLine::Level::Info, "line " + std::to_string(line));
  ASSERT_TRUE(comes([&] {
    return !live.monitor.data().log.lines.empty() && live.monitor.data().log.lines.back().text == "line 11999";
  }));
  const LogLines& log = live.monitor.data().log;
  EXPECT_EQ(log.lines.size(), kMostLogLines);
  EXPECT_EQ(log.before, kLines - kMostLogLines);
  EXPECT_TRUE(log.isCut);
}

TEST(RunMonitor, showsTheNewestSnapshotAndAsksForTheNextOnlyThen) {
  Live live;
  EXPECT_TRUE(live.channel->snapshotWanted());
  live.publish(1);
  live.publish(2);
  EXPECT_FALSE(live.channel->snapshotWanted());
  ASSERT_TRUE(comes([&] { return live.monitor.data().snapshot != nullptr; }));
  EXPECT_EQ(live.monitor.data().snapshot->step, 2);
  EXPECT_TRUE(comes([&] { return live.channel->snapshotWanted(); }));
}

TEST(RunMonitor, withoutContrastsARunOpensOnTheCosineUntilTheyAreMeasured) {
  Live live;
  Snapshot first = sampleSnapshot(0);
  std::erase_if(first.maps, [](const SheetMap& map) { return map.quantity == "3"; });
  live.channel->publish(std::make_shared<const Snapshot>(first));
  ASSERT_TRUE(comes([&] { return live.monitor.data().snapshot != nullptr; }));
  EXPECT_EQ(live.monitor.view().quantity, kCosineQuantity);
  live.publish(10);
  ASSERT_TRUE(comes([&] { return live.monitor.data().snapshot->step == 10; }));
  EXPECT_EQ(live.monitor.view().quantity, "3");
}

TEST(RunMonitor, whoHasLookedAtOtherLayersStillComesToSelectivityAndWhoHasChosenAQuantityKeepsIt) {
  for (const bool chooses : {false, true}) {
    Live live;
    ViewState view = live.monitor.view();
    view.layer = "fc1";
    view.unit = 2;
    live.monitor.setView(view);
    if (chooses) live.monitor.keepQuantity();
    live.publish(10);
    ASSERT_TRUE(comes([&] { return live.monitor.data().snapshot != nullptr; }));
    EXPECT_EQ(live.monitor.view().quantity, chooses ? kCosineQuantity : "3");
    EXPECT_EQ(live.monitor.view().layer, "fc1");
  }
}

Snapshot withoutSelectivity(std::int64_t step) {
  Snapshot snapshot = sampleSnapshot(step);
  std::erase_if(snapshot.maps, [](const SheetMap& map) { return map.quantity == "3"; });
  return snapshot;
}

TEST(RunMonitor, mapsThatAreStoredBeforeTheFirstLiveOnesAreShownAtOnce) {
  Live live;
  live.run.writeMaps(sampleSnapshot(0));
  live.channel->mapsStored(0);
  ASSERT_TRUE(comes([&] { return live.monitor.data().snapshot != nullptr; }));
  EXPECT_EQ(live.monitor.data().snapshot->step, 0);
  EXPECT_EQ(live.monitor.view().quantity, "3");
  live.channel->publish(std::make_shared<const Snapshot>(withoutSelectivity(4)));
  ASSERT_TRUE(comes([&] { return live.monitor.data().snapshot->step == 4; }));
  live.run.writeMaps(sampleSnapshot(5));
  live.channel->mapsStored(5);
  EXPECT_TRUE(comes([&] { return live.monitor.data().snapshot->step == 5; })) << "newer than the live ones";
}

TEST(RunMonitor, selectivityThatALiveLookDidNotMeasureIsShownUnderTheStepWhereItWas) {
  Live live;
  live.publish(10);
  ASSERT_TRUE(comes([&] { return live.monitor.data().snapshot != nullptr; }));
  live.channel->publish(std::make_shared<const Snapshot>(withoutSelectivity(12)));
  ASSERT_TRUE(comes([&] { return live.monitor.data().snapshot->step == 12; }));
  EXPECT_EQ(live.monitor.view().quantity, "3");
  EXPECT_EQ(live.monitor.quantities(), std::vector<std::string>({"cosine", "norm", "3"}));
  const SheetMap* map = live.monitor.data().snapshot->find("fc2", "3");
  ASSERT_NE(map, nullptr);
  EXPECT_EQ(map->step, 10);
  EXPECT_EQ(map->values, sampleSnapshot(10).find("fc2", "3")->values);
  EXPECT_EQ(live.monitor.data().snapshot->find("fc2", "cosine")->step, 12);
}

TEST(Completed, takesWhatWasMeasuredLaterButNeverAfterItsOwnStep) {
  auto base = std::make_shared<const Snapshot>(withoutSelectivity(10));
  EXPECT_EQ(completed(base, sampleSnapshot(20)), base) << "of a later step";
  Snapshot other = sampleSnapshot(8);
  other.probeStep = 8;
  other.scores = {{"fc1", 0.5, 7}};
  const auto whole = completed(base, other);
  EXPECT_EQ(whole->find("fc1", "3")->step, 8);
  EXPECT_EQ(whole->find("fc1", "norm")->step, 10);
  EXPECT_EQ(whole->probeStep, 8);
  EXPECT_EQ(completed(whole, *base), whole);
}

TEST(RunMonitor, aHiddenWindowAsksForNothing) {
  Live live;
  live.monitor.setSeen(false);
  live.publish(1);
  ASSERT_TRUE(comes([&] { return live.monitor.data().snapshot != nullptr; }));
  letPass(150);
  EXPECT_FALSE(live.channel->snapshotWanted());
  live.monitor.setSeen(true);
  EXPECT_TRUE(live.channel->snapshotWanted());
}

TEST(RunMonitor, lookingBackWhileTrainingShowsTheStoredStepAndAsksForNothing) {
  Live live;
  live.run.writeMaps(sampleSnapshot(10));
  live.channel->mapsStored(10);
  live.publish(40);
  ASSERT_TRUE(comes([&] { return live.monitor.data().snapshot && !live.monitor.data().mapSteps.empty(); }));
  ViewState view = live.monitor.view();
  view.followLive = false;
  view.step = 10;
  live.monitor.setView(view);
  ASSERT_TRUE(comes([&] { return live.monitor.data().snapshot->step == 10; }));
  live.publish(50);
  letPass(150);
  EXPECT_EQ(live.monitor.data().snapshot->step, 10);
  EXPECT_FALSE(live.channel->snapshotWanted());
  view.followLive = true;
  live.monitor.setView(view);
  ASSERT_TRUE(comes([&] { return live.channel->snapshotWanted(); }));
  live.publish(60);
  EXPECT_TRUE(comes([&] { return live.monitor.data().snapshot->step == 60; }));
}

TEST(RunMonitor, asksForTheChosenUnitAndShowsItsWeights) {
  Live live;
  ViewState view = live.monitor.view();
  view.layer = "fc1";
  view.unit = 7;
  live.monitor.setView(view);
  ASSERT_TRUE(comes([&] { return live.channel->request().unit == 7; }));
  Snapshot snapshot = sampleSnapshot(5);
  snapshot.unit = UnitWeights{"fc1", 7, {20}, std::vector<float>(20, 0.5f)};
  live.channel->publish(std::make_shared<const Snapshot>(snapshot));
  ASSERT_TRUE(comes([&] { return live.monitor.data().unit.has_value(); }));
  EXPECT_EQ(live.monitor.data().unit->unit, 7);
  view.unit = 8;
  live.monitor.setView(view);
  EXPECT_FALSE(live.monitor.data().unit.has_value());  // never the old weights under the new name
}

TEST(RunMonitor, goesOnWithTheDiskWhenTheJobHasEnded) {
  Live live;
  live.publish(90);
  ASSERT_TRUE(comes([&] { return live.monitor.data().snapshot != nullptr; }));
  live.run.writeMaps(sampleSnapshot(100));
  live.run.appendScalars({sampleRow(100)});
  live.run.writeStatus(sampleStatus(RunState::Finished));
  live.channel->setStatus(sampleStatus(RunState::Finished));
  ASSERT_TRUE(comes([&] { return live.monitor.data().snapshot->step == 100; }));
  EXPECT_FALSE(live.monitor.data().live);
  EXPECT_EQ(live.monitor.data().status.state, RunState::Finished);
  EXPECT_EQ(live.monitor.data().scalars.back().step, 100);
}

TEST(RunMonitor, whatTheDiskSaidBeforeTheEndDoesNotComeBack) {
  Live live;
  RunStatus paused = training(10);
  paused.state = RunState::Paused;
  paused.pid = ::getpid();
  paused.host = hostName();
  paused.heartbeat = secondsNow() - 1;
  live.run.writeStatus(paused);
  RunStatus stopped = paused;
  stopped.state = RunState::Stopped;
  stopped.heartbeat = secondsNow();
  bool isPausedAgain = false;
  QObject::connect(&live.monitor, &RunMonitor::statusChanged, [&] {
    const RunData& data = live.monitor.data();
    isPausedAgain = isPausedAgain || (!data.live && data.status.state == RunState::Paused);
  });
  live.channel->setStatus(stopped);  // as the engine does, before the disk has it
  ASSERT_TRUE(comes([&] { return !live.monitor.data().live; }));
  letPass(1300);
  EXPECT_FALSE(isPausedAgain);
  EXPECT_EQ(live.monitor.data().status.state, RunState::Stopped);
  paused.heartbeat = secondsNow() + 5;  // it goes on
  live.run.writeStatus(paused);
  live.monitor.reread();
  EXPECT_TRUE(comes([&] { return live.monitor.data().status.state == RunState::Paused; }));
}

TEST(RunMonitor, aJobThatCouldNotWriteItsFolderKeepsItsSentence) {
  Live live;
  RunStatus failed = training(0);
  failed.state = RunState::Failed;
  failed.error = "The disk is full.";
  live.channel->setStatus(failed);
  ASSERT_TRUE(comes([&] { return !live.monitor.data().live; }));
  letPass(200);
  EXPECT_EQ(live.monitor.data().status.state, RunState::Failed);
  EXPECT_EQ(live.monitor.data().status.error, "The disk is full.");
}

TEST(RunMonitor, aResumedRunKeepsItsEarlierRowsOnceAndItsLog) {
  TemporaryFolder folder;
  const RunFolder run = writeSampleRun(folder.path());
  auto channel = std::make_shared<RunChannel>();
  channel->setStatus(training(50));
  channel->append(sampleRow(60));  // goes on from the checkpoint of step 50
  channel->log(LogLine::Level::Info, "Resumed.");
  RunMonitor monitor;
  monitor.followLive(channel, run, sampleConfig(), sampleLayers());
  ASSERT_TRUE(comes([&] { return monitor.data().scalars.size() == 7 && monitor.data().log.lines.size() == 3; }));
  for (std::size_t i = 0; i < 7; ++i) EXPECT_EQ(monitor.data().scalars[i].step, std::int64_t(i) * 10);
  EXPECT_EQ(monitor.data().log.lines.front().text, "Training starts.");
  EXPECT_EQ(monitor.data().log.lines.back().text, "Resumed.");
  EXPECT_TRUE(comes([&] {
    return monitor.data().mapSteps == std::vector<std::int64_t>({0, 10, 20, 50});
  }));  // 100 belongs to the old course
}

TEST(RunMonitor, aRunThatGoesOnKeepsAllThatIsShownUntilThereIsMore) {
  Stored stored;
  stored.edit([](ViewState& view) {
    view.layer = "fc2";
    view.quantity = "3";
    view.limitsLocked = true;
    view.limitHigh = 4;
  });
  const ViewState before = stored.monitor.view();
  auto channel = std::make_shared<RunChannel>();
  RunStatus status = training(100);
  status.state = RunState::Starting;
  channel->setStatus(status);
  stored.monitor.followLive(channel, stored.monitor.data().folder, sampleConfig(), sampleLayers());
  const RunData& data = stored.monitor.data();
  ASSERT_NE(data.snapshot, nullptr) << "before anything has been read";
  EXPECT_EQ(data.snapshot->step, 100);
  EXPECT_EQ(data.mapSteps.size(), std::size(kSampleSteps));
  EXPECT_EQ(data.scalars.size(), 11u);
  EXPECT_EQ(data.log.lines.size(), 2u);
  EXPECT_EQ(stored.monitor.view(), before);
  EXPECT_EQ(data.status.state, RunState::Starting);
  channel->publish(std::make_shared<const Snapshot>(withoutSelectivity(101)));
  ASSERT_TRUE(comes([&] { return data.snapshot->step == 101; }));
  EXPECT_EQ(stored.map().step, 100);
  EXPECT_EQ(stored.monitor.view(), before);
}

TEST(RunMonitor, aRunThatIsResumedShowsItsLastStoredMapsWhileItIsPrepared) {
  TemporaryFolder folder;
  const RunFolder run = writeSampleRun(folder.path());
  auto channel = std::make_shared<RunChannel>();
  RunStatus status = training(100);
  status.state = RunState::Starting;
  channel->setStatus(status);
  RunMonitor monitor;
  monitor.followLive(channel, run, sampleConfig(), sampleLayers());
  ASSERT_TRUE(comes([&] { return monitor.data().snapshot != nullptr; }));
  EXPECT_EQ(monitor.data().snapshot->step, 100);
  EXPECT_EQ(monitor.data().mapSteps.size(), std::size(kSampleSteps));
  channel->publish(std::make_shared<const Snapshot>(sampleSnapshot(101)));
  EXPECT_TRUE(comes([&] { return monitor.data().snapshot->step == 101; }));
}

/// What was seen live after it cannot be gone back to: time bar, step and map are of one stored moment.
TEST(RunMonitor, whenTheRunStopsItsLastStoredMapsAreShown) {
  Live live;
  live.run.writeMaps(sampleSnapshot(50));
  live.channel->mapsStored(50);
  live.publish(67);
  ASSERT_TRUE(comes([&] { return live.monitor.data().snapshot && live.monitor.data().snapshot->step == 67; }));
  RunStatus stopped = training(69);
  stopped.state = RunState::Stopped;
  live.run.writeStatus(stopped);
  live.channel->setStatus(stopped);
  ASSERT_TRUE(comes([&] { return !live.monitor.data().live && live.monitor.data().status.step == 69; }));
  EXPECT_TRUE(comes([&] { return live.monitor.data().snapshot->step == 50; }));
  EXPECT_EQ(live.monitor.data().mapSteps, std::vector<std::int64_t>({50}));
}

TEST(RunMonitor, checkpointsThatWereAskedForStayBesideThoseOfThePlan) {
  Live live;
  live.channel->add({20, 1, 1, "checkpoint"});
  for (const std::int64_t step : {10, 20, 30, 40}) live.channel->checkpointStored(step);
  EXPECT_TRUE(comes([&] { return live.monitor.data().checkpointSteps == std::vector<std::int64_t>{20, 30, 40}; }));
}

TEST(RunMonitor, aFinishedRunShowsTheWeightsOfItsLastCheckpoint) {
  Live live;
  const auto engine = std::make_shared<FakeEngine>();
  engine->onUnitWeights = [](std::int64_t step, const std::string& layer, std::int64_t unit) {
    return UnitWeights{layer, unit, {1}, {float(step)}};
  };
  live.monitor.setEngine(engine);
  ViewState view = live.monitor.view();
  view.layer = "fc1";
  view.unit = 7;
  live.monitor.setView(view);
  ASSERT_TRUE(comes([&] { return live.channel->request().unit == 7; }));
  Snapshot seen = sampleSnapshot(91);
  seen.unit = UnitWeights{"fc1", 7, {1}, {91}};
  live.channel->publish(std::make_shared<const Snapshot>(seen));
  ASSERT_TRUE(comes([&] { return live.monitor.data().unitStep == 91; }));
  live.run.writeMaps(sampleSnapshot(100));
  live.channel->mapsStored(100);
  ASSERT_TRUE(comes([&] { return live.monitor.data().snapshot->step == 100; }));
  EXPECT_EQ(live.monitor.data().unitStep, 91) << "until there is a checkpoint";
  std::filesystem::create_directories(live.run.checkpoint(100));
  std::ofstream(live.run.checkpoint(100) / "model.safetensors") << "weights";
  live.run.writeStatus(sampleStatus(RunState::Finished));
  live.channel->setStatus(sampleStatus(RunState::Finished));
  EXPECT_TRUE(comes([&] { return live.monitor.data().unitStep == 100; }));
  EXPECT_EQ(live.monitor.data().unit->values.front(), 100);
}

}  // namespace
}  // namespace studio
