// The colour bar beside a sheet: its place, its limits over the steps and when they are locked, what lies beyond them,
// and its picture.
#include <gtest/gtest.h>

#include <QTest>
#include <QToolButton>
#include <cmath>
#include <numeric>

#include "tests/widgets/pictures.h"
#include "tests/widgets/sheets_fixture.h"
#include "widgets/sheets/colour_bar.h"
#include "widgets/sheets/sheet_board.h"
#include "widgets/train/sheets_view.h"

namespace studio {
namespace {

TEST(SheetsView, barStandsBesideTheSheet) {
  ShownSheets shown;
  for (const char* layer : {"fc1", "fc2", "fc3"}) {
    shown.edit([&](ViewState& view) { view.layer = layer; });
    const QRectF sheet = shown.view.board().sheetArea().translated(shown.view.board().pos());
    const QRectF bar = shown.view.bar().barRect().translated(shown.view.bar().pos());
    EXPECT_GE(bar.top(), sheet.top() - 1) << layer;
    EXPECT_LE(bar.top(), sheet.top() + 29) << "below unit and lock where these find no room above";
    EXPECT_NEAR(bar.bottom(), sheet.bottom(), 1) << layer;
    EXPECT_GT(bar.left(), sheet.right()) << layer;
    EXPECT_TRUE(shown.view.rect().contains(shown.view.bar().geometry())) << layer;
  }
}

TEST(ColourBar, itsUnitAndItsLockStandBesideOrBelowEachOther) {
  const SheetMap map{.layer = "fc1", .quantity = "difference", .height = 1, .width = 2, .values = {0.25f, -0.5f}};
  ColourBar bar(nullptr);
  bar.resize(132, 240);
  for (const int top : {30, 52})
    for (const char* unit : {"t", "cos", "d′", "t (Welch)", "difference", "Differenz"}) {
      bar.setTop(top);
      bar.show(&map, {&colourMapFor("", "difference", theme()), {-0.5, 0.5}, 0, &theme()}, QString::fromUtf8(unit),
               false);
      const auto* lock = bar.findChild<QToolButton*>(QStringLiteral("lockLimits"));
      EXPECT_FALSE(QRectF(lock->geometry()).intersects(bar.unitRect())) << unit << " at " << top;
      EXPECT_TRUE(QRectF(bar.rect()).contains(bar.unitRect())) << unit << " at " << top;
      EXPECT_TRUE(bar.rect().contains(lock->geometry())) << unit << " at " << top;
      EXPECT_LE(bar.unitRect().bottom(), bar.barRect().top()) << unit << " at " << top;
    }
}

TEST(SheetsView, lockedLimitsStayAndSayWhatLiesBeyond) {
  ShownSheets shown;
  shown.edit([](ViewState& view) { view.quantity = "3"; });
  const QStringList before = shown.view.bar().tickTexts();
  EXPECT_EQ(before.front(), limitText(findLimits(*shown.monitor.data().snapshot, "3").high, {-9, 9}, true));
  EXPECT_TRUE(shown.view.bar().leftOutText().isEmpty());
  QTest::mouseClick(shown.view.bar().findChild<QToolButton*>(QStringLiteral("lockLimits")), Qt::LeftButton);
  EXPECT_TRUE(shown.monitor.view().limitsLocked);
  shown.edit([](ViewState& view) {
    view.limitLow = -4;
    view.limitHigh = 4;
  });
  EXPECT_EQ(shown.view.bar().tickTexts().front(), QStringLiteral("+4.00"));
  int beyond = 0;
  for (const float value : shown.map().values) beyond += std::abs(value) > 4.00001f;
  ASSERT_GT(beyond, 0);
  EXPECT_EQ(shown.view.bar().leftOutText(), QStringLiteral("%1 beyond").arg(beyond));
  const auto bins = shown.view.bar().histogram();
  EXPECT_EQ(std::accumulate(bins.begin(), bins.end(), 0), 32);
  EXPECT_EQ(bins.size(), 27u);
}

/// So that one sees a map form: a colour means the same at every step.
TEST(SheetsView, stepsThatAreLookedAtHaveTheLimitsOfAll) {
  ShownSheets shown;
  shown.edit([](ViewState& view) { view.quantity = "3"; });
  const ColourBar& bar = shown.view.bar();
  const QStringList newest = bar.tickTexts();
  EXPECT_TRUE(bar.limitTexts().isEmpty());
  double largest = 0;
  for (const std::int64_t step : kSampleSteps) largest = std::max(largest, findLimits(sampleSnapshot(step), "3").high);
  ASSERT_NE(findLimits(sampleSnapshot(0), "3"), findLimits(sampleSnapshot(10), "3"));
  for (const std::int64_t step : kSampleSteps) {
    shown.edit([&](ViewState& view) {
      view.followLive = false;
      view.step = step;
    });
    ASSERT_TRUE(comes([&] { return shown.monitor.data().snapshot->step == step && !bar.limitTexts().isEmpty(); }));
    EXPECT_EQ(bar.limitTexts(), QStringList{"all steps"});
    EXPECT_EQ(bar.tickTexts().front(), limitText(largest, {-largest, largest}, true)) << step;
    EXPECT_EQ(limitsInForce(shown.monitor.view(), shown.monitor.data()), (Limits{-largest, largest})) << step;
    EXPECT_TRUE(bar.leftOutText().isEmpty()) << "nothing is cut off";
  }
  shown.edit([](ViewState& view) { view.percentile = kRobustPercentile; });
  EXPECT_EQ(bar.limitTexts().size(), 2);
  shown.edit([](ViewState& view) { view.percentile = 100; });
  auto* lock = shown.view.bar().findChild<QToolButton*>(QStringLiteral("lockLimits"));
  QTest::mouseClick(lock, Qt::LeftButton);
  EXPECT_EQ(shown.monitor.view().limitHigh, largest);
  EXPECT_TRUE(bar.limitTexts().isEmpty()) << "they are somebody's choice now";
  QTest::mouseClick(lock, Qt::LeftButton);
  shown.edit([](ViewState& view) { view.followLive = true; });
  ASSERT_TRUE(comes([&] { return shown.monitor.data().snapshot->step == 100; }));
  EXPECT_TRUE(bar.limitTexts().isEmpty());
  EXPECT_EQ(bar.tickTexts(), newest);
}

TEST(ColourBar, pictureIsTheOneKept) {
  const Snapshot snapshot = sampleSnapshot(50);
  for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
    ThemeManager::instance().choose(choice);
    ColourBar bar(nullptr);
    bar.resize(bar.width(), 300);
    bar.show(snapshot.find("fc1", "3"), {&colourMapFor("", "3", theme()), {-6, 6}, 1, &theme()}, quantityUnit("3"),
             true);
    expectLikeBaseline(
        bar.grab().toImage(),
        choice == ThemeChoice::Dark ? QStringLiteral("colour_bar_dark") : QStringLiteral("colour_bar_light"), 3, 0.05);
    EXPECT_EQ(bar.tickTexts(), (QStringList{"+6.00", "+3.00", "0.00", QChar(0x2212) + QStringLiteral("3.00"),
                                            QChar(0x2212) + QStringLiteral("6.00")}));
  }
}

TEST(ColourBar, saysThatSomeValuesLieBeyondAPercentile) {
  ThemeManager::instance().choose(ThemeChoice::Light);
  const Snapshot snapshot = sampleSnapshot(50);
  ColourBar bar(nullptr);
  bar.resize(bar.width(), 300);
  const MapDisplay all{&colourMapFor("", "3", theme()), {-9, 9}, 0, &theme()};
  bar.show(snapshot.find("fc1", "3"), all, quantityUnit("3"), false);
  const QImage before = bar.grab().toImage();
  EXPECT_TRUE(bar.leftOutText().isEmpty());
  MapDisplay robust = all;
  robust.limits = {-5, 5};
  robust.percentile = 99;
  bar.show(snapshot.find("fc1", "3"), robust, quantityUnit("3"), false);
  const QImage after = bar.grab().toImage();
  EXPECT_TRUE(bar.leftOutText().endsWith(QStringLiteral(" beyond"))) << bar.leftOutText().toStdString();
  EXPECT_EQ(percentileText(robust), QStringLiteral("99 %"));
  EXPECT_TRUE(percentileText(all).isEmpty());
  const QRectF place = bar.barRect();
  const QPoint arrow(int(place.center().x()), int(place.top()) - 3);
  EXPECT_NE(before.pixel(arrow), after.pixel(arrow)) << "an arrow at the bar's end";
}

TEST(ColourBar, aShortOneHasFewerLabels) {
  EXPECT_EQ(barTickStep(5, 200), 1);
  EXPECT_EQ(barTickStep(5, 40), 2) << "ends and middle";
  EXPECT_EQ(barTickStep(5, 24), 4) << "the ends";
  EXPECT_EQ(barTickStep(5, 16), 5) << "one";
  for (int height = 14; height < 300; ++height) {
    const int step = barTickStep(5, height), last = 4 / step;
    const double between = last > 0 ? (height - 8.0) / last : 13;
    EXPECT_GE(between, 13) << height;
  }
}

}  // namespace
}  // namespace studio
