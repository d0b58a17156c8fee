// Where the labels of points stand: on no error bar, on no mark, never over each other; marks at the edge are whole.
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
  view.resize(240, 170);
  view.grab();  // a view that was never seen has not taken its size
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
  view.grab();
  EXPECT_EQ(view.painter().labels()[0].toStdString(), series.label) << "where there is room it is whole";
}

/// Points close together, with names as long as those of runs of several data sets.
PlotSpec crowdedPoints() {
  PlotSpec spec{.name = "crowded"};
  for (int i = 0; i < 11; ++i) {
    spec.series.push_back(
        {.name = "run " + std::to_string(i), .shape = PlotSeries::Shape::Points, .colour = {.run = i}});
    spec.series.back().x = {0.2 + 0.003 * i}, spec.series.back().y = {0.9 - 0.01 * (i % 3)};
    spec.series.back().label = "mlp, τ 3, φ (factor) 4 × 4, idx demo (" + std::to_string(i) + ")";
  }
  spec.x.covers = spec.y.covers = {0, 1};
  return spec;
}

TEST(PlotPainter, LabelsThatWouldLieOnEachOtherAreLeftOutAndNamedByThePointer) {
  for (const QSize& size : {QSize(600, 80), QSize(600, 160), QSize(440, 220), QSize(900, 400), QSize(160, 140)}) {
    PlotView view;
    view.resize(size);
    view.setPlot(crowdedPoints());
    view.grab();
    const auto rects = view.painter().labelRects();
    EXPECT_TRUE(size.width() < 400 || !rects.empty()) << size.width();
    EXPECT_EQ(view.painter().labels().size(), qsizetype(rects.size()));
    for (std::size_t i = 0; i < rects.size(); ++i) {
      EXPECT_TRUE(QRectF(view.axisRect()->rect()).adjusted(-3, -3, 3, 3).contains(rects[i])) << size.width();
      for (std::size_t k = 0; k < i; ++k) EXPECT_FALSE(rects[i].intersects(rects[k])) << size.width();
      int through = 0;
      for (const QLineF& leader : view.painter().leaders()) {
        QPointF from = leader.p1(), to = leader.p2();
        through += clipSegment(from, to, rects[i].adjusted(2, 2, -2, -2));
      }
      EXPECT_EQ(through, 0) << size.width() << " px: a line runs through a label";
    }
    EXPECT_TRUE(view.tipAt(view.painter().pointPosition(10, 0)).contains(QStringLiteral("run 10")));
  }
}

/// A plot as small as those of the monitor, with two labels at its end, and the values where one looks.
struct ReadPlot {
  PlotView view;
  explicit ReadPlot(int width) {
    PlotSpec spec{.name = "loss", .labels = PlotSpec::Labels::AtEnd};
    for (const char* name : {"train", "val"}) {
      spec.series.push_back({.name = name, .x = {0, 1000}, .y = {1, 0.1}});
      spec.series.back().label = spec.series.back().shortLabel = name;
    }
    view.resize(width, 160);
    view.setPlot(spec);
    view.grab();
  }
  /// How many px of a label lie on the line at x.
  double onLine(double x) {
    view.setReadings(
        {{"training 0.419 at step 500", "train 0.419"}, {"validation 0.316 at step 423", "val 0.316 (423)"}});
    view.grab();
    const double at = view.xAxis->coordToPixel(x);
    double most = 0;
    for (const QRectF& rect : view.painter().labelRects())
      most = std::max(most, std::min(rect.right() - at, at - rect.left()));
    return most;
  }
};

TEST(PlotPainter, ReadingsStandBesideTheLineOfTheCursorAndOfThePointer) {
  ReadPlot shown(260);
  for (const double x : {100., 300., 500., 650., 800., 990.}) {
    shown.view.setMarked(x);
    EXPECT_LE(shown.onLine(x), 0) << x;
    EXPECT_EQ(shown.view.painter().labels().size(), 2);
  }
  shown.view.setMarked(300);
  shown.view.setLinkedPointer(800);
  EXPECT_LE(shown.onLine(300), 0);
  EXPECT_LE(shown.onLine(800), 0);
  shown.view.setReadings({});
  shown.view.grab();
  EXPECT_EQ(shown.view.painter().labels(), (QStringList{"train", "val"}));
  for (const QRectF& rect : shown.view.painter().labelRects())
    EXPECT_NEAR(rect.right(), shown.view.axisRect()->right() - 1, 2) << "at the end again";
}

/// Else it seems to name the mark that its line runs over.
TEST(PlotPainter, TheLineOfALabelRunsOverNoMarkOfAnother) {
  const QPointF own(300, 100), other(250, 100);
  const QRectF nearer(80, 90, 120, 25), farther(240, 225, 130, 30);  // the places that are free
  std::vector<QPolygonF> taken;
  for (double y = 2; y < 260; y += 5)
    for (double x = 0; x < 400; x += 20)  // longer than a mark
      if (const QRectF piece(x, y, 20, 1); !piece.intersects(nearer) && !piece.intersects(farther))
        taken.push_back(QPolygonF({piece.topLeft(), piece.topRight()}));
  const std::vector<LabelRequest> label{{QSizeF(100, 13), QPolygonF({own})}};
  const QRectF area(0, 0, 400, 260);
  ASSERT_TRUE(nearer.contains(placeLabels(label, taken, area).front().rect)) << "nothing is in the way";
  taken.push_back(QPolygonF(QRectF(other - QPointF(5, 5), QSizeF(10, 10))));
  const LabelPlace place = placeLabels(label, taken, area).front();
  EXPECT_TRUE(farther.adjusted(0, -1, 0, 0).contains(place.rect)) << place.rect.x() << ' ' << place.rect.y();
  EXPECT_FALSE(place.leader.isNull());
}

/// As many as a table of runs may have: labels name the first of them, a legend says how many it leaves out.
TEST(PlotPainter, OfHundredsOfSeriesAFewAreNamedAndTheRestIsCounted) {
  PlotSpec spec = crowdedPoints();
  const PlotSeries one = spec.series.front();
  spec.series.clear();
  for (int i = 0; i < 300; ++i) {
    spec.series.push_back(one);
    spec.series.back().x = {(i % 20) / 20.0}, spec.series.back().y = {(i / 20) / 15.0};
    spec.series.back().label = "run " + std::to_string(i);
  }
  PlotView view;
  view.resize(900, 600);
  view.setPlot(spec);
  view.grab();
  EXPECT_GE(view.painter().labels().size(), 10);
  EXPECT_LE(view.painter().labels().size(), 40);
  spec.labels = PlotSpec::Labels::Legend;
  view.setPlot(spec);
  view.grab();
  EXPECT_EQ(view.legend->itemCount(), 9);
  auto* last = qobject_cast<QCPPlottableLegendItem*>(view.legend->item(8));
  ASSERT_NE(last, nullptr);
  EXPECT_EQ(last->plottable()->name(), QStringLiteral("and 292 more"));
  EXPECT_TRUE(view.axisRect()->rect().contains(view.legend->outerRect()));
}

/// The first value of a loss is its highest: half of its mark would be cut off at the corner of the axes.
TEST(PlotPainter, MarksAtTheEdgeOfTheAxesAreSeenWhole) {
  PlotSpec spec{.name = "edge"};
  spec.series = {{.name = "loss", .shape = PlotSeries::Shape::Points, .x = {0}, .y = {1}}};
  spec.series[0].size = PlotSeries::Size::Large;
  spec.x.low = spec.y.low = 0, spec.x.high = spec.y.high = 1;
  PlotView view;
  view.resize(300, 200);
  view.setPlot(spec);
  const QImage drawn = view.grab().toImage();
  const QPoint at = view.painter().pointPosition(0, 0).toPoint();
  for (const QPoint& way : {QPoint(-2, -2), QPoint(2, -2), QPoint(-2, 2), QPoint(2, 2)})
    EXPECT_EQ(drawn.pixelColor((at + way) * drawn.devicePixelRatio()), theme().runMark(0)) << way.x() << ' ' << way.y();
}

}  // namespace
}  // namespace studio
