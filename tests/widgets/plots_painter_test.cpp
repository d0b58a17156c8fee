// One painter of plots on screen and on paper: ticks, limits, labels, shapes, themes, a million points, what the
// pointer is shown, zoom, lines cut and thinned for paper.
#include <gtest/gtest.h>

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <QToolTip>
#include <cmath>

#include "tests/widgets/pictures.h"
#include "tests/widgets/sample_run.h"
#include "widgets/plots/plot_geometry.h"
#include "widgets/plots/plot_view.h"

namespace studio {
namespace {

PlotSpec linePlot(std::vector<double> x, std::vector<double> y) {
  PlotSpec spec{.name = "sample", .title = "Sample"};
  spec.x = {.title = "Distance", .unit = "units", .column = "distance"};
  spec.y = {.title = "Correlation", .column = "correlation"};
  spec.series = {{.name = "trained", .x = std::move(x), .y = std::move(y)}};
  return spec;
}

/// All that a plot can hold.
PlotSpec everyShape() {
  PlotSpec spec = linePlot({0, 1, 2, 3}, {4, 3, kUndefined, 1});
  spec.series[0].label = "line";
  spec.series.push_back({.name = "band", .shape = PlotSeries::Shape::Band, .colour = {.run = 1}, .x = {0, 1, 2, 3}});
  spec.series.back().y = {2, 2, 2, 2};
  spec.series.back().low = {1, 1, 1, 1};
  spec.series.back().high = {3, 3, 3, 3};
  spec.series.push_back(
      {.name = "points", .shape = PlotSeries::Shape::Points, .colour = {.run = 2}, .x = {1.5}, .y = {2.5}});
  spec.series.back().low = {2.2};
  spec.series.back().high = {2.8};
  spec.references = {{.at = 2, .label = "chance"}, {.at = 2.5, .vertical = true}};
  return spec;
}

PlotSpec barPlot() {
  PlotSpec spec{.name = "bars", .title = "Patches"};
  spec.x = {.title = "Contrast", .column = "contrast", .scale = PlotAxis::Scale::Categories};
  spec.x.categories = {"faces", "bodies", "scenes"};
  spec.y = {.title = "Patches", .column = "patches", .paddingHigh = 0.06};
  for (int i = 0; i < 2; ++i)
    spec.series.push_back({.name = i ? "baseline" : "trained",
                           .shape = PlotSeries::Shape::Bars,
                           .colour = {.run = i},
                           .x = {0, 1, 2},
                           .y = {4.0 - i, 3.0 + i, 2}});
  for (PlotSeries& series : spec.series) series.label = series.name;
  spec.labels = PlotSpec::Labels::Legend;
  return spec;
}

int coloured(const QImage& image, const QColor& colour, const QRect& within = {}) {
  int count = 0;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x)
      count += image.pixelColor(x, y) == colour && (within.isNull() || within.contains(x, y));
  return count;
}

TEST(PlotTicks, areSaidInFewWords) {
  EXPECT_EQ(StepTicker::countText(500), "500");
  EXPECT_EQ(StepTicker::countText(1000), "1,000") << "as the time bar writes it";
  EXPECT_EQ(StepTicker::countText(-1410), QStringLiteral("\u22121,410"));
  EXPECT_EQ(StepTicker::countText(50000), "50,000") << "as everywhere else in the window";
  EXPECT_EQ(StepTicker::countText(1500000), "1.5M");
  EXPECT_EQ(StepTicker::countText(-0.2), QStringLiteral("\u22120.2"));
  EXPECT_EQ(StepTicker::timeText(90), QStringLiteral("1.5\u202fmin"));
  EXPECT_EQ(StepTicker::timeText(7200), QStringLiteral("2\u202fh"));
}

TEST(PlotTicks, standOnLeftAndBottomAxisAndAreAtMostSix) {
  for (const double last : {10.0, 90.0, 1400.0, 33333.0, 126000.0, 999990.0}) {
    PlotView view;
    view.resize(224, 124);
    view.setPlot(linePlot({0, last}, {0, 2.3}));
    view.replot();
    EXPECT_FALSE(view.xAxis2->visible() || view.yAxis2->visible());
    for (QCPAxis* axis : {view.xAxis, view.yAxis}) {
      int shown = 0;
      for (const double tick : axis->tickVector()) shown += axis->range().contains(tick);
      EXPECT_LE(shown, 6) << last;
      EXPECT_GE(shown, 2) << last;
    }
    EXPECT_EQ(view.xAxis->range().upper, last);
  }
}

TEST(PlotTicks, ofCategoriesAreTheirNames) {
  PlotView view;
  view.setPlot(barPlot());
  keepPicture(view, {360, 240}, QStringLiteral("plot_bars"));
  EXPECT_EQ(view.xAxis->tickVectorLabels(), QVector<QString>({"faces", "bodies", "scenes"}));
  EXPECT_EQ(view.yAxis->range().lower, 0) << "bars stand on zero";
  EXPECT_LT(view.painter().pointPosition(0, 1).x(), view.painter().pointPosition(1, 1).x()) << "beside each other";
  const QImage drawn = view.grab().toImage();
  for (const int run : {0, 1}) EXPECT_GT(coloured(drawn, theme().runMark(run)), 1000) << run;
  EXPECT_TRUE(view.tipAt(view.painter().pointPosition(1, 0)).contains("faces"));
  EXPECT_TRUE(view.legend->visible());
  EXPECT_EQ(view.legend->itemCount(), 2);
}

TEST(PlotPainter, drawsEveryShapeOnScreenAndOnPaperAlike) {
  PlotView view;
  view.setPlot(everyShape());
  const QImage screen = keepPicture(view, {360, 240}, QStringLiteral("plot_shapes"));
  QImage paper(1500, 1000, QImage::Format_RGB32);
  paper.fill(Qt::white);
  QCPPainter painter(&paper);
  const PlotStyle display = PlotStyle::onPaper(25, Qt::black);
  paintOnPaper(painter, paper.rect(), everyShape(), display);
  painter.end();
  paper.save(QStringLiteral(STUDIO_BINARY_DIR "/pictures/plot_shapes_paper.png"));
  for (const int run : {0, 2}) {
    EXPECT_GT(coloured(screen, theme().runMark(run)), 5) << run;
    EXPECT_GT(coloured(paper, Theme::light().runMark(run)), 50) << run;
  }
  EXPECT_EQ(view.painter().labels(), QStringList({"line"}));
  EXPECT_EQ(view.painter().graph(0)->dataCount(), 4) << "the gap is a point without a place";
  EXPECT_TRUE(std::isnan(view.painter().graph(0)->dataMainValue(2)));
}

/// A loss that falls, with its validation; an accuracy that rises.
PlotSpec trained(bool falls) {
  PlotSpec plot;
  plot.labels = PlotSpec::Labels::AtEnd;
  for (const char* name : {"training", "validation"}) {
    PlotSeries line;
    for (int step = 0; step <= 1400; step += 10) {
      line.x.push_back(step);
      const double wiggle = .02 * std::sin(step * 1.7), share = std::exp(-step / 90.);
      line.y.push_back(wiggle + (falls ? 2.3 * share + .1 : 1 - .9 * share));
    }
    line.label = std::string(name) + " 0.108";
    line.shortLabel = "0.108";
    plot.series.push_back(line);
  }
  return plot;
}

TEST(PlotPainter, labelsAtTheEndNeverCrossALine) {
  for (const QSize size : {QSize(122, 112), QSize(150, 112), QSize(224, 124), QSize(420, 130)})
    for (const bool falls : {true, false}) {
      PlotView view;
      view.resize(size);
      view.setPlot(trained(falls));
      view.grab();
      const auto rects = view.painter().labelRects();
      ASSERT_EQ(rects.size(), 2u);
      EXPECT_FALSE(rects[0].adjusted(0, 2, 0, -2).intersects(rects[1].adjusted(0, 2, 0, -2)));
      for (const QRectF& rect : rects)
        for (std::size_t point = 0; point + 1 < 141; ++point) {
          QPointF from = view.painter().pointPosition(0, point), to = view.painter().pointPosition(0, point + 1);
          EXPECT_FALSE(clipSegment(from, to, rect.adjusted(0, 2, 0, -2)))
              << size.width() << " px, " << (falls ? "falling" : "rising") << ", point " << point;
        }
      const QString label = view.painter().labels().front();
      EXPECT_TRUE(size.width() > 130 || label == "0.108") << label.toStdString();
      EXPECT_TRUE(size.width() < 200 || label == "training 0.108") << label.toStdString();
    }
}

TEST(PlotPainter, axesComeWithTheFirstValues) {
  PlotView view;
  view.resize(300, 200);
  PlotSpec plot;
  plot.heading = "Task loss";
  view.setPlot(plot);
  EXPECT_FALSE(view.xAxis->visible() || view.yAxis->visible());
  PlotSeries line;
  line.x = {0};
  line.y = {1};
  plot.series.push_back(line);
  view.setPlot(plot);
  EXPECT_TRUE(view.xAxis->visible() && view.yAxis->visible());
}

/// While the time bar is dragged the labels say what the curves are there: longer words must not cross them.
TEST(PlotPainter, readingsCrossNoLine) {
  PlotView view;
  view.resize(300, 200);
  PlotSpec plot = linePlot({0, 60, 61, 100}, {1, 1, 0, 0});  // high on the left, free at the upper right
  plot.labels = PlotSpec::Labels::AtEnd;
  plot.series[0].label = "0.2";
  view.setPlot(plot);
  view.grab();
  view.setReadings({{"0.193 at step 564, as far as it was measured", "0.193"}});
  view.grab();
  ASSERT_EQ(view.painter().labels(), QStringList{"0.193"});
  view.setReadings({{"0.193 here", "0.193"}});
  view.grab();
  EXPECT_EQ(view.painter().labels(), QStringList{"0.193 here"}) << "words where there is room";
}

TEST(PlotPainter, aPointBetweenTwoGapsIsSeen) {
  PlotView view;
  view.resize(300, 200);
  PlotSpec plot;
  PlotSeries line;
  for (int i = 0; i < 100; ++i) line.x.push_back(i), line.y.push_back(i == 49 || i == 51 ? kUndefined : 1.0 + i);
  plot.series.push_back(line);
  view.setPlot(plot);
  ASSERT_EQ(view.graphCount(), 2);
  ASSERT_EQ(view.graph(1)->data()->size(), 1);
  EXPECT_EQ(view.graph(1)->data()->at(0)->key, 50);
  EXPECT_FALSE(view.graph(1)->scatterStyle().isNone());
  plot.series[0].y[51] = 52;
  view.setPlot(plot);
  EXPECT_EQ(view.graphCount(), 1);
}

TEST(PlotPainter, aLogAxisLeavesOutWhatItDoesNotKnow) {
  PlotSpec spec = linePlot({1, 10, 100, 1000}, {0, 0.1, 1, 10});
  spec.x.scale = spec.y.scale = PlotAxis::Scale::Log;
  PlotView view;
  view.setPlot(spec);
  keepPicture(view, {300, 200}, QStringLiteral("plot_log"));
  EXPECT_EQ(view.yAxis->scaleType(), QCPAxis::stLogarithmic);
  EXPECT_NEAR(view.yAxis->range().lower, 0.1, 1e-9);
  EXPECT_NEAR(view.yAxis->range().upper, 10, 1e-9);
  view.replot();
  EXPECT_EQ(view.xAxis->tickVectorLabels().back(), "1,000") << "the last power of ten is named";
  const double step = view.painter().pointPosition(0, 2).x() - view.painter().pointPosition(0, 1).x();
  EXPECT_NEAR(view.painter().pointPosition(0, 3).x() - view.painter().pointPosition(0, 2).x(), step, 1e-6);
}

TEST(PlotView, followsTheTheme) {
  PlotView view;
  view.resize(300, 200);
  PlotSpec spec = linePlot({0, 1}, {0, 1});
  spec.series[0].colour.run = 1;
  spec.series.push_back({.name = "validation", .colour = {PlotColour::Role::Text}, .x = {0, 1}, .y = {1, 0}});
  view.setPlot(spec);
  for (const ThemeChoice choice : {ThemeChoice::Dark, ThemeChoice::Light}) {
    ThemeManager::instance().choose(choice);
    EXPECT_EQ(view.painter().graph(0)->pen().color(), theme().runMark(1));
    EXPECT_EQ(view.painter().graph(1)->pen().color(), theme().color(Role::Text));
    EXPECT_EQ(view.toPixmap(300, 200).toImage().pixelColor(299, 0), theme().color(Role::Panel));
  }
}

TEST(PlotView, drawsAMillionPointsAndTellsOfOne) {
  std::vector<double> x(1000000), y(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = double(i), y[i] = std::sin(double(i) * 1e-5);
  y[654321] = 40;
  PlotView view;
  view.resize(600, 300);
  PlotSpec spec = linePlot(x, y);
  spec.series[0].label = "training";
  view.setPlot(std::move(spec));
  const QImage drawn = view.toPixmap(600, 300).toImage();
  EXPECT_GT(coloured(drawn, theme().runMark(0)), 200);
  view.replot();
  const QPointF peak = view.painter().pointPosition(0, 654321);
  EXPECT_TRUE(view.tipAt(peak).contains("40")) << view.tipAt(peak).toStdString();
}

TEST(PlotView, tellsOfThePointUnderThePointer) {
  PlotView view;
  PlotSpec spec = linePlot({1, 2, 3}, {0.9, 0.4, 0.1});
  spec.series[0].columns = {{"pairs", std::vector<double>{480, 900, 20}, true}};
  view.setPlot(spec);
  keepPicture(view, {600, 300}, QStringLiteral("plot_line"));
  const QPointF first = view.painter().pointPosition(0, 0);
  const QString tip = view.tipAt(first + QPointF(3, 3));
  EXPECT_EQ(tip, QStringLiteral("trained\nCorrelation 0.900\nDistance 1.00 units\npairs 480"));
  EXPECT_TRUE(view.tipAt({-200, -200}).isEmpty());
  QSignalSpy moved(&view, &PlotView::pointerMoved);
  movePointer(view, view.painter().pointPosition(0, 1));
  ASSERT_EQ(moved.count(), 1);
  EXPECT_NEAR(moved[0][0].toDouble(), 2, 0.01);
  EXPECT_TRUE(comes([] { return QToolTip::isVisible(); }));
  EXPECT_TRUE(QToolTip::text().contains(QStringLiteral("0.400"))) << QToolTip::text().toStdString();
  QToolTip::hideText();
}

TEST(PlotView, aPartStaysWhenNewPointsComeAndADoubleClickShowsAll) {
  PlotView view;
  view.setPlot(linePlot({0, 100}, {0, 1}));
  keepPicture(view, {400, 300}, QStringLiteral("plot_part"));
  QWheelEvent wheel(view.rect().center(), view.mapToGlobal(view.rect().center()), {}, {0, 240}, Qt::NoButton,
                    Qt::NoModifier, Qt::NoScrollPhase, false);
  QCoreApplication::sendEvent(&view, &wheel);
  const QCPRange part = view.xAxis->range();
  EXPECT_LT(part.size(), 90);
  EXPECT_TRUE(view.painter().showsPart());
  view.setPlot(linePlot({0, 100, 200}, {0, 1, 2}));
  EXPECT_EQ(view.xAxis->range(), part);
  view.xAxis->setRange(-500, 900);
  EXPECT_EQ(view.xAxis->range(), QCPRange(0, 200)) << "never more than all of it";
  view.xAxis->setRange(part);
  QTest::mouseDClick(&view, Qt::LeftButton, {}, view.rect().center());
  EXPECT_EQ(view.xAxis->range(), QCPRange(0, 200));
  EXPECT_FALSE(view.painter().showsPart());
}

TEST(PlotView, menuSavesAndCopies) {
  PlotView view;
  view.setPlot(linePlot({0, 10}, {2.25, 1.5}));
  view.resize(224, 124);
  view.show();
  QSignalSpy picture(&view, &PlotView::pictureWanted), data(&view, &PlotView::dataWanted);
  for (int row = 0; row < 3; ++row) {
    QTimer::singleShot(0, [row] {
      auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
      ASSERT_NE(menu, nullptr);
      for (int i = 0; i <= row; ++i) QTest::keyClick(menu, Qt::Key_Down);
      QTest::keyClick(menu, Qt::Key_Return);
    });
    QContextMenuEvent event(QContextMenuEvent::Mouse, {60, 60}, view.mapToGlobal(QPoint(60, 60)));
    QApplication::sendEvent(&view, &event);
  }
  EXPECT_EQ(picture.count(), 1);
  EXPECT_EQ(data.count(), 1);
  EXPECT_EQ(QGuiApplication::clipboard()->text(), "distance\tcorrelation\n0\t2.25\n10\t1.5\n");
}

TEST(PlotOnPaper, nothingIsDrawnOutsideTheAxes) {
  QImage image(1000, 600, QImage::Format_RGB32);
  image.fill(Qt::white);
  PlotSpec spec = linePlot({-1, 0.2, 0.5, 0.8, 2}, {-3, 4, -4, 0.5, 0.5});
  spec.x.low = spec.y.low = 0;
  spec.x.high = spec.y.high = 1;
  QCPPainter painter(&image);
  painter.setClipping(false);
  paintOnPaper(painter, image.rect(), spec, PlotStyle::onPaper(20, Qt::black));
  painter.end();
  QRect found;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x)
      if (image.pixelColor(x, y) == Theme::light().runMark(0)) found |= QRect(x, y, 1, 1);
  EXPECT_GT(found.width(), 100);
  EXPECT_GT(found.left(), 60) << "left of the axis";
  EXPECT_LT(found.bottom(), 560) << "below the axis";
}

TEST(PaperLine, isCutAtTheFrame) {
  const QRectF frame(0, 0, 10, 10);
  QPointF a(-5, 5), b(15, 5);
  EXPECT_TRUE(clipSegment(a, b, frame));
  EXPECT_EQ(a, QPointF(0, 5));
  EXPECT_EQ(b, QPointF(10, 5));
  QPointF c(-5, -5), d(-1, 20);
  EXPECT_FALSE(clipSegment(c, d, frame));
  const auto pieces = paperPieces(QPolygonF({{1, 1}, {5, 20}, {9, 1}, {9.5, NAN}, {9.6, 2}, {10, 2}}), frame, 100);
  ASSERT_EQ(pieces.size(), 3u) << "over the top and back, and a gap";
  for (const QPolygonF& piece : pieces)
    for (const QPointF& point : piece) EXPECT_TRUE(frame.contains(point)) << point.x() << " " << point.y();
  EXPECT_EQ(paperPieces(QPolygonF({{1, 1}, {2, 2}, {3, 1}}), frame, 100).front().size(), 3) << "one path";
}

TEST(PaperLine, thinnedKeepsItsPeaks) {
  QPolygonF points;
  for (int i = 0; i < 100000; ++i) points << QPointF(i, i == 54321 ? 900 : std::sin(i * 0.001));
  const QPolygonF thin = thinned(points, 4000);
  EXPECT_LE(thin.size(), 4000);
  EXPECT_TRUE(std::any_of(thin.begin(), thin.end(), [](const QPointF& point) { return point.y() == 900; }));
  EXPECT_EQ(thin.front(), points.front());
  EXPECT_EQ(thin.back(), points.back());
  EXPECT_TRUE(
      std::is_sorted(thin.begin(), thin.end(), [](const QPointF& p, const QPointF& q) { return p.x() < q.x(); }));
}

}  // namespace
}  // namespace studio
