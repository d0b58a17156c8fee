// Maps that were not measured at a step: they look the same everywhere, and what chooses them stays as it is.
#include <gtest/gtest.h>

#include <QLabel>
#include <QTest>
#include <algorithm>
#include <map>

#include "tests/widgets/pictures.h"
#include "tests/widgets/sample_run.h"
#include "widgets/sheets/film_strip.h"
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

}  // namespace
}  // namespace studio
