// The table of values under the maps of contrasts.
#include <gtest/gtest.h>

#include <QTest>

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

}  // namespace
}  // namespace studio
