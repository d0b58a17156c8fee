// Plots of analyses: what is drawn, labels that cover nothing, what is told under the pointer, figures of the same
// data.
#include <gtest/gtest.h>

#include <QButtonGroup>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QToolTip>

#include "tests/widgets/analysis_fixture.h"
#include "tests/widgets/kept_picture.h"
#include "widgets/analysis/distance_view.h"
#include "widgets/analysis/analysis_plot.h"
#include "widgets/analysis/scatter_plot.h"
#include "widgets/analysis/value_table.h"
#include "widgets/frame/view_tabs.h"
#include "widgets/plots/label_places.h"

namespace studio {
namespace {

TEST(LabelPlaces, standBesideTheirLinesAndCoverNothing) {
  QPolygonF falling, flat;
  for (int x = 0; x <= 220; x += 10) {
    falling << QPointF(x, 150 - 140 * std::exp(-x / 40.0));
    flat << QPointF(x, 150);
  }
  const QRectF area(0, 0, 220, 160);
  const auto places = placeLabels({{{120, 14}, falling}, {{70, 14}, flat}}, {}, area);
  ASSERT_EQ(places.size(), 2u);
  EXPECT_FALSE(places[0].intersects(places[1]));
  for (const QRectF& place : places) {
    EXPECT_TRUE(area.contains(place));
    for (const QPolygonF& line : {falling, flat})
      for (const QPointF& point : line) EXPECT_FALSE(place.contains(point));
  }
  const auto away = [](const QRectF& place, const QPolygonF& line) {
    double least = 1e9;
    for (const QPointF& point : line)
      least = std::min(least, std::hypot(point.x() - std::clamp(point.x(), place.left(), place.right()),
                                         point.y() - std::clamp(point.y(), place.top(), place.bottom())));
    return least;
  };
  EXPECT_LT(away(places[0], falling), away(places[0], flat));
  EXPECT_LT(away(places[1], flat), 20);
  EXPECT_EQ(placeLabels({}, {falling}, area).size(), 0u);
  EXPECT_EQ(placeLabels({{{500, 14}, flat}}, {}, area)[0].topLeft(), area.topLeft());  // too large: still somewhere
}

TEST(DistanceLines, meanKeepsToDistancesThatAllLayersHave) {
  auto analysis = std::make_shared<NetworkAnalysis>();
  for (const double last : {2.0, 4.0}) {
    const std::string layer = "layer" + std::to_string(int(last));
    analysis->layers.push_back({layer, 1, 1, 1, 0});
    Result& result = analysis->resultOf("smoothness");
    result.table("").add({{"layer", layer}, {"max_minus_min", last / 10}});
    result.table("curve").add({{"layer", layer},
                               {"distance", std::vector<double>{1, last}},
                               {"correlation", std::vector<double>{1, 0}},
                               {"pairs", std::vector<double>{10, 20}}});
  }
  addMeans(analysis->resultOf("smoothness"), {{"", "max_minus_min", "max_minus_min"}}, {});
  analysis->layers.push_back({});  // without a curve
  const std::vector<AnalysedNetwork> networks{{AnalysisNetwork::Kind::Trained, "τ 1", 0, analysis}};
  const auto mean = meanLines(networks);
  ASSERT_EQ(mean.size(), 1u);
  EXPECT_EQ(mean[0].distance, (std::vector<double>{1, 2}));
  EXPECT_DOUBLE_EQ(mean[0].correlation[0], 1);
  EXPECT_DOUBLE_EQ(mean[0].correlation[1], (0 + (1 - 1.0 / 3)) / 2);  // the longer one lies on its straight line
  EXPECT_NEAR(mean[0].smoothness, 0.3, 1e-12);
  EXPECT_TRUE(linesOfLayer(networks, "no such layer").empty());
  analysis->layers.push_back({"broken", 1, 1, 1, 0});
  analysis->resultOf("smoothness")
      .table("curve")
      .add({{"layer", "broken"},
            {"distance", std::vector<double>{1, 2}},
            {"correlation", std::vector<double>{kUndefined, 0}}});
  EXPECT_EQ(linesOfLayer(networks, "broken")[0].distance, std::vector<double>{2});  // NaN is no point
  EXPECT_EQ(valueText(kUndefined), QStringLiteral("undefined"));
  EXPECT_EQ(valueText(-0.4), QStringLiteral("\u22120.40"));
  EXPECT_EQ(valueText(-0.001), QStringLiteral("0.00"));
  EXPECT_EQ(plainText(kUndefined), QString());
}

struct PlotsTest : testing::TestWithParam<ThemeChoice> {
  PlotsTest() { ThemeManager::instance().choose(GetParam()); }
  static QString suffix() {
    return GetParam() == ThemeChoice::Dark ? QStringLiteral("_dark") : QStringLiteral("_light");
  }
};

TEST_P(PlotsTest, distanceDockShowsTheChosenLayerOfAllNetworks) {
  SampleDesk sample;
  auto* plot = new DistancePlot(&sample.desk, nullptr);
  PlotDock dock(&sample.desk, plot, "smoothness", nullptr);
  keepPicture(dock, {288, 220}, QStringLiteral("distance_dock") + suffix());
  EXPECT_TRUE(dock.state().text.isEmpty());
  ASSERT_EQ(plot->lines().size(), 3u);
  EXPECT_EQ(plot->labels(), (QStringList{QStringLiteral("trained, smoothness 0.86"), QStringLiteral("baseline 0.18"),
                                         QStringLiteral("untrained 0.02")}));
  sample.desk.setLayer("layer3.1.conv2");
  EXPECT_EQ(plot->lines()[0].layer, "layer3.1.conv2");
  EXPECT_EQ(plot->labels().front(), QStringLiteral("trained, smoothness 0.84"));
  QCoreApplication::processEvents();
  const auto rects = plot->labelRects();
  for (std::size_t i = 0; i < rects.size(); ++i) {
    EXPECT_TRUE(QRectF(plot->rect()).contains(rects[i])) << i;
    for (std::size_t k = 0; k < i; ++k) EXPECT_FALSE(rects[i].intersects(rects[k])) << i << k;
  }
}

TEST_P(PlotsTest, distanceTellsOfThePointUnderThePointer) {
  SampleDesk sample;
  DistancePlot plot(&sample.desk, nullptr);
  keepPicture(plot, {600, 300}, QStringLiteral("distance_plot") + suffix());
  const QPointF first = plot.placeOf(0);
  const QString tip = plot.tipAt(first + QPointF(3, 3));
  EXPECT_TRUE(tip.contains(QStringLiteral("Trained"))) << tip.toStdString();
  EXPECT_TRUE(tip.contains(QStringLiteral("480 pairs"))) << tip.toStdString();
  EXPECT_TRUE(plot.tipAt({-200, -200}).isEmpty());
  movePointer(plot, first);
  EXPECT_TRUE(comes([] { return QToolTip::isVisible(); }));
  EXPECT_EQ(QToolTip::text(), plot.tipAt(first));
  QToolTip::hideText();
}

TEST_P(PlotsTest, scatterHasNetworksLayersAndPublishedValues) {
  SampleDesk sample;
  auto* plot = new ScatterPlot(&sample.desk, nullptr);
  PlotDock dock(&sample.desk, plot, "dimensionality", nullptr);
  keepPicture(dock, {288, 256}, QStringLiteral("scatter_dock") + suffix());
  EXPECT_EQ(plot->points().size(), 3u * 5);
  EXPECT_EQ(plot->pointCount(), 3u * 5 + publishedResNet18().size());
  EXPECT_EQ(plot->labels(), (QStringList{QStringLiteral("published, ResNet-18"), QStringLiteral("τ 10"),
                                         QStringLiteral("τ 0"), QStringLiteral("step 0")}));
  EXPECT_TRUE(plot->tipAt(plot->placeOf(0)).contains(QStringLiteral("Published")));
  EXPECT_TRUE(plot->tipAt(plot->placeOf(publishedResNet18().size())).contains(QStringLiteral("mean over layers")));
  for (std::size_t i = 0; i < plot->pointCount(); ++i)
    EXPECT_TRUE(plot->axisRect()->rect().adjusted(-1, -1, 1, 1).contains(plot->placeOf(i).toPoint())) << i;
}

TEST_P(PlotsTest, distanceViewNamesThreeMeasures) {
  SampleDesk sample;
  sample.desk.setLayer("layer3.1.conv2");
  DistanceView view({&sample.monitor, &sample.desk}, nullptr);
  keepPicture(view, {920, 560}, QStringLiteral("distance_view") + suffix());
  EXPECT_TRUE(view.emptyState().text.isEmpty());
  const QString text = view.measures().values().text();
  EXPECT_TRUE(text.contains(QStringLiteral("Trained\tτ 10, seed 0\t0.84\t0.79\t0.74"))) << text.toStdString();
  for (QToolButton* button : view.findChildren<QToolButton*>())
    if (button->text() == QStringLiteral("All layers")) QTest::mouseClick(button, Qt::LeftButton);
  EXPECT_TRUE(view.plot().allLayers());
  keepPicture(view, {920, 560}, QStringLiteral("distance_view_all") + suffix());
  EXPECT_TRUE(view.measures().values().text().contains(QStringLiteral("0.845")))
      << view.measures().values().text().toStdString();
  EXPECT_TRUE(view.dataText().contains(QStringLiteral("trained\tmean\t1\t")));
  EXPECT_TRUE(view.dataText().contains(QStringLiteral("baseline\tlayer4.1.conv2\t1\t")));
  ASSERT_NE(view.figure(), nullptr);
}

INSTANTIATE_TEST_SUITE_P(Themes, PlotsTest, testing::Values(ThemeChoice::Light, ThemeChoice::Dark),
                         [](const auto& info) { return info.param == ThemeChoice::Dark ? "Dark" : "Light"; });

TEST(PlotDocks, sayWhatTheyNeedAndRunIt) {
  int asked = 0;
  AnalysisServices services = sampleServices(false, false);
  const auto analyse = services.analyse;
  services.analyse = [&asked, analyse](const AnalysisNetwork& network, const std::string& stimuli,
                                       const std::vector<std::string>& names, const AnalysisSettings& settings,
                                       const AnalysisProgress& progress) {
    ++asked;
    return analyse(network, stimuli, names, settings, progress);
  };
  SampleDesk sample(services);
  auto* plot = new DistancePlot(&sample.desk, nullptr);
  PlotDock dock(&sample.desk, plot, "smoothness", nullptr);
  keepPicture(dock, {288, 220}, QStringLiteral("distance_dock_empty"));
  EXPECT_FALSE(dock.state().text.isEmpty());
  EXPECT_EQ(dock.state().actionId, QStringLiteral("analyse.runAll"));
  QTest::mouseClick(dock.findChild<QPushButton*>(), Qt::LeftButton);
  ASSERT_TRUE(comes([&] { return !sample.desk.running() && plot->lines().size() == 3; }));
  EXPECT_EQ(asked, 3);
  EXPECT_TRUE(dock.state().text.isEmpty());
}

TEST(PlotDocks, aRunOfOneColourHasAControlOfAnother) {
  SampleDesk sample;
  const auto networks = analysedNetworks(sample.desk);
  ASSERT_EQ(networks.size(), 3u);
  for (const Theme* theme : {&Theme::light(), &Theme::darkTheme()}) {
    EXPECT_NE(markOf(networks[0], *theme), markOf(networks[1], *theme));
    EXPECT_NE(markOf(networks[1], *theme), markOf(networks[2], *theme));
  }
}

TEST(AnalysisPlots, severalTrainedNetworksAreToldByTheirTau) {
  using Kind = AnalysisNetwork::Kind;
  const auto found = std::make_shared<const NetworkAnalysis>(sampleAnalysis(Kind::Trained));
  std::vector<AnalysedNetwork> networks{{Kind::Trained, "τ 10, seed 0", 0, found},
                                        {Kind::Baseline, "τ 0, seed 0", 1, found},
                                        {Kind::Untrained, "step 0", 2, found}};
  DistanceLine line;
  line.smoothness = 0.42;
  const auto label = [&](std::size_t network) {
    line.network = network;
    return lineLabel(line, networks, network == 0);
  };
  EXPECT_EQ(label(0), QStringLiteral("trained, smoothness 0.42"));
  EXPECT_EQ(label(1), QStringLiteral("baseline 0.42"));
  networks.insert(networks.begin() + 1, {Kind::Trained, "τ 1, seed 0", 3, found});
  EXPECT_EQ(label(0), QStringLiteral("τ 10, smoothness 0.42"));
  EXPECT_EQ(label(1), QStringLiteral("τ 1, 0.42"));
  EXPECT_EQ(label(2), QStringLiteral("τ 0, 0.42"));
  EXPECT_EQ(label(3), QStringLiteral("untrained 0.42"));
}

}  // namespace
}  // namespace studio
