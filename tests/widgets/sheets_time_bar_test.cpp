// The time bar: ticks of what is stored and to come, the knob, checkpoints, and what stands below the ticks.
#include <gtest/gtest.h>

#include <QComboBox>
#include <QLabel>
#include <QTest>
#include <QToolButton>
#include <filesystem>
#include <fstream>

#include "tests/widgets/sample_run.h"
#include "widgets/sheets/time_bar.h"

namespace studio {
namespace {

/// On the screen, as large as below a sheet.
struct ShownTimeBar : TimeBar {
  explicit ShownTimeBar(RunMonitor& monitor) : TimeBar(&monitor, nullptr) {
    resize(904, 56);
    setVisible(true);
  }
};

void showQuantity(RunMonitor& monitor, const char* quantity) {
  ViewState view = monitor.view();
  view.quantity = quantity;
  monitor.setView(view);
}

TEST(TimeBar, hasATickForEachStoredSnapshotAndStepsOverThem) {
  Stored stored;
  ShownTimeBar bar(stored.monitor);
  ASSERT_EQ(bar.ticks(),
            std::vector<std::int64_t>(std::begin(kSampleSteps), std::end(kSampleSteps)));  // ended: none to come
  const double distanceOfTicks = bar.tickX(1) - bar.tickX(0);
  for (int i = 2; i < 5; ++i) EXPECT_NEAR(bar.tickX(i) - bar.tickX(i - 1), distanceOfTicks, 1e-9);
  QTest::mouseClick(&bar, Qt::LeftButton, {}, QPoint(int(bar.tickX(2)), 26));
  EXPECT_FALSE(stored.monitor.view().followLive);
  EXPECT_EQ(stored.monitor.view().step, 20);
  ASSERT_TRUE(comes([&] { return stored.monitor.data().snapshot->step == 20; }));
  QTest::keyClick(&bar, Qt::Key_Left);
  EXPECT_EQ(stored.monitor.view().step, 10);
  QTest::keyClick(&bar, Qt::Key_Home);
  EXPECT_EQ(stored.monitor.view().step, 0);
  QTest::keyClick(&bar, Qt::Key_End);
  EXPECT_EQ(stored.monitor.view().step, 100);
  for (QToolButton* button : bar.findChildren<QToolButton*>())
    if (button->isCheckable()) QTest::mouseClick(button, Qt::LeftButton);
  EXPECT_TRUE(stored.monitor.view().followLive);
}

TEST(TimeBar, playsFromTheFirstToTheLastAndStops) {
  Stored stored;
  ShownTimeBar bar(stored.monitor);
  bar.findChild<QComboBox*>()->setCurrentIndex(2);
  std::vector<std::int64_t> seen;
  QObject::connect(&stored.monitor, &RunMonitor::viewChanged, &bar,
                   [&] { seen.push_back(stored.monitor.view().step); });
  bar.togglePlay();
  EXPECT_TRUE(bar.playing());
  ASSERT_TRUE(comes([&] { return !bar.playing(); }));
  EXPECT_EQ(seen, std::vector<std::int64_t>(std::begin(kSampleSteps), std::end(kSampleSteps)));
}

/// How dark the bar is around a tick: a hatched one covers more than a line of one pixel.
int markedPixels(const QImage& image, double x) {
  const QRgb ground = image.pixel(int(x), 5);
  int count = 0;
  for (int dx = -4; dx <= 4; ++dx)
    for (int y = 31; y < 38; ++y) count += image.pixel(int(x) + dx, y) != ground;
  return count;
}

TEST(TimeBar, aSnapshotWhoseMapWasNotMeasuredIsHatched) {
  TemporaryFolder folder;
  const RunFolder run = writeSampleRun(folder.path());
  Snapshot stale = sampleSnapshot(20);
  for (SheetMap& map : stale.maps)
    if (map.quantity == "3") map.step = 0;  // as an older program stored it
  run.writeMaps(stale);
  ThemeManager::instance().choose(ThemeChoice::Light);
  RunMonitor monitor;
  monitor.openStored(run);
  ShownTimeBar bar(monitor);
  ASSERT_TRUE(comes([&] { return monitor.data().snapshot && monitor.data().measured.knows(100); }));
  showQuantity(monitor, "cosine");
  EXPECT_TRUE(bar.isMeasured(2)) << "its cosine was measured";
  const int plain = markedPixels(bar.grab().toImage(), bar.tickX(2));
  showQuantity(monitor, "3");
  EXPECT_FALSE(bar.isMeasured(2));
  EXPECT_TRUE(bar.isMeasured(1) && bar.isMeasured(3));
  const QImage hatched = bar.grab().toImage();
  EXPECT_GT(markedPixels(hatched, bar.tickX(2)), plain + 10);
  EXPECT_LT(markedPixels(hatched, bar.tickX(1)), plain + 10);
}

TEST(TimeBar, theKnobStandsAtTheStepOfTheMapThatIsShown) {
  TemporaryFolder folder;
  const RunFolder run = RunStore(folder.path()).create("live");
  auto channel = std::make_shared<RunChannel>();
  RunStatus status;
  status.state = RunState::Training;
  status.steps = 300;
  status.step = 69;
  status.epochs = 3;
  channel->setStatus(status);
  for (const std::int64_t step : {0, 1, 2, 5, 10, 20, 50}) channel->mapsStored(step);
  Snapshot newest = sampleSnapshot(67);
  for (SheetMap& map : newest.maps)
    if (map.quantity == "3") map.step = 50;  // measured live then
  channel->publish(std::make_shared<const Snapshot>(newest));
  RunMonitor monitor;
  monitor.followLive(channel, run, sampleConfig(), sampleLayers());
  ShownTimeBar bar(monitor);
  ASSERT_TRUE(comes([&] { return monitor.data().snapshot && monitor.data().mapSteps.size() == 7; }));
  const auto label = [&] { return bar.findChild<QLabel*>(QStringLiteral("shownStep"))->text(); };
  showQuantity(monitor, "cosine");
  EXPECT_EQ(bar.shownStep(), 67);
  EXPECT_EQ(label(), "step 67");
  const double from = bar.tickX(6), to = bar.tickX(7);  // 50 and 100
  EXPECT_NEAR(bar.knobX(), from + (to - from) * 17 / 50, 1e-6);
  showQuantity(monitor, "3");
  EXPECT_EQ(bar.shownStep(), 50);
  EXPECT_EQ(label(), "step 50");
  EXPECT_NEAR(bar.knobX(), from, 1e-6);
}

/// The maps of its last step are still on the screen.
TEST(TimeBar, theKnobStaysWhenTheFilesHaveGone) {
  Stored stored;
  ShownTimeBar bar(stored.monitor);
  std::filesystem::remove_all(stored.folder.path() / "digits");
  stored.monitor.reread();
  ASSERT_TRUE(comes([&] { return stored.monitor.data().mapSteps.empty(); }));
  ASSERT_NE(stored.monitor.data().snapshot, nullptr);
  EXPECT_GT(bar.knobX(), bar.tickX(0) + 100) << "it has come to step 100";
  const QImage image = bar.grab().toImage();
  EXPECT_EQ(image.pixelColor(int(bar.knobX()), 23), theme().color(Role::Accent));
}

/// A stop stores a checkpoint and no maps: it has a place of its own behind the last tick.
TEST(TimeBar, aCheckpointAtTheEndOfAStoppedRunHasItsPlace) {
  TemporaryFolder folder;
  const RunFolder run = writeSampleRun(folder.path(), "digits", RunState::Stopped);
  const auto checkpoint = run.path() / "checkpoints/step_000000165";
  std::filesystem::create_directories(checkpoint);
  for (const char* file : {"model.safetensors", "optimizer.safetensors", "trainer.json"})
    std::ofstream(checkpoint / file) << "{}";
  ThemeManager::instance().choose(ThemeChoice::Light);
  RunMonitor monitor;
  monitor.openStored(run);
  ShownTimeBar bar(monitor);
  ASSERT_TRUE(comes([&] { return monitor.data().snapshot && monitor.data().mapSteps.size() == 5; }));
  ASSERT_EQ(monitor.data().checkpointSteps, std::vector<std::int64_t>{165});
  EXPECT_EQ(bar.shownStep(), 100);
  EXPECT_NEAR(bar.knobX(), bar.tickX(4), 1e-6) << "knob, label and map are of one stored step";
  EXPECT_NEAR(bar.stepX(165), bar.tickX(5), 1e-6);
  EXPECT_GT(bar.stepX(165), bar.knobX() + 20);
  const QImage image = bar.grab().toImage();
  const QRgb ground = image.pixel(int(bar.stepX(150)), 13);
  int marked = 0;
  for (int dx = -4; dx <= 4; ++dx) marked += image.pixel(int(bar.stepX(165)) + dx, 13) != ground;
  EXPECT_GE(marked, 2) << "its diamond";
  EXPECT_EQ(bar.tickLabel(165), "step 165");
  QTest::mouseClick(&bar, Qt::LeftButton, {}, QPoint(int(bar.stepX(165)), 26));
  EXPECT_EQ(monitor.view().step, 100) << "the last maps there are";
}

/// By their steps, whatever they are ends of.
TEST(TimeBar, ticksAreNamedByWhatTheyAre) {
  TemporaryFolder folder;
  auto channel = std::make_shared<RunChannel>();
  RunStatus status;
  status.state = RunState::Training;
  status.steps = 4200;
  status.step = 1962;
  status.epoch = 2;
  status.epochs = 5;
  channel->setStatus(status);
  RunConfig config = sampleConfig();
  config.train.steps = 4200;
  RunMonitor monitor;
  monitor.followLive(channel, RunStore(folder.path()).create("live"), config, sampleLayers());
  ShownTimeBar bar(monitor);
  EXPECT_EQ(stepsInEpoch(config, status), 981);
  EXPECT_EQ(bar.tickLabel(1962), QStringLiteral("%L1").arg(1962));
  EXPECT_EQ(bar.tickLabel(840), "840");
  ASSERT_FALSE(bar.ticks().empty());
  EXPECT_EQ(bar.ticks().back(), 4200);
  EXPECT_EQ(bar.tickLabel(4200), QStringLiteral("step %L1").arg(4200));
  config.train.steps = 200;
  status.steps = status.step = 200;
  status.epoch = 200.0 / 981;
  status.epochs = 1;
  EXPECT_EQ(stepsInEpoch(config, status), 981) << "one epoch is not over at its end";
}

/// 400 epochs of 50 steps.
struct LongRun {
  TemporaryFolder folder;
  RunMonitor monitor;
  std::shared_ptr<RunChannel> channel = std::make_shared<RunChannel>();
  RunFolder run = RunStore(folder.path()).create("long");
  RunStatus status;
  LongRun() {
    status.state = RunState::Training;
    status.epochs = 400;
    status.steps = 20000;
    status.step = 6000;
    status.epoch = 120;
    channel->setStatus(status);
    std::vector<std::int64_t> stored{0, 1, 2, 5, 10, 20};
    for (std::int64_t step = 50; step <= 6000; step += 50) stored.push_back(step);
    for (const std::int64_t step : stored) {
      run.writeMaps(sampleSnapshot(step));
      channel->mapsStored(step);
    }
    channel->publish(std::make_shared<const Snapshot>(sampleSnapshot(6000)));
    monitor.followLive(channel, run, sampleConfig(), sampleLayers());
    comes([this] { return monitor.data().mapSteps.size() > 100; });
  }
};

TEST(TimeBar, ofALongRunTheTicksAreThinnedAndNamedInOneUnit) {
  ThemeManager::instance().choose(ThemeChoice::Light);
  LongRun longRun;
  ShownTimeBar bar(longRun.monitor);
  ASSERT_GT(bar.ticks().size(), 400u);
  EXPECT_EQ(bar.tickLabel(20000), QStringLiteral("step %L1").arg(20000)) << "its end has a name";
  for (const std::int64_t step : bar.ticks())
    if (step < 20000) {
      EXPECT_EQ(bar.tickLabel(step), QStringLiteral("%L1").arg(step)) << "one form on every bar";
    }
  EXPECT_TRUE(bar.tipAt({bar.tickX(8), 26}).contains(QStringLiteral("end of epoch 3"))) << "its tip says the epoch";
  const QImage image = bar.grab().toImage();
  const QRgb ground = image.pixel(20, 5);
  int marks = 0, longest = 0, run = 0;
  for (int x = int(bar.tickX(0)); x < int(bar.tickX(100)); ++x) {
    const bool marked = image.pixel(x, 35) != ground;
    marks += marked;
    longest = std::max(longest, run = marked ? run + 1 : 0);
  }
  EXPECT_GT(marks, 10);
  EXPECT_LE(longest, 2) << "no grey band";
}

/// Resumed, a run says how long it is only after its first step.
TEST(TimeBar, ticksKeepPlaceAndNameWhileARunIsResumed) {
  LongRun longRun;
  ShownTimeBar bar(longRun.monitor);
  const auto before = bar.ticks();
  ASSERT_GT(before.size(), 400u);
  auto again = std::make_shared<RunChannel>();
  RunStatus starting;
  starting.state = RunState::Starting;
  again->setStatus(starting);
  for (const std::int64_t step : longRun.monitor.data().mapSteps) again->mapsStored(step);
  longRun.monitor.followLive(again, longRun.run, sampleConfig(), sampleLayers());
  ASSERT_TRUE(comes([&] { return longRun.monitor.data().status.state == RunState::Starting; }));
  EXPECT_EQ(bar.tickLabel(20000), QStringLiteral("step %L1").arg(20000));
  EXPECT_EQ(bar.ticks().size(), before.size());
}

/// Of 400 epochs a few have gone by: their maps are hit by the mouse, and an interruption moves nothing.
TEST(TimeBar, ofALongRunWhatIsStoredTakesMostOfTheBar) {
  TemporaryFolder folder;
  const RunFolder run = writeSampleRun(folder.path(), "digits", RunState::Interrupted);
  RunStatus status = sampleStatus(RunState::Training);
  status.epochs = 400;
  status.steps = 20000;
  status.epoch = 2;
  auto channel = std::make_shared<RunChannel>();
  channel->setStatus(status);
  for (const std::int64_t step : kSampleSteps) channel->mapsStored(step);
  channel->publish(std::make_shared<const Snapshot>(sampleSnapshot(100)));
  RunMonitor monitor;
  monitor.followLive(channel, run, sampleConfig(), sampleLayers());
  ShownTimeBar bar(monitor);
  ASSERT_TRUE(comes([&] { return monitor.data().mapSteps.size() == 5 && bar.ticks().size() > 300; }));
  const double from = bar.tickX(0), to = bar.tickX(int(bar.ticks().size()) - 1);
  for (int i = 1; i < 5; ++i) {
    EXPECT_GE(bar.tickX(i) - bar.tickX(i - 1), 8) << i;
    QTest::mouseClick(&bar, Qt::LeftButton, {}, QPoint(int(bar.tickX(i)), 26));
    EXPECT_EQ(monitor.view().step, kSampleSteps[i]);
  }
  EXPECT_GE(bar.tickX(4) - from, 0.79 * (to - from)) << "the rest is at most a fifth";
  std::vector<double> places;
  for (int i = 0; i < 5; ++i) places.push_back(bar.tickX(i));
  status.state = RunState::Interrupted;
  run.writeStatus(status);
  channel->setStatus(status);
  ASSERT_TRUE(comes([&] { return monitor.data().status.state == RunState::Interrupted; }));
  for (int i = 0; i < 5; ++i) EXPECT_NEAR(bar.tickX(i), places[std::size_t(i)], 1e-6) << i;
  EXPECT_TRUE(bar.tipAt({bar.tickX(int(bar.ticks().size()) - 1), 26}).contains("when the run goes on"));
}

TEST(TimeBar, ofDiamondsThatWouldLieOverEachOtherTheNewestIsDrawn) {
  TemporaryFolder folder;
  const RunFolder run = writeSampleRun(folder.path());
  for (const char* step : {"step_000000020", "step_000000099", "step_000000100"}) {
    const auto checkpoint = run.path() / "checkpoints" / step;
    std::filesystem::create_directories(checkpoint);
    for (const char* file : {"model.safetensors", "optimizer.safetensors", "trainer.json"})
      std::ofstream(checkpoint / file) << "{}";
  }
  RunMonitor monitor;
  monitor.openStored(run);
  ShownTimeBar bar(monitor);
  ASSERT_TRUE(comes([&] { return monitor.data().checkpointSteps.size() == 3; }));
  EXPECT_EQ(bar.markedCheckpoints(), (std::vector<std::int64_t>{20, 100}));
}

/// A bar before a chevron stands for the first or the last; these two go on by one.
TEST(TimeBar, itsButtonsGoOneOnAndSayHowToComeToTheEnds) {
  Stored stored;
  ShownTimeBar bar(stored.monitor);
  QToolButton *back = nullptr, *forward = nullptr;
  for (auto* button : bar.findChildren<QToolButton*>()) {
    if (button->accessibleName().startsWith(QLatin1String("Previous"))) back = button;
    if (button->accessibleName().startsWith(QLatin1String("Next"))) forward = button;
  }
  ASSERT_TRUE(back && forward);
  EXPECT_TRUE(back->toolTip().contains("Home") && forward->toolTip().contains("End"));
  EXPECT_EQ(back->icon().pixmap(16).toImage(), icon(QStringLiteral("chevron-left")).pixmap(16).toImage());
  EXPECT_EQ(forward->icon().pixmap(16).toImage(), icon(QStringLiteral("chevron-right")).pixmap(16).toImage());
  QTest::mouseClick(back, Qt::LeftButton);
  EXPECT_EQ(stored.monitor.view().step, 50);
}

TEST(SnapshotTimes, keepThePlaceOfWhatIsToCome) {
  RunConfig config = sampleConfig();
  RunStatus status;
  status.state = RunState::Training;
  status.steps = 300;
  status.epochs = 3;
  EXPECT_EQ(snapshotTimes(config, status, {}), (std::vector<std::int64_t>{0, 1, 2, 5, 10, 20, 50, 100, 200, 300}));
  EXPECT_EQ(snapshotTimes(config, status, {0, 1, 2, 5, 7}),
            (std::vector<std::int64_t>{0, 1, 2, 5, 7, 10, 20, 50, 100, 200, 300}));
  config.output.maps = "epoch";
  EXPECT_EQ(snapshotTimes(config, status, {0}), (std::vector<std::int64_t>{0, 100, 200, 300}));
  config.output.maps = "none";
  EXPECT_TRUE(snapshotTimes(config, status, {}).empty());
  config.output.maps = "log+epoch";
  const auto toCome = snapshotTimes(config, status, {0, 1});
  EXPECT_EQ(toCome, (std::vector<std::int64_t>{0, 1, 2, 5, 10, 20, 50, 100, 200, 300}));
  for (const RunState state : {RunState::Stopped, RunState::Interrupted, RunState::Failed}) {
    status.state = state;
    EXPECT_EQ(snapshotTimes(config, status, {0, 1}), toCome) << "it can go on";
  }
  status.state = RunState::Finished;
  EXPECT_EQ(snapshotTimes(config, status, {0, 1}), (std::vector<std::int64_t>{0, 1}));
}

/// Extended from 1,500 epochs to 2,250: the knob stands at two thirds of the way and not at its end.
TEST(SnapshotTimes, ofAnExtendedRunTheEpochsThatAreLeftHaveTheirPlaces) {
  RunConfig config = sampleConfig();
  config.output.maps = "epoch";
  RunStatus status;
  status.state = RunState::Training;
  status.epochs = 2250;
  status.steps = 22500;
  std::vector<std::int64_t> stored;
  for (std::int64_t epoch = 0; epoch <= 1500; ++epoch) stored.push_back(10 * epoch);
  const auto times = snapshotTimes(config, status, stored);
  EXPECT_EQ(times.size(), 2251u);
  EXPECT_EQ(times[1501], 15010);
  EXPECT_EQ(times.back(), 22500);
  status.epochs = 100000;
  status.steps = 1000000;
  const auto many = snapshotTimes(config, status, {0});
  EXPECT_LE(many.size(), 2002u);
  EXPECT_EQ(many.back(), 1000000);
}

}  // namespace
}  // namespace studio
