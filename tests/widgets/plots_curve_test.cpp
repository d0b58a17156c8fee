// Curves: what is drawn from the scalars, smoothing, ticks, labels, the plot's menu.
#include <gtest/gtest.h>

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <random>

#include "tests/widgets/sample_run.h"
#include "widgets/frame/theme.h"
#include "widgets/plots/curve_plot.h"

namespace studio {
namespace {

std::vector<ScalarRow> rowsTo(std::int64_t last) {
  std::vector<ScalarRow> rows;
  for (std::int64_t step = 0; step <= last; step += 10) rows.push_back(sampleRow(step));
  return rows;
}

const CurveSpec& specOf(const std::string& id) {
  for (const CurveSpec& spec : curveSpecs())
    if (id == spec.id) return spec;
  throw std::logic_error(id);
}

TEST(Smoothing, aConstantStaysItself) {
  for (const double weight : {0.0, 0.6, 0.9, 0.99})
    for (const double value : movingAverage(std::vector<double>(500, 2.5), weight))
      EXPECT_NEAR(value, 2.5, 1e-12) << weight;
}

TEST(Smoothing, aValueDependsOnlyOnWhatCameBefore) {
  std::mt19937 random(1);
  std::normal_distribution<double> noise;
  std::vector<double> values(300);
  for (double& value : values) value = noise(random);
  const auto whole = movingAverage(values, 0.9);
  const auto part = movingAverage({values.begin(), values.begin() + 120}, 0.9);
  for (std::size_t i = 0; i < part.size(); ++i) EXPECT_EQ(part[i], whole[i]);
}

TEST(Smoothing, isTheMeanWithFallingWeights) {
  EXPECT_EQ(movingAverage({1, 5}, 0)[1], 5);
  EXPECT_NEAR(movingAverage({1, 5}, 0.5)[1], (0.5 * 1 + 1 * 5) / 1.5, 1e-12);
}

TEST(Curve, leavesOutWhatWasNotMeasured) {
  const auto lines = linesOf(specOf("task_loss"), rowsTo(100));
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].x.size(), 11u);
  EXPECT_EQ(lines[1].x, std::vector<double>({0, 50, 100}));  // validation
  EXPECT_NEAR(linesOf(specOf("accuracy"), rowsTo(100))[0].y.back(), 85, 1e-9);
  EXPECT_TRUE(linesOf(specOf("task_loss"), {}).empty());
  EXPECT_EQ(linesOf(specOf("tau"), rowsTo(100), CurveAxis::Epoch)[0].x.back(), 2);
  EXPECT_EQ(linesOf(specOf("tau"), rowsTo(100), CurveAxis::Seconds)[0].x.back(), 1);
}

TEST(StepTicker, saysItInFewWords) {
  EXPECT_EQ(StepTicker::countText(500), "500");
  EXPECT_EQ(StepTicker::countText(50000), "50k");
  EXPECT_EQ(StepTicker::countText(1500000), "1.5M");
  EXPECT_EQ(StepTicker::timeText(90), QStringLiteral("1.5\u202fmin"));
  EXPECT_EQ(StepTicker::timeText(7200), QStringLiteral("2\u202fh"));
}

TEST(CurvePlot, hasLeftAndBottomAxisWithAtMostSixTicks) {
  for (const std::int64_t last : {10, 90, 1400, 33333, 126000, 999990}) {
    CurvePlot plot(specOf("task_loss"), nullptr);
    plot.resize(224, 124);
    plot.show({sampleRow(0), sampleRow(last)}, 0, 0, CurveAxis::Step);
    plot.replot();
    EXPECT_FALSE(plot.xAxis2->visible() || plot.yAxis2->visible());
    for (QCPAxis* axis : {plot.xAxis, plot.yAxis}) {
      int shown = 0;
      for (const double tick : axis->ticker()->tickCount() ? axis->tickVector() : QVector<double>())
        shown += axis->range().contains(tick);
      EXPECT_LE(shown, 6) << last;
      EXPECT_GE(shown, 2) << last;
    }
    EXPECT_EQ(plot.xAxis->range().upper, double(last));
  }
}

TEST(CurvePlot, aShareThatStaysTheSameHasLimitsThatThereAre) {
  for (const double accuracy : {0.0, 0.02, 0.5, 0.9, 1.0}) {
    auto rows = rowsTo(100);
    for (auto& row : rows) row.trainAccuracy = accuracy, row.validationAccuracy = kNoValue;
    CurvePlot plot(specOf("accuracy"), nullptr);
    plot.show(rows, 0, 0, CurveAxis::Step);
    const QCPRange range = plot.yAxis->range();
    EXPECT_TRUE(range.contains(100 * accuracy)) << accuracy;
    EXPECT_GE(range.lower, 0) << accuracy;
    EXPECT_LE(range.upper, 101) << accuracy << ": a little air, and no mark above 100 %";
    EXPECT_GE(range.size(), 5) << accuracy;
    EXPECT_LE(range.size(), 25) << accuracy;
  }
  const CurveRange same = rangeOf(specOf("dimensionality"), 12, 12), none = rangeOf(specOf("accuracy"), 1, 0);
  EXPECT_LT(same.low, 12);
  EXPECT_GT(same.high, 12);
  EXPECT_LT(none.low, none.high);
  EXPECT_EQ(rangeOf(specOf("task_loss"), 0.5, 0.5).low, 0);
}

TEST(CurvePlot, keepsTheRawValuesUnderTheSmoothedOnes) {
  CurvePlot plot(specOf("task_loss"), nullptr);
  plot.show(rowsTo(100), 0, 0, CurveAxis::Step);
  EXPECT_EQ(plot.graph(0)->dataCount(), 0);
  EXPECT_EQ(plot.graph(1)->dataCount(), 11);
  plot.show(rowsTo(100), 0, 0.9, CurveAxis::Step);
  ASSERT_EQ(plot.graph(0)->dataCount(), 11);
  EXPECT_EQ(plot.graph(0)->dataMainValue(10), sampleRow(100).taskLoss);
  EXPECT_NE(plot.graph(1)->dataMainValue(10), sampleRow(100).taskLoss);
  EXPECT_LT(plot.graph(0)->pen().widthF(), plot.graph(1)->pen().widthF());
  EXPECT_TRUE(plot.labels()[0].contains("EMA 0.9"));
}

TEST(CurvePlot, saysTheNewestValues) {
  CurvePlot loss(specOf("task_loss"), nullptr), topo(specOf("topo_loss"), nullptr),
      accuracy(specOf("accuracy"), nullptr);
  loss.show(rowsTo(100), 0, 0, CurveAxis::Step);
  EXPECT_EQ(loss.labels(), QStringList({"training 0.383", "validation 0.483"}));
  topo.resize(224, 124);
  topo.setPrefix("mean of 16 layers");
  topo.show(rowsTo(100), 0, 0, CurveAxis::Step);
  EXPECT_EQ(topo.labels(), QStringList({"mean of 16 layers 0.0818"}));
  topo.show(rowsTo(100), 0, 0.99, CurveAxis::Step);
  EXPECT_FALSE(topo.labels().front().contains("layers"));  // would not fit beside its smoothing
  accuracy.show(rowsTo(100), 0, 0, CurveAxis::Step);
  EXPECT_EQ(accuracy.labels().back(), QStringLiteral("validation 80.0\u202f%"));
}

TEST(CurvePlot, followsTheTheme) {
  CurvePlot plot(specOf("task_loss"), nullptr);
  plot.resize(300, 200);
  plot.show(rowsTo(100), 1, 0, CurveAxis::Step);
  for (const ThemeChoice choice : {ThemeChoice::Dark, ThemeChoice::Light}) {
    ThemeManager::instance().choose(choice);
    EXPECT_EQ(plot.graph(1)->pen().color(), theme().runMark(1));
    EXPECT_EQ(plot.graph(3)->pen().color(), theme().color(Role::Text));
    EXPECT_EQ(plot.toPixmap(300, 200).toImage().pixelColor(299, 0), theme().color(Role::Panel));
  }
}

TEST(CurvePlot, drawsAHundredThousandPoints) {
  std::vector<ScalarRow> rows(100000);
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = sampleRow(std::int64_t(i));
  CurvePlot plot(specOf("topo_loss"), nullptr);
  plot.resize(600, 300);
  plot.show(rows, 0, 0.99, CurveAxis::Step);
  const QImage drawn = plot.toPixmap(600, 300).toImage();
  int coloured = 0;
  for (int x = 0; x < 600; ++x)
    for (int y = 0; y < 300; ++y) coloured += drawn.pixelColor(x, y) == theme().runMark(0);
  EXPECT_GT(coloured, 200);
}

TEST(CurvePlot, menuSavesAndCopies) {
  CurvePlot plot(specOf("task_loss"), nullptr);
  plot.show(rowsTo(20), 0, 0, CurveAxis::Step);
  plot.resize(224, 124);
  QWidget& widget = plot;
  widget.show();
  QSignalSpy picture(&plot, &CurvePlot::pictureWanted), data(&plot, &CurvePlot::dataWanted);
  for (int row = 0; row < 3; ++row) {
    QTimer::singleShot(0, [row] {
      auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
      ASSERT_NE(menu, nullptr);
      for (int i = 0; i <= row; ++i) QTest::keyClick(menu, Qt::Key_Down);
      QTest::keyClick(menu, Qt::Key_Return);
    });
    QContextMenuEvent event(QContextMenuEvent::Mouse, {60, 60}, plot.mapToGlobal(QPoint(60, 60)));
    QApplication::sendEvent(&plot, &event);
  }
  EXPECT_EQ(picture.count(), 1);
  EXPECT_EQ(data.count(), 1);
  EXPECT_EQ(QGuiApplication::clipboard()->text(), plot.table());
  EXPECT_TRUE(plot.table().contains("\n10\t1.53333333333\n")) << plot.table().toStdString();
}

}  // namespace
}  // namespace studio
