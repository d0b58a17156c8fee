// The sheets view on the screen, over a stored run or over a file with many maps of one layer.
#pragma once
#include <gtest/gtest.h>

#include <QTest>
#include <cmath>

#include "tests/widgets/sample_run.h"
#include "widgets/sheets/sheet_board.h"
#include "widgets/train/sheets_view.h"

namespace studio {

/// Of the stored sample run.
struct ShownSheets : Stored {
  SheetsView view{&monitor, nullptr};
  explicit ShownSheets(QSize size = {904, 480}) {
    view.resize(size);
    view.setVisible(true);
    EXPECT_TRUE(QTest::qWaitForWindowExposed(&view));
  }
  /// Colour in the middle of a unit's cell, as it stands on the screen.
  QRgb seen(std::int64_t unit) {
    return view.board().grab().toImage().pixel(view.board().cellRect(unit).center().toPoint());
  }
};

/// Ten contrasts beside cosine and norm, as of digits; one layer of each shape that networks have.
inline Snapshot manyContrasts(std::int64_t height, std::int64_t width) {
  Snapshot snapshot;
  snapshot.step = 100;
  for (const char* quantity : {"cosine", "norm", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}) {
    SheetMap map{"fc1", quantity, height, width, 100, {}};
    for (std::int64_t unit = 0; unit < height * width; ++unit)
      map.values.push_back(float(0.2 + std::sin(0.7 * double(unit) + double(quantity[0]))));
    snapshot.maps.push_back(std::move(map));
  }
  return snapshot;
}

/// Of a file with these maps of one layer.
struct ShownContrasts {
  TemporaryFolder folder;
  RunMonitor monitor;
  SheetsView view{&monitor, nullptr};
  ShownContrasts(std::int64_t height, std::int64_t width, QSize size) {
    RunData data;
    data.folder = RunFolder(folder.path());
    data.caption = "a file";
    data.layers = {{"fc1", "linear", height * width, height, width, 20, {20}, true}};
    data.snapshot = std::make_shared<const Snapshot>(manyContrasts(height, width));
    monitor.openStandalone(std::move(data));
    show(size);
  }
  void show(QSize size) {
    view.resize(size);
    view.setVisible(true);
    EXPECT_TRUE(QTest::qWaitForWindowExposed(&view));
    QCoreApplication::processEvents();
  }
};

}  // namespace studio
