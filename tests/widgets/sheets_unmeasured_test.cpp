// Maps that were not measured at a step: they look the same everywhere, and what chooses them stays as it is.
#include <gtest/gtest.h>

#include <QLabel>
#include <QTest>
#include <algorithm>
#include <map>

#include "tests/widgets/pictures.h"
#include "tests/widgets/sample_run.h"
#include "widgets/sheets/film_strip.h"
#include "widgets/sheets/map_display.h"
#include "widgets/sheets/sheet_board.h"
#include "widgets/train/sheets_view.h"

namespace studio {
namespace {

/// Pixels of a place that have not its most frequent colour.
int strokesIn(const QImage& picture, const QRect& place) {
  std::map<QRgb, int> counts;
  for (int y = place.top(); y <= place.bottom(); ++y)
    for (int x = place.left(); x <= place.right(); ++x) ++counts[picture.pixel(x, y)];
  int most = 0;
  for (const auto& [colour, count] : counts) most = std::max(most, count);
  return place.width() * place.height() - most;
}

/// A run of which a contrast was not measured at step 0.
TEST(SheetsView, whatWasNotMeasuredIsHatchedEverywhereAndItsControlKeepsItsForm) {
  TemporaryFolder folder;
  const RunFolder run = RunStore(folder.path()).create("digits");
  run.writeConfig(sampleConfig(), toToml(sampleConfig()));
  run.writeLayers(sampleLayers());
  run.writeStatus(sampleStatus(RunState::Finished));
  for (const std::int64_t step : {0, 10}) {
    Snapshot snapshot = sampleSnapshot(step);
    if (step == 0) std::erase_if(snapshot.maps, [](const SheetMap& map) { return map.quantity == "3"; });
    run.writeMaps(snapshot);
  }
  RunMonitor monitor;
  monitor.openStored(run);
  SheetsView view(&monitor, nullptr);
  view.resize(904, 480);
  view.show();
  ASSERT_TRUE(comes([&] { return monitor.data().snapshot && monitor.data().snapshot->step == 10; }));
  ViewState state = monitor.view();
  state.layer = "fc1";
  state.quantity = "3";
  monitor.setView(state);
  const auto before = monitor.quantities();
  state.followLive = false;
  state.step = 0;
  monitor.setView(state);
  ASSERT_TRUE(comes([&] { return monitor.data().snapshot->step == 0; }));
  QCoreApplication::processEvents();
  EXPECT_EQ(monitor.quantities(), before) << "the choices stay as they are";
  const QImage board = view.board().grab().toImage();
  const QRect cell = view.board().cellRect(10).toRect().adjusted(1, 1, -2, -2);
  EXPECT_GT(strokesIn(board, cell), cell.width() / 2);
  auto* strip = view.findChild<FilmStrip*>();
  const QRect thumb = strip->thumbnailRect("fc2").toRect().adjusted(3, 3, -3, -3);
  EXPECT_GT(strokesIn(strip->grab().toImage(), thumb), thumb.width() / 2) << "cells of few px too";
  bool said = false;
  for (const QLabel* label : view.findChildren<QLabel*>())
    said = said || label->text().contains(QStringLiteral("not measured at step 0"));
  EXPECT_TRUE(said);
}

/// Live, every probe is followed by steps that show its maps under their own step: words come and go, nothing moves.
TEST(SheetsView, whatIsSaidOfTheStepMovesNothingWhileMapsCome) {
  TemporaryFolder folder;
  const std::string name = "layer3.1.conv2";
  auto layers = sampleLayers();
  layers[0].name = name;
  const RunFolder run = RunStore(folder.path()).create("live");
  run.writeConfig(sampleConfig(), toToml(sampleConfig()));
  const auto channel = std::make_shared<RunChannel>();
  channel->setStatus(sampleStatus(RunState::Training));
  RunMonitor monitor;
  monitor.followLive(channel, run, sampleConfig(), layers);
  ViewState state = monitor.view();
  state.layer = name;
  state.quantity = "3";
  monitor.setView(state);
  const auto show = [&](std::int64_t step, std::int64_t measured) {
    Snapshot snapshot = sampleSnapshot(0);
    snapshot.step = step;
    for (SheetMap& map : snapshot.maps) {
      map.step = map.quantity == "3" ? measured : step;
      if (map.layer == "fc1") map.layer = name;
    }
    channel->publish(std::make_shared<const Snapshot>(std::move(snapshot)));
    EXPECT_TRUE(comes([&] { return monitor.data().snapshot && monitor.data().snapshot->step == step; })) << step;
    QCoreApplication::processEvents();
  };
  std::int64_t step = 1;
  show(step, step);
  for (int width = 560; width <= 1000; width += 20) {
    SheetsView view(&monitor, nullptr);
    view.resize(width, 480);
    view.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&view));
    const auto places = [&] {
      return std::make_pair(view.board().sheetArea(), view.findChild<QuantitySelector*>()->geometry());
    };
    show(step + 1, step);
    const auto longest = places();
    step += 2;
    show(step, step);
    EXPECT_EQ(places(), longest) << width;
  }
}

}  // namespace
}  // namespace studio
