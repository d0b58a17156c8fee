// Labels beside the dashed lines of a plot and off their points, lines at the end of its axes, ticks, hollow marks.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/widgets/pictures.h"
#include "widgets/plots/plot_painter.h"
#include "widgets/plots/plot_view.h"

namespace studio {
namespace {

PlotSpec edgePlot(std::vector<double> x, std::vector<double> y) {
  PlotSpec spec{.name = "sample", .title = "Sample"};
  spec.series = {{.name = "trained", .x = std::move(x), .y = std::move(y)}};
  return spec;
}

/// A label that a reference strikes through cannot be read.
TEST(PlotPainter, labelsKeepClearOfReferences) {
  for (const auto labels : {PlotSpec::Labels::AtEnd, PlotSpec::Labels::Beside}) {
    PlotSpec spec = edgePlot({0, 1, 2, 3, 4}, {0.9, 0.25, 0.1, 0.06, 0.05});
    spec.series[0].label = "trained, smoothness 1.27";
    spec.labels = labels;
    spec.y.low = -0.4;
    spec.y.high = 1;
    spec.references = {{.at = 0}, {.at = 0.6}};
    PlotView view;
    view.resize(420, 240);
    view.setPlot(spec);
    view.grab();
    ASSERT_EQ(view.painter().labelRects().size(), 1u);
    const QRectF label = view.painter().labelRects()[0].adjusted(0, 3, 0, -3);
    for (const PlotReference& reference : spec.references) {
      const double y = view.yAxis->coordToPixel(reference.at);
      EXPECT_FALSE(label.top() < y && y < label.bottom()) << reference.at;
    }
  }
}

TEST(PlotPainter, aLineIsSeenInItsWholeWidthAtTheRightEnd) {
  PlotSpec spec = edgePlot({0, 1, 1}, {0, 0, 1});
  spec.x.low = spec.y.low = 0;
  spec.x.high = 1;
  spec.y.high = 2;
  PlotView view;
  view.resize(360, 240);
  view.setPlot(spec);
  const QImage picture = view.grab().toImage();
  const QRect axes = view.axisRect()->rect();
  const int y = int(view.yAxis->coordToPixel(0.5));
  EXPECT_NE(picture.pixelColor(axes.right() + 1, y), picture.pixelColor(axes.right() + 6, y));
}

TEST(PlotPainter, linesOfTheSecondRoundOfColoursAreNotThoseOfControls) {
  PlotSeries series{.name = "a", .x = {0, 1}, .y = {0, 1}};
  series.colour = {.run = 3};
  EXPECT_EQ(PlotPainter::lineStyle(series), Qt::SolidLine);
  series.colour = {.run = 7};
  EXPECT_EQ(PlotPainter::lineStyle(series), Qt::DashDotLine);
  series.dashed = true;
  EXPECT_EQ(PlotPainter::lineStyle(series), Qt::DashLine);
}

/// The first and the eighth configuration have one colour and are told apart in every plot of points.
TEST(PlotPainter, largePointsOfTheSecondRoundOfColoursAreHollow) {
  ThemeManager::instance().choose(ThemeChoice::Light);
  PlotSpec spec = edgePlot({}, {});
  for (const int run : {0, 7})
    spec.series.push_back({.name = "points", .shape = PlotSeries::Shape::Points, .colour = {.run = run}});
  for (std::size_t i = 1; i < 3; ++i) {
    spec.series[i].x = spec.series[i].y = {double(i)};
    spec.series[i].size = PlotSeries::Size::Large;
  }
  QCustomPlot plot;
  PlotPainter painter(&plot);
  painter.show(spec, PlotStyle::screen());
  EXPECT_EQ(painter.graph(1)->scatterStyle().brush().color(), painter.graph(2)->scatterStyle().pen().color());
  EXPECT_EQ(painter.graph(2)->scatterStyle().brush().color(), theme().color(Role::Panel));
}

/// 0 to 105 per cent has a tick at every 20, not at 0, 50 and 100.
TEST(PlotTicks, areAsManyAsThereMayBe) {
  PlotSpec spec = edgePlot({0, 100}, {0, 100});
  spec.y.paddingHigh = 0.05;
  PlotView view;
  view.resize(360, 300);
  view.setPlot(spec);
  view.replot();
  int shown = 0;
  for (const double tick : view.yAxis->tickVector()) shown += view.yAxis->range().contains(tick);
  EXPECT_EQ(shown, 6);
}

TEST(PlotPainter, aLabelThatStandsOffItsPointIsJoinedToIt) {
  PlotSpec spec = edgePlot({}, {});
  for (int i = 0; i < 12; ++i) {
    spec.series.push_back({.name = "points", .shape = PlotSeries::Shape::Points, .x = {0.5}, .y = {0.5 + 0.002 * i}});
    spec.series.back().label = "bars 12 px, τ " + std::to_string(i);
  }
  spec.x.covers = spec.y.covers = {0, 1};
  PlotView view;
  view.resize(420, 320);
  view.setPlot(spec);
  view.grab();
  EXPECT_GT(view.painter().leaders().size(), 0u);
  const auto rects = view.painter().labelRects();
  for (const QLineF& leader : view.painter().leaders()) {
    EXPECT_NEAR(leader.p2().x(), view.xAxis->coordToPixel(0.5), 1);
    EXPECT_TRUE(std::any_of(rects.begin(), rects.end(),
                            [&](const QRectF& rect) { return rect.adjusted(-4, -4, 4, 4).contains(leader.p1()); }));
  }
  spec.series.resize(2);
  view.setPlot(spec);
  view.grab();
  EXPECT_TRUE(view.painter().leaders().empty()) << "a label at its point needs none";
}

/// A label that is wider than the axes would lie over the numbers of the other one.
TEST(PlotPainter, aLabelAtTheEndStaysWithinTheAxes) {
  PlotSpec spec = edgePlot({0, 1, 2, 3}, {0.9, 0.91, 0.905, 0.903});
  spec.series[0].label = "mean of 16 layers 0.903";
  spec.series[0].shortLabel = "0.903";
  spec.labels = PlotSpec::Labels::AtEnd;
  PlotView view;
  view.setPlot(spec);
  for (int width = 130; width < 300; width += 10) {
    view.resize(width, 110);
    view.grab();
    ASSERT_EQ(view.painter().labelRects().size(), 1u);
    EXPECT_GE(view.painter().labelRects()[0].left(), view.axisRect()->rect().left()) << width;
  }
}

TEST(PlotPainter, noPointLiesOnItsOwnLabel) {
  PlotSpec spec = edgePlot({1}, {1});
  PlotSeries& point = spec.series[0];
  point.shape = PlotSeries::Shape::Points;
  point.size = PlotSeries::Size::Large;
  point.label = "resnet18, τ 10";
  spec.labels = PlotSpec::Labels::Beside;
  for (const double x : {0.0, 0.5, 1.0, 1.5, 2.0}) {
    spec.series[0].x = {x};
    spec.x.low = 0, spec.x.high = 2;
    PlotView view;
    view.resize(900, 500);
    view.setPlot(spec);
    view.grab();
    const QPointF at = view.painter().pointPosition(0, 0);
    EXPECT_FALSE(view.painter().labelRects().at(0).intersects(QRectF(at - QPointF(5, 5), QSizeF(10, 10)))) << x;
  }
}

/// Of a run of few steps too: one tick says nothing of how long the axis is.
TEST(StepTicker, anAxisHasAtLeastTwoTicks) {
  for (const bool time : {false, true})
    for (const int wanted : {2, 3, 5})
      for (double end = 1.1; end < 200; end *= 1.07) {
        StepTicker ticker(wanted);
        ticker.setTime(time);
        QVector<double> ticks;
        const QCPRange range(0, end);
        ticker.generate(range, QLocale::c(), 'f', 2, ticks, nullptr, nullptr);
        const auto seen = std::count_if(ticks.begin(), ticks.end(), [&](double tick) { return range.contains(tick); });
        EXPECT_GE(seen, 2) << end;
        EXPECT_LE(seen, wanted + 2) << end;
      }
}

/// As in the monitor of a small window: of 5,032 steps "2,000" and "4,000" would run into each other.
TEST(StepTicker, labelsOfANarrowAxisDoNotTouch) {
  const QFont font = PlotStyle::screen().text;
  for (const double length : {76., 90., 110.})
    for (const double end : {5032., 5640., 7050., 9800., 1410.}) {
      StepTicker ticker(2);
      ticker.setLength(length, 12, font);
      QVector<double> ticks;
      QVector<QString> labels;
      ticker.generate(QCPRange(0, end), QLocale::c(), 'f', 2, ticks, nullptr, &labels);
      double from = -1e9;
      for (qsizetype i = 0; i < ticks.size(); ++i) {
        if (ticks[i] < 0 || ticks[i] > end) continue;
        const double at = ticks[i] / end * length, half = QFontMetricsF(font).horizontalAdvance(labels[i]) / 2;
        if (at + half > length + 12) continue;  // it is not drawn
        EXPECT_GT(at - half, from) << labels[i].toStdString() << " of " << end << " in " << length << " px";
        from = at + half;
      }
    }
}

/// A label that stands out of the plot is not drawn, so that an axis to 5,032 with a tick at 5,000 would have one word.
TEST(StepTicker, twoTicksHaveSpaceForTheirWords) {
  constexpr double kLength = 110, kBeyond = 12;
  const QFont font = PlotStyle::screen().text;
  for (double end = 900; end < 90'000; end *= 1.03) {
    StepTicker ticker(2);
    ticker.setLength(kLength, kBeyond, font);
    QVector<double> ticks;
    QVector<QString> labels;
    ticker.generate(QCPRange(0, end), QLocale::c(), 'f', 2, ticks, nullptr, &labels);
    int drawn = 0;
    for (qsizetype i = 0; i < ticks.size(); ++i) {
      const double at = ticks[i] / end * kLength, half = QFontMetricsF(font).horizontalAdvance(labels[i]) / 2;
      drawn += at >= 0 && at + half <= kLength + kBeyond + 0.01 ? 1 : 0;
    }
    EXPECT_GE(drawn, 2) << end;
  }
}

}  // namespace
}  // namespace studio
