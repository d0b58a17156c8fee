// Where the labels of points stand: on no error bar, on no mark.
#include <gtest/gtest.h>

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

}  // namespace
}  // namespace studio
