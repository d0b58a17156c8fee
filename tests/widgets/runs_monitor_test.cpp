// The monitor against a channel that a thread writes, and against run folders.
#include <gtest/gtest.h>

#include <QSignalSpy>
#include <fstream>
#include <thread>

#include "tests/support/fake_engine.h"
#include "tests/widgets/sample_run.h"
#include "widgets/runs/run_monitor.h"
#include "widgets/runs/run_data.h"

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

TEST(LogTail, readsOnlyTheEndOfALongFileAndThenWhatIsNew) {
  TemporaryFolder folder;
  const RunFolder run = writeSampleRun(folder.path());
  std::string text;
  for (int line = 0; line < 60000; ++line)
    text += "2026-01-02 03:04:05 info: line " + std::to_string(line) + " of a log that has become long\n";
  ASSERT_GT(text.size(), std::size_t{3} << 20);
  folder.write("digits/log.txt", text);
  LogTail tail(run);
  tail.refresh();
  EXPECT_EQ(tail.log().lines.size(), kMostLogLines);
  EXPECT_TRUE(tail.log().isCut);
  EXPECT_EQ(tail.log().lines.back().text, "line 59999 of a log that has become long");
  run.appendLog("2026-01-02 03:04:07 error: The end.");
  tail.refresh();
  EXPECT_EQ(tail.log().lines.size(), kMostLogLines);
  EXPECT_EQ(tail.log().lines.back().text, "The end.");
  EXPECT_EQ(tail.log().lines.back().level, LogLine::Level::Error);
  EXPECT_EQ(tail.log().lines[kMostLogLines - 2].text, "line 59999 of a log that has become long");
}

TEST(LogTail, aLineIsShownOnceItIsWholeAndAShorterFileIsReadAgain) {
  TemporaryFolder folder;
  const RunFolder run = writeSampleRun(folder.path());
  const auto add = [&](const char* text) { std::ofstream(run.path() / "log.txt", std::ios::app) << text; };
  LogTail tail(run);
  tail.refresh();
  ASSERT_EQ(tail.log().lines.size(), 2u);
  add("2026-01-02 03:04:08 info: half ");
  tail.refresh();
  EXPECT_EQ(tail.log().lines.size(), 2u);
  add("a line\n");
  tail.refresh();
  ASSERT_EQ(tail.log().lines.size(), 3u);
  EXPECT_EQ(tail.log().lines.back().text, "half a line");
  folder.write("digits/log.txt", "2026-01-02 03:04:09 info: another log\n");
  tail.refresh();
  ASSERT_EQ(tail.log().lines.size(), 1u);
  EXPECT_EQ(tail.log().lines.front().text, "another log");
  EXPECT_FALSE(tail.log().isCut);
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

TEST(RunMonitor, aRunOpensOnSelectivityOfItsLastTopoLayer) {
  TemporaryFolder folder;
  RunMonitor monitor;
  monitor.openStored(writeSampleRun(folder.path()));
  ASSERT_TRUE(comes([&] { return monitor.data().snapshot != nullptr; }));
  EXPECT_EQ(monitor.view().layer, "fc2") << "fc3 has no TopoLoss";
  EXPECT_EQ(monitor.view().quantity, "3");

  ViewState chosen = monitor.view();
  chosen.quantity = kNormQuantity;
  monitor.setView(chosen);
  monitor.reread();
  letPass(100);
  EXPECT_EQ(monitor.view().quantity, kNormQuantity) << "what somebody chose stays";
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

/// What was seen live belongs to no tick of the time bar once the run has ended.
TEST(RunMonitor, whatWasSeenLiveGivesWayToTheLastStoredMapsWhenTheRunEnds) {
  Live live;
  live.run.writeMaps(sampleSnapshot(50));
  live.channel->mapsStored(50);
  live.publish(67);
  ASSERT_TRUE(comes([&] { return live.monitor.data().snapshot && live.monitor.data().snapshot->step == 67; }));
  RunStatus stopped = training(69);
  stopped.state = RunState::Stopped;
  live.run.writeStatus(stopped);
  live.channel->setStatus(stopped);
  EXPECT_TRUE(comes([&] { return live.monitor.data().snapshot->step == 50; }));
  EXPECT_EQ(live.monitor.data().status.step, 69);
}

TEST(RunMonitor, knowsWhichStoredMapsWereMeasured) {
  TemporaryFolder folder;
  const RunFolder run = writeSampleRun(folder.path());
  Snapshot stale = sampleSnapshot(50);
  for (SheetMap& map : stale.maps)
    if (map.quantity == "3") map.step = 20;
  run.writeMaps(stale);
  folder.write("digits/maps/step_000000020.npz", "damaged");
  RunMonitor monitor;
  monitor.openStored(run);
  ASSERT_TRUE(comes([&] { return monitor.data().measured.knows(100); }));
  const MeasuredMaps& measured = monitor.data().measured;
  EXPECT_TRUE(measured.has(50, "fc1", "cosine"));
  EXPECT_FALSE(measured.has(50, "fc1", "3"));
  EXPECT_TRUE(measured.has(100, "fc1", "3"));
  EXPECT_FALSE(measured.has(100, "fc1", "no such contrast"));
  EXPECT_FALSE(measured.has(20, "fc1", "cosine")) << "it cannot be read";
  EXPECT_TRUE(measured.has(7, "fc1", "3")) << "not looked at";
}

TEST(RunMonitor, readsAStoredRunAndAnyOfItsSteps) {
  TemporaryFolder folder;
  RunMonitor monitor;
  QSignalSpy opened(&monitor, &RunMonitor::runOpened);
  monitor.openStored(writeSampleRun(folder.path()));
  ASSERT_TRUE(comes([&] { return monitor.data().snapshot != nullptr; }));
  EXPECT_EQ(monitor.data().snapshot->step, 100);
  EXPECT_EQ(monitor.data().mapSteps, std::vector<std::int64_t>(std::begin(kSampleSteps), std::end(kSampleSteps)));
  EXPECT_EQ(monitor.data().scalars.size(), 11u);
  EXPECT_EQ(monitor.quantities(), std::vector<std::string>({"cosine", "norm", "3"}));
  for (const std::int64_t step : kSampleSteps) {
    ViewState view = monitor.view();
    view.followLive = false;
    view.step = step;
    monitor.setView(view);
    ASSERT_TRUE(comes([&] { return monitor.data().snapshot->step == step; })) << step;
    const SheetMap* map = monitor.data().snapshot->find("fc2", "3");
    ASSERT_NE(map, nullptr);
    EXPECT_EQ(map->values, sampleSnapshot(step).find("fc2", "3")->values);
  }
  letPass(1300);
  EXPECT_EQ(opened.count(), 2);  // known by name at once, read a moment later, then never again
}

TEST(RunMonitor, aDragOverManyStepsEndsAtTheLast) {
  TemporaryFolder folder;
  RunMonitor monitor;
  monitor.openStored(writeSampleRun(folder.path()));
  ASSERT_TRUE(comes([&] { return monitor.data().snapshot != nullptr; }));
  ViewState view = monitor.view();
  view.followLive = false;
  for (int turn = 0; turn < 20; ++turn)
    for (const std::int64_t step : {100, 50, 20, 0, 10}) {
      view.step = step;
      monitor.setView(view);
    }
  ASSERT_TRUE(comes([&] { return monitor.data().snapshot->step == 10; }));
  letPass(200);
  EXPECT_EQ(monitor.data().snapshot->step, 10);  // nothing older arrives after it
}

TEST(RunMonitor, whatIsStillBeingReadNeverReplacesANewerChoice) {
  TemporaryFolder folder;
  RunMonitor monitor;
  monitor.openStored(writeSampleRun(folder.path()));
  ASSERT_TRUE(comes([&] { return monitor.data().snapshot != nullptr; }));
  ViewState view = monitor.view();
  view.followLive = false;
  view.step = 0;  // starts to be read
  monitor.setView(view);
  view.step = 100;  // is there at once
  monitor.setView(view);
  letPass(300);
  EXPECT_EQ(monitor.data().snapshot->step, 100);
}

TEST(RunMonitor, followsARunThatAnotherProcessTrains) {
  TemporaryFolder folder;
  const RunFolder run = writeSampleRun(folder.path());
  RunStatus status = training(100);
  status.pid = 0;
  status.host = "another-machine";
  status.heartbeat = double(std::time(nullptr));
  run.writeStatus(status);
  RunMonitor monitor;
  monitor.openStored(run);
  ASSERT_TRUE(comes([&] { return monitor.data().snapshot != nullptr; }));
  ASSERT_EQ(monitor.data().status.state, RunState::Training);
  run.appendScalars({sampleRow(110)});
  run.writeMaps(sampleSnapshot(110));
  run.appendLog("2026-01-02 03:04:07 error: Now the disk is full.");
  EXPECT_TRUE(comes([&] { return monitor.data().snapshot->step == 110; }));
  EXPECT_EQ(monitor.data().scalars.back().step, 110);
  ASSERT_EQ(monitor.data().log.lines.size(), 3u);
  EXPECT_EQ(monitor.data().log.lines.back().level, LogLine::Level::Error);
}

TEST(RunMonitor, weightsOfAStoredStepComeFromTheEngine) {
  TemporaryFolder folder;
  RunMonitor monitor;
  const auto engine = std::make_shared<FakeEngine>();
  engine->onUnitWeights = [](std::int64_t step, const std::string& layer, std::int64_t unit) {
    return UnitWeights{layer, unit, {1}, {float(step)}};
  };
  monitor.setEngine(engine);
  monitor.openStored(writeSampleRun(folder.path()));
  ASSERT_TRUE(comes([&] { return monitor.data().snapshot != nullptr; }));
  ViewState view = monitor.view();
  view.unit = 3;
  monitor.setView(view);
  ASSERT_TRUE(comes([&] { return monitor.data().unit.has_value(); }));
  EXPECT_EQ(monitor.data().unit->values.front(), 100);
  view.followLive = false;
  view.step = 20;
  monitor.setView(view);
  EXPECT_TRUE(comes([&] { return monitor.data().unit && monitor.data().unit->values.front() == 20; }));
}

TEST(RunMonitor, aDamagedMapSaysSoAndTheRestStays) {
  TemporaryFolder folder;
  const RunFolder run = writeSampleRun(folder.path());
  std::filesystem::resize_file(run.path() / "maps" / "step_000000020.npz", 100);
  RunMonitor monitor;
  monitor.openStored(run);
  ASSERT_TRUE(comes([&] { return monitor.data().snapshot != nullptr; }));
  ViewState view = monitor.view();
  view.followLive = false;
  view.step = 20;
  monitor.setView(view);
  ASSERT_TRUE(comes([&] { return !monitor.data().error.empty(); }));
  EXPECT_NE(monitor.data().error.find("step_000000020.npz"), std::string::npos);
  EXPECT_EQ(monitor.data().snapshot->step, 100);
}

TEST(RunMonitor, closingForgetsEverything) {
  TemporaryFolder folder;
  RunMonitor monitor;
  monitor.openStored(writeSampleRun(folder.path()));
  monitor.close();
  letPass(300);  // what was being read must not come back
  EXPECT_FALSE(monitor.hasRun());
  EXPECT_EQ(monitor.data().snapshot, nullptr);
  EXPECT_TRUE(monitor.data().scalars.empty());
}

}  // namespace
}  // namespace studio
