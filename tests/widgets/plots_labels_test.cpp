// Where the labels of points stand: on no error bar, on no mark.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/widgets/pictures.h"
#include "widgets/plots/plot_geometry.h"
#include "widgets/plots/plot_view.h"

namespace studio {
namespace {

/// Means of groups, each with bars of its spread both ways, as the trade-off has them.
PlotSpec meansWithSpread() {
  PlotSpec spec{.name = "spread"};
  spec.x = {.title = "Smoothness", .column = "smoothness", .paddingLow = 0.1, .paddingHigh = 0.1};
  spec.y = {.title = "Accuracy", .column = "accuracy", .paddingLow = 0.1, .paddingHigh = 0.1};
  const auto addBar = [&](double x, double y, double alongX, double alongY) {
    PlotSeries bar{.name = "bar", .derived = true};
    bar.x = {x - alongX, x + alongX}, bar.y = {y - alongY, y + alongY};
    spec.series.push_back(bar);
  };
  for (int i = 0; i < 6; ++i) {
    const double x = 0.1 + 0.15 * i, y = 90 - 3 * i * (i % 2 + 1);
    addBar(x, y, 0.06, 0);
    addBar(x, y, 0, 6);
    PlotSeries mean{.name = "mean", .shape = PlotSeries::Shape::Points, .colour = {.run = i}, .x = {x}, .y = {y}};
    mean.size = PlotSeries::Size::Large;
    mean.label = "τ 3" + std::to_string(i);
    if (i % 2) mean.low = {y - 9}, mean.high = {y + 9};
    spec.series.push_back(mean);
  }
  return spec;
}

TEST(PlotPainter, LabelsLieOnNoErrorBarAndOnNoMark) {
  PlotView view;
  view.setPlot(meansWithSpread());
  keepPicture(view, {640, 420}, QStringLiteral("plot_labels_and_bars"));
  view.replot();
  const auto pixel = [&](double x, double y) {
    return QPointF(view.xAxis->coordToPixel(x), view.yAxis->coordToPixel(y));
  };
  ASSERT_EQ(view.painter().labelRects().size(), 6u);
  for (const QRectF& label : view.painter().labelRects())
    for (const PlotSeries& series : view.painter().spec().series) {
      QPointF from = pixel(series.x.front(), series.y.front()), to = pixel(series.x.back(), series.y.back());
      if (!series.low.empty()) from = pixel(series.x[0], series.low[0]), to = pixel(series.x[0], series.high[0]);
      EXPECT_FALSE(clipSegment(from, to, label)) << series.name << " under a label";
      if (series.derived) continue;
      const QPointF mark = pixel(series.x[0], series.y[0]);
      EXPECT_FALSE(label.intersects(QRectF(mark.x() - 4, mark.y() - 4, 8, 8)));
    }
}

/// As of a file of weights: the name is cut before it lies across its own curve.
TEST(PlotPainter, ALongNameIsCutBeforeItLiesAcrossALine) {
  PlotSpec spec{.name = "distance"};
  spec.x = {.title = "Distance, units", .column = "distance"};
  spec.y = {.title = "Correlation", .column = "correlation"};
  PlotSeries series{.name = "mlp_digits.safetensors"};
  for (int i = 0; i < 40; ++i) {
    series.x.push_back(i);
    series.y.push_back(std::sin(0.16 * i));
  }
  series.label = "mlp_digits_of_a_very_long_name.safetensors, r 1.15";
  spec.series = {series};
  PlotView view;
  view.setPlot(spec);
  view.resize(300, 170);
  view.replot();
  ASSERT_EQ(view.painter().labelRects().size(), 1u);
  const QRectF label = view.painter().labelRects()[0];
  for (std::size_t i = 0; i + 1 < series.x.size(); ++i) {
    QPointF from(view.xAxis->coordToPixel(series.x[i]), view.yAxis->coordToPixel(series.y[i])),
        to(view.xAxis->coordToPixel(series.x[i + 1]), view.yAxis->coordToPixel(series.y[i + 1]));
    EXPECT_FALSE(clipSegment(from, to, label)) << i;
  }
  EXPECT_TRUE(view.painter().labels()[0].endsWith(", r 1.15")) << "the number is whole";
  EXPECT_TRUE(view.painter().labels()[0].contains(QChar(0x2026)));
  view.resize(1400, 600);
  view.replot();
  EXPECT_EQ(view.painter().labels()[0].toStdString(), series.label) << "where there is room it is whole";
}

}  // namespace
}  // namespace studio
