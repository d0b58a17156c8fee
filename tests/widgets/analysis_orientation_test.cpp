// Orientation: maps, keys, pinwheels, the linked cursor, and the unit's panel in the Analyse workspace.
#include <gtest/gtest.h>

#include <QLabel>
#include <QTest>

#include "tests/widgets/analysis_fixture.h"
#include "tests/widgets/pictures.h"
#include "widgets/analysis/result_views.h"
#include "widgets/sheets/stimuli_strip.h"

namespace studio {
namespace {

struct OrientationTest : testing::TestWithParam<ThemeChoice> {
  OrientationTest() { ThemeManager::instance().choose(GetParam()); }
  static QString suffix() {
    return GetParam() == ThemeChoice::Dark ? QStringLiteral("_dark") : QStringLiteral("_light");
  }
};

TEST_P(OrientationTest, anglesTakeTheColourOfTheKey) {
  SampleAnalyses sample(sampleEngine(true));
  sample.analyses.selection().setLayer("layer3.1.conv2");
  OrientationView view({&sample.monitor, &sample.analyses}, nullptr);
  EXPECT_TRUE(view.emptyState().text.isEmpty());
  const QImage picture = keepPicture(view, {920, 680}, QStringLiteral("orientation_view") + suffix());
  OrientationBoard& board = view.board();
  ASSERT_EQ(board.rows().size(), 3u);
  const SheetMap& map = board.rows()[1].angles;
  const QRectF sheet = board.mapRect(1, false);
  const double cell = sheet.width() / double(map.width);
  int same = 0;
  for (int unit = 0; unit < 256; ++unit) {
    const QPointF at = sheet.topLeft() + QPointF((unit % 16 + 0.25) * cell, (unit / 16 + 0.25) * cell);
    const MapDisplay display = angleDisplay(theme());
    same += picture.pixel(board.mapTo(&view, at.toPoint())) ==
            colourFor(map.values[std::size_t(unit)], *display.colours, display.limits, 0, theme());
  }
  EXPECT_GT(same, 230);  // all but those under pinwheels and the cursor
  // Half a turn is the whole circle of colours: a quarter of it at 45 degrees.
  const ColourMap& cyclic = *angleDisplay(theme()).colours;
  EXPECT_EQ(colourFor(45, cyclic, angleDisplay(theme()).limits, 0, theme()), cyclic.colours[64]);
  EXPECT_EQ(colourFor(135, cyclic, angleDisplay(theme()).limits, 0, theme()), cyclic.colours[191]);
  // 1 and 179 degrees are neighbours.
  const QColor low(colourFor(1, *angleDisplay(theme()).colours, {0, 180}, 0, theme())),
      high(colourFor(179, *angleDisplay(theme()).colours, {0, 180}, 0, theme()));
  EXPECT_LT(
      std::abs(low.red() - high.red()) + std::abs(low.green() - high.green()) + std::abs(low.blue() - high.blue()), 24);
}

TEST_P(OrientationTest, pointerClickAndKeysMoveTheLinkedCursor) {
  SampleAnalyses sample(sampleEngine(true));
  sample.analyses.selection().setLayer("layer3.1.conv2");
  OrientationView view({&sample.monitor, &sample.analyses}, nullptr);
  keepPicture(view, {920, 680}, QStringLiteral("orientation_cursor") + suffix());
  OrientationBoard& board = view.board();
  const QRectF sheet = board.mapRect(0, true);
  const double cell = sheet.width() / 16;
  const QPoint at = (sheet.topLeft() + QPointF(11.5 * cell, 3.5 * cell)).toPoint();
  movePointer(board, at);
  EXPECT_EQ(sample.analyses.selection().hovered(), 59);
  EXPECT_TRUE(board.tipAt(at).contains(QStringLiteral("layer3.1.conv2:59")));
  QTest::mouseClick(&board, Qt::LeftButton, {}, at);
  EXPECT_EQ(sample.analyses.selection().unit(), 59);
  QTest::keyClick(&board, Qt::Key_Down);
  EXPECT_EQ(sample.analyses.selection().unit(), 75);
  QTest::keyClick(&board, Qt::Key_Left);
  EXPECT_EQ(sample.analyses.selection().unit(), 74);
  for (int i = 0; i < 20; ++i) QTest::keyClick(&board, Qt::Key_Right);
  EXPECT_EQ(sample.analyses.selection().unit(), 79);  // stops at the edge
  EXPECT_EQ(board.unitAt({-5, -5}), -1);
}

TEST_P(OrientationTest, unitShowsContrastsAndItsStrongestStimuli) {
  SampleAnalyses sample;
  sample.analyses.selection().setLayer("layer3.1.conv2");
  AnalysedUnitPanel panel(&sample.analyses, nullptr);
  keepPicture(panel, {288, 520}, QStringLiteral("inspector_none") + suffix());
  sample.analyses.selection().setUnit(59);
  auto* strip = panel.findChild<StimuliStrip*>();
  ASSERT_TRUE(comes([&] { return strip->count() == 8; }));
  keepPicture(panel, {288, 520}, QStringLiteral("inspector_analyse") + suffix());
  const auto& rows = panel.findChild<UnitBars*>()->rows();
  ASSERT_EQ(rows.size(), 5u);
  const auto& networks = sample.analyses.results().rows();
  for (std::size_t i = 0; i < 5; ++i) {
    const std::string quantity = sampleContrasts()[i].name + ".t";
    EXPECT_EQ(rows[i].value, networks[0].found->map("layer3.1.conv2", quantity)->values[59]);
    ASSERT_EQ(rows[i].controls.size(), 2u);
    EXPECT_EQ(rows[i].controls[0], networks[1].found->map("layer3.1.conv2", quantity)->values[59]);
    EXPECT_EQ(rows[i].limit, rows[0].limit);
  }
  EXPECT_NEAR(rows[0].limit, 14.1, 1e-4);
  EXPECT_FALSE(strip->pictureRect(3).intersects(strip->pictureRect(4)));
  EXPECT_TRUE(strip->tipAt(strip->pictureRect(0).center()).contains(QStringLiteral("Faces")) ||
              strip->tipAt(strip->pictureRect(0).center()).contains(QStringLiteral("Bodies")));
  const auto labels = panel.findChildren<QLabel*>();
  EXPECT_TRUE(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
    return label->text() == QStringLiteral("Synthetic localizer, step %L1").arg(300240);
  }));
  sample.analyses.selection().setUnit(60);
  EXPECT_TRUE(comes([&] { return strip->count() == 8; }));  // those of the other unit
  panel.setActive(false);
  sample.analyses.selection().setUnit(61);
  panel.setActive(true);
  EXPECT_TRUE(comes([&] { return strip->count() == 8; }));
}

INSTANTIATE_TEST_SUITE_P(Themes, OrientationTest, testing::Values(ThemeChoice::Light, ThemeChoice::Dark),
                         [](const auto& info) { return info.param == ThemeChoice::Dark ? "Dark" : "Light"; });

TEST(Orientation, needsStimuliThatTurn) {
  SampleAnalyses sample;
  OrientationView view({&sample.monitor, &sample.analyses}, nullptr);
  EXPECT_EQ(view.emptyState().actionId, QStringLiteral("analyse.gratings"));
  EXPECT_EQ(view.figure(), nullptr);
  sample.analyses.choices().setStimuli("gratings:");
  EXPECT_TRUE(comes([&] { return view.emptyState().text.isEmpty(); }));
  EXPECT_NE(view.figure(), nullptr);
}

}  // namespace
}  // namespace studio
