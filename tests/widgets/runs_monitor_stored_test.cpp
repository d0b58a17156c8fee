// The monitor against run folders: any step of a stored run, its log, and a run that another process trains.
#include <gtest/gtest.h>

#include <QSignalSpy>
#include <algorithm>
#include <ctime>
#include <fstream>

#include "tests/support/fake_engine.h"
#include "tests/widgets/sample_run.h"
#include "widgets/runs/run_data.h"
#include "widgets/runs/run_monitor.h"
#include "widgets/runs/run_panels.h"
#include "widgets/sheets/sheet_painter.h"

namespace studio {
namespace {

/// The sample run in a monitor, its last maps shown.
struct OpenedRun {
  TemporaryFolder folder;
  RunMonitor monitor;
  OpenedRun() {
    monitor.openStored(writeSampleRun(folder.path()));
    EXPECT_TRUE(comes([this] { return monitor.data().snapshot != nullptr; }));
  }
  /// Looks at a stored step, as the time bar does.
  void show(std::int64_t step) {
    ViewState view = monitor.view();
    view.followLive = false;
    view.step = step;
    monitor.setView(view);
  }
};

TEST(RunMonitor, aRunOpensOnSelectivityOfItsLastTopoLayer) {
  OpenedRun run;
  RunMonitor& monitor = run.monitor;
  EXPECT_EQ(monitor.view().layer, "fc2") << "fc3 has no TopoLoss";
  EXPECT_EQ(monitor.view().quantity, "3");

  ViewState chosen = monitor.view();
  chosen.quantity = kNormQuantity;
  monitor.setView(chosen);
  monitor.reread();
  letPass(100);
  EXPECT_EQ(monitor.view().quantity, kNormQuantity) << "what somebody chose stays";
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
  OpenedRun run;
  RunMonitor& monitor = run.monitor;
  for (int turn = 0; turn < 20; ++turn)
    for (const std::int64_t step : {100, 50, 20, 0, 10}) run.show(step);
  ASSERT_TRUE(comes([&] { return monitor.data().snapshot->step == 10; }));
  letPass(200);
  EXPECT_EQ(monitor.data().snapshot->step, 10);  // nothing older arrives after it
}

TEST(RunMonitor, whatIsStillBeingReadNeverReplacesANewerChoice) {
  OpenedRun run;
  RunMonitor& monitor = run.monitor;
  run.show(0);    // starts to be read
  run.show(100);  // is there at once
  letPass(300);
  EXPECT_EQ(monitor.data().snapshot->step, 100);
}

TEST(RunMonitor, theRangesOfAllStoredMapsAreReadOnceAStepOfThemIsLookedAt) {
  OpenedRun run;
  RunMonitor& monitor = run.monitor;
  letPass(100);
  EXPECT_FALSE(monitor.data().ranges.complete()) << "nobody needs them yet";
  run.show(10);
  ASSERT_TRUE(comes([&] { return monitor.data().ranges.complete(); }));
  double largest = 0;
  for (const std::int64_t step : kSampleSteps)
    for (const SheetMap& map : sampleSnapshot(step).maps)
      if (map.quantity == "3") largest = std::max(largest, magnitudeAt(map.values, 100));
  EXPECT_EQ(monitor.data().ranges.magnitude("3", 100), largest);
  EXPECT_LE(monitor.data().ranges.magnitude("3", kRobustPercentile), largest);

  Snapshot louder = sampleSnapshot(110);
  for (SheetMap& map : louder.maps)
    if (map.quantity == "3") map.values.front() = -90;
  RunFolder(monitor.data().folder).writeMaps(louder);
  monitor.reread();
  EXPECT_TRUE(comes([&] { return monitor.data().ranges.magnitude("3", 100) == 90; })) << "stored since then";
}

TEST(RunMonitor, followsARunThatAnotherProcessTrains) {
  TemporaryFolder folder;
  const RunFolder run = writeSampleRun(folder.path());
  run.writeStatus(statusElsewhere(RunState::Training));
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

TEST(RunMonitor, theCheckpointThatTheWeightsOfAStepAreFromIsNamed) {
  TemporaryFolder folder;
  const RunFolder run = writeSampleRun(folder.path());
  std::filesystem::create_directories(run.checkpoint(23));
  std::ofstream(run.checkpoint(23) / "model.safetensors") << "weights";
  RunMonitor monitor;
  const auto engine = std::make_shared<FakeEngine>();
  engine->onUnitWeights = [](std::int64_t, const std::string& layer, std::int64_t unit) {
    return UnitWeights{layer, unit, {1}, {1}};
  };
  monitor.setEngine(engine);
  monitor.openStored(run);
  ASSERT_TRUE(comes([&] { return monitor.data().snapshot != nullptr; }));
  ViewState view = monitor.view();
  view.unit = 3;
  monitor.setView(view);
  EXPECT_TRUE(monitor.data().readingUnit);
  ASSERT_TRUE(comes([&] { return monitor.data().unit.has_value(); }));
  EXPECT_FALSE(monitor.data().readingUnit);
  EXPECT_EQ(monitor.data().unitStep, 23);

  auto channel = std::make_shared<RunChannel>();
  monitor.followLive(channel, run, sampleConfig(), sampleLayers());
  EXPECT_TRUE(monitor.data().unit.has_value()) << "a run that goes on";
  view = monitor.view();
  view.unit = 4;
  monitor.setView(view);
  ASSERT_TRUE(comes([&] { return monitor.data().unit.has_value(); })) << "before the first live maps";
  EXPECT_EQ(monitor.data().unitStep, 23);
  Snapshot live = sampleSnapshot(105);
  live.unit = UnitWeights{view.layer, 4, {1}, {2}};
  channel->publish(std::make_shared<const Snapshot>(live));
  EXPECT_TRUE(comes([&] { return monitor.data().unitStep == 105; }));
  EXPECT_EQ(monitor.data().unit->values.front(), 2);
}

TEST(RunData, theCheckpointAtOrBeforeWhatIsShownIsTheOneToExport) {
  RunData run;
  EXPECT_EQ(checkpointShown(run), -1);
  run.checkpointSteps = {10, 20, 30};
  EXPECT_EQ(checkpointShown(run), 30) << "nothing is shown yet";
  for (const auto& [step, checkpoint] : {std::pair(5, 10), {10, 10}, {29, 20}, {99, 30}}) {
    run.snapshot = std::make_shared<const Snapshot>(sampleSnapshot(step));
    EXPECT_EQ(checkpointShown(run), checkpoint) << step;
  }
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

/// The defaults are those of no run: what this one was is still known.
TEST(RunMonitor, whatARunWasStaysWhenItsFilesHaveGone) {
  OpenedRun run;
  const std::vector<std::pair<QString, QString>> before = settingRows(run.monitor.data());
  const auto rows = run.monitor.data().scalars.size();
  std::filesystem::remove_all(run.folder.path() / "digits");
  run.monitor.reread();
  ASSERT_TRUE(comes([&] { return run.monitor.data().mapSteps.empty(); }));
  EXPECT_FALSE(run.monitor.data().error.empty());
  EXPECT_EQ(run.monitor.data().config, sampleConfig());
  EXPECT_EQ(settingRows(run.monitor.data()), before);
  EXPECT_EQ(run.monitor.data().scalars.size(), rows);
  EXPECT_EQ(run.monitor.data().layers.size(), sampleLayers().size());
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

/// What was chosen of a run is found again when one comes back to it, and is nothing to another run.
TEST(RunMonitorStored, eachRunIsLookedAtAsBefore) {
  Stored stored;
  const RunFolder first = stored.monitor.data().folder, other = writeSampleRun(stored.folder.path(), "other");
  stored.edit([](ViewState& view) {
    view.layer = "fc2";
    view.quantity = "3";
    view.unit = 7;
    view.limitsLocked = true;
    view.limitLow = -4;
    view.limitHigh = 4;
  });
  stored.monitor.openStored(other);
  ASSERT_TRUE(comes([&] { return stored.monitor.data().snapshot != nullptr; }));
  EXPECT_EQ(stored.monitor.view().unit, -1);
  EXPECT_FALSE(stored.monitor.view().limitsLocked);
  stored.monitor.openStored(first);
  ASSERT_TRUE(comes([&] { return stored.monitor.data().snapshot != nullptr; }));
  EXPECT_EQ(stored.monitor.view().layer, "fc2");
  EXPECT_EQ(stored.monitor.view().quantity, "3");
  EXPECT_EQ(stored.monitor.view().unit, 7);
  EXPECT_TRUE(stored.monitor.view().limitsLocked);
  EXPECT_EQ(stored.monitor.view().limitHigh, 4);
}

/// How maps are shown is a person's choice for all runs; limits set by hand belong to a run and a quantity.
TEST(RunMonitorStored, limitsByShareAndWhatIsHiddenGoAlongToOtherRuns) {
  Stored stored;
  const RunFolder first = stored.monitor.data().folder, other = writeSampleRun(stored.folder.path(), "other");
  const auto choose = [&](const char* quantity) {
    stored.edit([&](ViewState& view) { chooseQuantity(view, quantity); });
  };
  choose("3");
  stored.edit([](ViewState& view) {
    view.percentile = kRobustPercentile;
    view.layerAlone = true;
    view.threshold = 1.5;
  });
  choose("norm");
  EXPECT_EQ(stored.monitor.view().threshold, 0) << "1.5 of t says nothing of norms";
  stored.edit([](ViewState& view) {
    view.limitsLocked = true;
    view.limitHigh = 4;
  });
  stored.monitor.openStored(other);
  ASSERT_TRUE(comes([&] { return stored.monitor.data().snapshot != nullptr; }));
  EXPECT_EQ(stored.monitor.view().percentile, kRobustPercentile);
  EXPECT_TRUE(stored.monitor.view().layerAlone);
  EXPECT_FALSE(stored.monitor.view().limitsLocked);
  choose("norm");
  EXPECT_FALSE(stored.monitor.view().limitsLocked);
  choose("3");
  EXPECT_EQ(stored.monitor.view().threshold, 1.5);
  stored.edit([](ViewState& view) { view.percentile = 100; });
  stored.monitor.openStored(first);
  ASSERT_TRUE(comes([&] { return stored.monitor.data().snapshot != nullptr; }));
  EXPECT_EQ(stored.monitor.view().percentile, 100) << "changed meanwhile";
  EXPECT_TRUE(stored.monitor.view().limitsLocked);
  choose("3");
  EXPECT_FALSE(stored.monitor.view().limitsLocked);
  choose("norm");
  EXPECT_TRUE(stored.monitor.view().limitsLocked) << "as they were set for it";
  EXPECT_EQ(stored.monitor.view().limitHigh, 4);
}

TEST(RunMonitorStored, aFileOpensOnWhatDiffersFromUnitToUnit) {
  RunData file = sampleFile();
  auto even = std::make_shared<Snapshot>(*file.snapshot);
  for (SheetMap& map : even->maps)
    if (map.quantity == kCosineQuantity)
      for (std::size_t i = 0; i < map.values.size(); ++i) map.values[i] = i % 2 ? 0.998F : 0.92F;
  std::erase_if(even->maps, [](const SheetMap& map) { return map.quantity == "3"; });
  file.snapshot = even;
  RunMonitor monitor;
  monitor.openStandalone(file);
  EXPECT_EQ(monitor.view().quantity, kNormQuantity) << "the cosine is a square of one colour";
  RunMonitor another;
  another.openStandalone(sampleFile());
  EXPECT_EQ(another.view().quantity, kCosineQuantity);
}

}  // namespace
}  // namespace studio
