// Labels beside the dashed lines of a plot, and lines at the end of its axes.
#include <gtest/gtest.h>

#include "tests/widgets/pictures.h"
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

}  // namespace
}  // namespace studio
