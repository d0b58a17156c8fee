// Curves: which scalars make which plot, smoothing, what their labels and tables say.
#include <gtest/gtest.h>

#include <random>

#include "tests/widgets/sample_run.h"
#include "widgets/plots/curve.h"
#include "widgets/plots/plot_view.h"

namespace studio {
namespace {

std::vector<ScalarRow> rowsTo(std::int64_t last) {
  std::vector<ScalarRow> rows;
  for (std::int64_t step = 0; step <= last; step += 10) rows.push_back(sampleRow(step));
  return rows;
}

CurveSpec specNamed(const std::string& id) {
  for (const CurveSpec& spec : curveSpecs())
    if (id == spec.id) return spec;
  throw std::logic_error(id);
}

PlotSpec makeCurve(const std::string& id, const std::vector<ScalarRow>& rows, const CurveChoice& choice = {}) {
  return curvePlot(specNamed(id), {{"digits", 0, &rows}}, choice);
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
  const auto loss = makeCurve("task_loss", rowsTo(100));
  ASSERT_EQ(loss.series.size(), 2u);
  EXPECT_EQ(loss.series[0].x.size(), 11u);
  EXPECT_EQ(loss.series[1].x, std::vector<double>({0, 50, 100}));  // validation
  EXPECT_NEAR(makeCurve("accuracy", rowsTo(100)).series[0].y.back(), 85, 1e-9);
  EXPECT_TRUE(makeCurve("task_loss", {}).empty());
  EXPECT_EQ(makeCurve("tau", rowsTo(100), {CurveAxis::Epoch}).series[0].x.back(), 2);
  EXPECT_EQ(makeCurve("tau", rowsTo(100), {CurveAxis::Seconds}).series[0].x.back(), 1);
  EXPECT_TRUE(makeCurve("tau", rowsTo(100), {CurveAxis::Seconds}).x.seconds);
}

TEST(Curve, hasAGapWhereAValueIsMissing) {
  auto rows = rowsTo(100);
  rows[3].topoLoss = rows[4].topoLoss = kUndefined;
  rows[3].trainAccuracy = kUndefined;
  const PlotSeries topo = makeCurve("topo_loss", rows).series.at(0);
  ASSERT_EQ(topo.x.size(), 11u);
  EXPECT_TRUE(std::isnan(topo.y[3]) && std::isnan(topo.y[4]));
  EXPECT_EQ(topo.y[5], rows[5].topoLoss);
  const PlotSeries accuracy = makeCurve("accuracy", rows).series.at(0);
  EXPECT_EQ(accuracy.x.size(), 10u) << "the row at the end of an epoch has none, and is no gap";
  const PlotSpec smoothed = makeCurve("topo_loss", rows, {CurveAxis::Step, 0.9});
  EXPECT_TRUE(std::isnan(smoothed.series[1].y[3]));
  EXPECT_TRUE(std::isfinite(smoothed.series[1].y[5]));
  PlotView view;
  view.setPlot(smoothed);
  EXPECT_TRUE(std::isnan(view.painter().graph(1)->data()->at(3)->value)) << "no line is drawn there";
  rows.back().topoLoss = kUndefined;
  EXPECT_EQ(makeCurve("topo_loss", rows).series.at(0).y.back(), rows[9].topoLoss) << "the newest that there is";
}

/// Measured with the stored snapshots: points, and no line over a snapshot whose value is missing.
TEST(Curve, ofTheProbeIsPointsWithoutALineOverWhatWasNotMeasured) {
  auto rows = rowsTo(100);
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (i != 1 && i != 2 && i != 10) rows[i].smoothness = kUndefined;  // at 10, 20 and 100
  const std::vector<std::int64_t> stored{10, 20, 50, 100};
  CurveRun run{"digits", 0, &rows, &stored};
  PlotSeries series = curvePlot(specNamed("smoothness"), {run}).series.at(0);
  EXPECT_EQ(series.shape, PlotSeries::Shape::Points);
  EXPECT_TRUE(series.line);
  ASSERT_EQ(series.x, (std::vector<double>{10, 20, 50, 100}));
  EXPECT_TRUE(std::isnan(series.y[2])) << "stored at 50, not measured";
  const std::vector<std::int64_t> other{10, 20, 100};
  run.mapSteps = &other;
  series = curvePlot(specNamed("smoothness"), {run}, {CurveAxis::Step, 0.9}).series.at(0);
  EXPECT_EQ(series.x, (std::vector<double>{10, 20, 100})) << "nothing was to be measured between";
  EXPECT_EQ(series.y.back(), rows[10].smoothness) << "points are not smoothed";
}

TEST(Curve, aShareThatStaysTheSameHasLimitsThatThereAre) {
  for (const double accuracy : {0.0, 0.02, 0.5, 0.9, 1.0}) {
    auto rows = rowsTo(100);
    for (auto& row : rows) row.trainAccuracy = accuracy, row.validationAccuracy = kUndefined;
    const PlotLimits limits = yLimits(makeCurve("accuracy", rows));
    EXPECT_LE(limits.low, 100 * accuracy) << accuracy;
    EXPECT_GE(limits.high, 100 * accuracy) << accuracy;
    EXPECT_GE(limits.low, 0) << accuracy;
    EXPECT_LE(limits.high, 101) << accuracy << ": a little air, and no mark above 100 %";
    EXPECT_GE(limits.high - limits.low, 5) << accuracy;
    EXPECT_LE(limits.high - limits.low, 25) << accuracy;
  }
  EXPECT_EQ(yLimits(makeCurve("task_loss", rowsTo(100))).low, 0);
  EXPECT_EQ(xLimits(makeCurve("task_loss", rowsTo(100))).high, 101.5) << "room for the last mark";
}

TEST(Curve, keepsTheRawValuesUnderTheSmoothedOnes) {
  EXPECT_EQ(makeCurve("topo_loss", rowsTo(100)).series.size(), 1u);
  const PlotSpec plot = makeCurve("topo_loss", rowsTo(100), {CurveAxis::Step, 0.9});
  ASSERT_EQ(plot.series.size(), 2u);
  EXPECT_TRUE(plot.series[0].pale && !plot.series[1].pale);
  EXPECT_EQ(plot.series[0].y.back(), sampleRow(100).topoLoss);
  EXPECT_NE(plot.series[1].y.back(), sampleRow(100).topoLoss);
  EXPECT_TRUE(QString::fromStdString(plot.series[1].label).contains("EMA 0.9"));
  const Table table = plotTable(plot);
  EXPECT_EQ(table.rows(), 11u) << "only what was measured";
  EXPECT_EQ(table.number(10, "topo_loss"), sampleRow(100).topoLoss);
  PlotView view;
  view.setPlot(plot);
  EXPECT_LT(view.painter().graph(0)->pen().widthF(), view.painter().graph(1)->pen().widthF());
}

TEST(Curve, saysTheNewestValues) {
  const auto labels = [](const PlotSpec& plot) {
    PlotView view;
    view.resize(224, 124);
    view.setPlot(plot);
    return view.painter().labels();
  };
  CurveChoice prefixed;
  prefixed.prefix = "mean of 16 layers";
  EXPECT_EQ(labels(makeCurve("task_loss", rowsTo(100))), QStringList({"training 0.383", "validation 0.483"}));
  EXPECT_EQ(labels(makeCurve("topo_loss", rowsTo(100), prefixed)), QStringList({"mean of 16 layers 0.0818"}));
  prefixed.smoothing = 0.99;
  EXPECT_FALSE(labels(makeCurve("topo_loss", rowsTo(100), prefixed)).front().contains("layers"))
      << "would not fit beside its smoothing";
  EXPECT_EQ(labels(makeCurve("accuracy", rowsTo(100))).back(), QStringLiteral("validation 80.0\u202f%"));
}

/// Two numbers without a name are two riddles.
TEST(Curve, inANarrowPlotTheNamesAreShortAndNotGone) {
  const PlotSpec plot = makeCurve("task_loss", rowsTo(100));
  PlotView view;
  view.resize(116, 124);
  view.setPlot(plot);
  EXPECT_EQ(view.painter().labels(), QStringList({"train 0.383", "val 0.483"}));
  const auto readings = curveReadings(plot, specNamed("task_loss"), {}, 50);
  ASSERT_EQ(readings.size(), 2u);
  EXPECT_TRUE(readings[0].second.startsWith("train ")) << readings[0].second.toStdString();
  EXPECT_TRUE(readings[1].second.startsWith("val ")) << readings[1].second.toStdString();
  EXPECT_TRUE(readings[0].first.endsWith("at step 50")) << readings[0].first.toStdString();
  EXPECT_FALSE(readings[0].second.contains("step")) << "short, for the knob says where one looks";
  const auto between = curveReadings(plot, specNamed("task_loss"), {}, 54);
  EXPECT_TRUE(between[0].second.endsWith("(50)")) << "a value is said of the step at which it was measured";
}

TEST(Curve, aColumnThatALossAddsIsACurveOfItsOwn) {
  auto rows = rowsTo(20);
  for (ScalarRow& row : rows) row.set("made_up_loss", 0.25 * double(row.step));
  const std::vector<CurveRun> runs{{"digits", 0, &rows}};
  ASSERT_EQ(curveSpecs(runs).size(), curveSpecs().size() + 1);
  const CurveSpec spec = curveSpecs(runs).back();
  EXPECT_EQ(makeTitle(spec), "Made up loss");
  const PlotSpec plot = curvePlot(spec, runs);
  EXPECT_EQ(plot.series.at(0).y, (std::vector<double>{0, 2.5, 5}));
  EXPECT_EQ(plotCsv(plot).substr(0, 25), "step,made_up_loss\n0,0\n10,");
}

TEST(Curve, ofSeveralRunsIsToldApartByColourAndDashes) {
  const auto a = rowsTo(100), b = rowsTo(50);
  const PlotSpec plot = curvePlot(specNamed("task_loss"), {{"tau3", 0, &a}, {"tau0", 2, &b}});
  ASSERT_EQ(plot.series.size(), 4u);
  EXPECT_EQ(plot.labels, PlotSpec::Labels::Legend);
  EXPECT_EQ(plot.series[3].colour, (PlotColour{PlotColour::Role::Run, 2}));
  EXPECT_TRUE(plot.series[3].dashed && !plot.series[2].dashed);
  const Table table = plotTable(plot);
  EXPECT_EQ(table.text(0, "run"), "tau3");
  EXPECT_EQ(table.text(table.rows() - 1, "run"), "tau0");
  EXPECT_EQ(table.text(table.rows() - 1, "line"), "validation");
}

TEST(Curve, saysWhatItsValuesAreMeansOver) {
  std::vector<LayerInfo> layers(3);
  layers[0].topo = layers[1].topo = true;
  for (const char* curve : {"topo_loss", "smoothness", "dimensionality"})
    EXPECT_EQ(meanText(specNamed(curve), layers), "mean of 2 layers") << curve;
  EXPECT_EQ(meanText(specNamed("task_loss"), layers), QString());
  for (LayerInfo& layer : layers) layer.topo = false;
  EXPECT_EQ(meanText(specNamed("smoothness"), layers), "mean of 3 layers") << "without TopoLoss all are measured";
  EXPECT_EQ(meanText(specNamed("topo_loss"), layers), QString());
}

TEST(Curve, theLastMarkerHasRoomWithinTheAxis) { EXPECT_GT(makeCurve("smoothness", rowsTo(100)).x.paddingHigh, 0); }

}  // namespace
}  // namespace studio
