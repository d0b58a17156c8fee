// Robust limits while live maps come: they stay where the newest maps are near them, and are exact for stored steps,
// for a run that has ended, and on paper.
#include <gtest/gtest.h>

#include <QTest>

#include "tests/widgets/sample_run.h"
#include "widgets/export/figure_print.h"
#include "widgets/sheets/colour_bar.h"
#include "widgets/sheets/sheet_painter.h"

namespace studio {
namespace {

/// The same maps at every step, its contrast so many times as large.
Snapshot scaledContrast(std::int64_t step, double factor) {
  Snapshot snapshot = sampleSnapshot(0);
  snapshot.step = step;
  for (SheetMap& map : snapshot.maps) {
    map.step = step;
    if (map.quantity == "3")
      for (float& value : map.values) value *= float(factor);
  }
  return snapshot;
}

double exactLimit(std::int64_t step, double factor) {
  return findLimits(scaledContrast(step, factor), "3", kRobustPercentile).high;
}

/// Followed live with limits of 99 % of the values.
struct FollowedRun {
  TemporaryFolder folder;
  RunFolder run;
  std::shared_ptr<RunChannel> channel = std::make_shared<RunChannel>();
  RunMonitor monitor;
  FollowedRun() : run(RunStore(folder.path()).create("live")) {
    run.writeConfig(sampleConfig(), "");
    run.writeLayers(sampleLayers());
    channel->setStatus(statusOf(RunState::Training));
    monitor.followLive(channel, run, sampleConfig(), sampleLayers());
    edit([](ViewState& view) {
      view.quantity = "3";
      view.percentile = kRobustPercentile;
    });
  }
  static RunStatus statusOf(RunState state) {
    RunStatus status = sampleStatus(state);
    status.steps = 1000;
    return status;
  }
  void edit(const std::function<void(ViewState&)>& change) {
    ViewState view = monitor.view();
    change(view);
    monitor.setView(view);
  }
  double limit() const { return limitsInForce(monitor.view(), monitor.data()).high; }
  double limitAfter(std::int64_t step, double factor) {
    channel->publish(std::make_shared<const Snapshot>(scaledContrast(step, factor)));
    EXPECT_TRUE(comes([&] { return monitor.data().snapshot && monitor.data().snapshot->step == step; })) << step;
    return limit();
  }
};

TEST(LiveLimits, stayWhereTheNewestMapsAreNearThem) {
  FollowedRun live;
  const double first = live.limitAfter(1, 1);
  EXPECT_EQ(first, exactLimit(1, 1));
  EXPECT_EQ(live.limitAfter(2, 1.08), first);
  EXPECT_EQ(live.limitAfter(3, 0.92), first);
  EXPECT_EQ(live.limitAfter(4, 1.3), exactLimit(4, 1.3)) << "more than a tenth";
  EXPECT_EQ(live.limitAfter(5, 1.2), exactLimit(4, 1.3));
  EXPECT_EQ(live.limitAfter(6, 0.8), exactLimit(6, 0.8));
  live.limitAfter(7, 0.85);
  live.edit([](ViewState& view) { view.layerAlone = true; });
  const double own = live.limit();
  EXPECT_EQ(live.limitAfter(8, 0.84), own) << "of one layer too";
  live.edit([](ViewState& view) { view.layerAlone = false, view.percentile = 100; });
  EXPECT_EQ(live.limit(), findLimits(scaledContrast(8, 0.84), "3").high) << "those of all values hold all of them";
  EXPECT_EQ(live.limitAfter(9, 0.83), findLimits(scaledContrast(9, 0.83), "3").high);
}

TEST(LiveLimits, theBarSaysByWhichRuleTheyChange) {
  FollowedRun live;
  live.limitAfter(1, 1);
  ColourBar bar(nullptr);
  const auto tip = [&] {
    const RunData& data = live.monitor.data();
    bar.show(data.snapshot->find("fc1", "3"), makeMapDisplay(live.monitor.view(), data, theme()), "t", false);
    return bar.toolTip();
  };
  EXPECT_TRUE(tip().contains(QStringLiteral("10 %"))) << tip().toStdString();
  live.channel->setStatus(FollowedRun::statusOf(RunState::Finished));
  ASSERT_TRUE(comes([&] { return !live.monitor.data().live; }));
  EXPECT_FALSE(tip().contains(QStringLiteral("10 %"))) << tip().toStdString();
}

TEST(LiveLimits, areExactForStoredStepsOnPaperAndAfterTheEnd) {
  FollowedRun live;
  live.limitAfter(1, 1);
  live.run.writeMaps(scaledContrast(2, 1.05));
  live.channel->mapsStored(2);
  EXPECT_NE(live.limitAfter(3, 1.06), exactLimit(3, 1.06));
  const RunData& data = live.monitor.data();
  EXPECT_EQ(makePrintDisplay(live.monitor.view(), data.snapshot.get(), data.ranges).limits.high, exactLimit(3, 1.06));
  live.edit([](ViewState& view) { view.followLive = false, view.step = 2; });
  ASSERT_TRUE(comes([&] { return data.snapshot->step == 2 && data.ranges.complete(); }));
  EXPECT_EQ(live.limit(), exactLimit(2, 1.05));
  live.edit([](ViewState& view) { view.followLive = true; });
  live.limitAfter(4, 1);
  ASSERT_NE(live.limitAfter(5, 1.04), exactLimit(5, 1.04));
  int shown = 0;
  QObject::connect(&live.monitor, &RunMonitor::snapshotChanged, [&] {
    if (data.live || data.snapshot->step != 5) return;
    ++shown;
    EXPECT_EQ(live.limit(), exactLimit(5, 1.04));
  });
  live.channel->setStatus(FollowedRun::statusOf(RunState::Finished));
  ASSERT_TRUE(comes([&] { return !data.live; }));
  EXPECT_GT(shown, 0) << "the views are told";
  EXPECT_EQ(live.limit(), findLimits(*data.snapshot, "3", kRobustPercentile).high);
}

}  // namespace
}  // namespace studio
