// The table of values under the maps of contrasts.
#include <gtest/gtest.h>

#include <QHelpEvent>
#include <QTest>
#include <QToolTip>
#include <cmath>

#include "tests/widgets/analysis_fixture.h"
#include "widgets/analysis/contrast_views.h"
#include "widgets/analysis/maps_board.h"
#include "widgets/analysis/maps_table.h"

namespace studio {
namespace {

/// Half a row cannot be read: the table has room for its rows, and draws only whole ones.
TEST(AnalysisMaps, theTableUnderThemHasWholeRowsAlone) {
  FakeEngine engine = sampleEngine();
  engine.onStoredAnalysis = [](const AnalysisRequest& request) {
    NetworkAnalysis found = sampleAnalysis(kindIn(request));
    for (int i = 0; i < 3; ++i) {
      found.contrasts.push_back({"more" + std::to_string(i), {"a"}, {}});
      SheetMap map = *found.map("layer3.1.conv2", "faces.t");
      map.quantity = "more" + std::to_string(i) + ".t";
      found.resultFor("selectivity").maps.push_back(map);
    }
    return found;
  };
  SampleAnalyses sample(std::move(engine));
  MapsView view({&sample.monitor, &sample.analyses}, nullptr);
  sample.analyses.selection().setLayer("layer3.1.conv2");
  view.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&view));
  auto* table = view.findChild<MapsTable*>();
  ASSERT_NE(table, nullptr);
  bool inTwoLines = false;
  for (const int width : {620, 850, 1200})
    for (int height = 400; height < 900; height += 37) {
      view.resize(width, height);
      QCoreApplication::processEvents();
      const bool plain = view.board().hasPlainColumns();
      inTwoLines = inTwoLines || !plain;
      EXPECT_GE(table->height(), MapsTable::shortHeight(!plain)) << width << " x " << height;
      const QImage image = table->grab().toImage();
      const int last = image.height() - 1;
      int inked = 0;
      for (int x = 0; x < image.width(); ++x) inked += image.pixel(x, last) != image.pixel(0, last);
      EXPECT_EQ(inked, 0) << width << " x " << height;
    }
  EXPECT_TRUE(inTwoLines) << "then the table has headings of its own";
}

/// Numbers are there whole or not at all, sentences end in an ellipsis with the whole as their tip.
TEST(AnalysisMaps, theTableUnderThemCutsNothingWithoutASign) {
  SampleAnalyses sample;
  MapsView view({&sample.monitor, &sample.analyses}, nullptr);
  sample.analyses.selection().setLayer("layer3.1.conv2");
  view.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&view));
  for (const QSize& size : {QSize(904, 732), QSize(904, 560), QSize(1300, 732)}) {
    view.resize(size);
    QCoreApplication::processEvents();
    if (view.board().hasPlainColumns()) break;
  }
  ASSERT_TRUE(view.board().hasPlainColumns());
  auto* table = view.findChild<MapsTable*>();
  const int right = int(std::ceil(view.board().columnLeft(0) + view.board().columnWidth()));
  const auto inkIn = [&](int from, int to, int top) {
    const QImage image = table->grab().toImage();
    int inked = 0;
    for (int y = top; y < image.height(); ++y)
      for (int x = from; x < to; ++x) inked += image.pixel(x, y) != image.pixel(1, y);
    return inked;
  };
  for (int width = right - 30; width < right; ++width) {
    table->resize(width, table->height());
    EXPECT_EQ(inkIn(width - 1, width, 40), 0) << width << " of " << right;
  }
  table->resize(right + 2, table->height());
  EXPECT_GT(inkIn(right - 24, right, 130), 0) << "there is room for them";
  const QPoint place(table->width() - 18, 20);
  QHelpEvent help(QEvent::ToolTip, place, table->mapToGlobal(place));
  QCoreApplication::sendEvent(table, &help);
  EXPECT_EQ(QToolTip::text(), table->placeText());
}

}  // namespace
}  // namespace studio
