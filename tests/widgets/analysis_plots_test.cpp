// Plots of analyses: what is drawn, labels that cover nothing, what is shown under the pointer, figures of the same
// data.
#include <gtest/gtest.h>

#include <QComboBox>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

#include "tests/widgets/analysis_fixture.h"
#include "tests/widgets/pictures.h"
#include "widgets/analysis/result_views.h"
#include "widgets/analysis/value_table.h"
#include "widgets/plots/plot_geometry.h"

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
  EXPECT_FALSE(places[0].rect.intersects(places[1].rect));
  for (const auto& [place, leader] : places) {
    EXPECT_TRUE(leader.isNull()) << "each stands at its line";
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
  EXPECT_LT(away(places[0].rect, falling), away(places[0].rect, flat));
  EXPECT_LT(away(places[1].rect, flat), 20);
  EXPECT_EQ(placeLabels({}, {falling}, area).size(), 0u);
  EXPECT_TRUE(placeLabels({{{500, 14}, flat}}, {}, area)[0].rect.isNull()) << "it would be cut";
}

TEST(AnalysedNumbers, areWrittenForReadersAndForSpreadsheets) {
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

TEST_P(PlotsTest, aDockShowsTheChosenLayerOfAllNetworks) {
  SampleAnalyses sample;
  sample.analyses.selection().setLayer(sample.analyses.results().first()->found->layers.front().layer);
  PlotDock dock(&sample.analyses, "distance", nullptr);
  keepPicture(dock, {288, 220}, QStringLiteral("distance_dock") + suffix());
  EXPECT_TRUE(dock.text().isEmpty());
  const PlotView& view = dock.plot();
  ASSERT_EQ(view.plot().series.size(), 3u);
  EXPECT_EQ(view.painter().labels(), (QStringList{QStringLiteral("trained 0.86"), QStringLiteral("baseline 0.18"),
                                                  QStringLiteral("untrained 0.02")}));
  sample.analyses.selection().setLayer("layer3.1.conv2");
  EXPECT_EQ(view.plot().series[0].keys[1].second, "layer3.1.conv2");
  EXPECT_EQ(view.painter().labels().front(), QStringLiteral("trained 0.84"));
  QCoreApplication::processEvents();
  const auto rects = view.painter().labelRects();
  for (std::size_t i = 0; i < rects.size(); ++i) {
    EXPECT_TRUE(QRectF(view.rect()).contains(rects[i])) << i;
    for (std::size_t k = 0; k < i; ++k) EXPECT_FALSE(rects[i].intersects(rects[k])) << i << k;
  }
}

TEST_P(PlotsTest, scatterHasNetworksAndTheirLayers) {
  SampleAnalyses sample;
  PlotDock dock(&sample.analyses, "dimensionality", nullptr);
  keepPicture(dock, {288, 256}, QStringLiteral("scatter_dock") + suffix());
  const PlotView& view = dock.plot();
  EXPECT_EQ(view.painter().labels(),
            (QStringList{QStringLiteral("τ 10"), QStringLiteral("τ 0"), QStringLiteral("step 0")}));
  ASSERT_EQ(view.plot().series.size(), 6u);
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t point = 0; point < view.plot().series[i].x.size(); ++point)
      EXPECT_TRUE(
          view.axisRect()->rect().adjusted(-1, -1, 1, 1).contains(view.painter().pointPosition(i, point).toPoint()))
          << i << " " << point;
}

TEST_P(PlotsTest, theViewShowsOnePlotAndTheNumbersOfItsAnalysis) {
  SampleAnalyses sample;
  sample.analyses.selection().setLayer("layer3.1.conv2");
  PlotsView view({&sample.monitor, &sample.analyses}, nullptr);
  keepPicture(view, {920, 560}, QStringLiteral("distance_view") + suffix());
  EXPECT_TRUE(view.emptyState().text.isEmpty());
  ASSERT_EQ(view.choice().count(), 2) << "those that have results";
  const QString text = view.measures().values().text();
  EXPECT_TRUE(text.contains(QStringLiteral("Trained\tτ 10, seed 0\t0.84\t0.79\t0.74"))) << text.toStdString();
  for (QToolButton* button : view.findChildren<QToolButton*>())
    if (button->text() == QStringLiteral("All layers")) QTest::mouseClick(button, Qt::LeftButton);
  EXPECT_TRUE(view.plot().allLayers());
  keepPicture(view, {920, 560}, QStringLiteral("distance_view_all") + suffix());
  EXPECT_TRUE(view.measures().values().text().contains(QStringLiteral("0.845")))
      << view.measures().values().text().toStdString();
  EXPECT_TRUE(view.dataText().contains(QStringLiteral("baseline\tlayer4.1.conv2\t1\t")))
      << view.dataText().toStdString();
  ASSERT_NE(view.figure(), nullptr);
  EXPECT_EQ(view.figure()->data().tables[0].name(), "distance");
  view.choice().setCurrentIndex(1);
  EXPECT_EQ(view.figure()->data().tables[0].name(), "dimensionality");
  EXPECT_TRUE(view.measures().values().text().contains(QStringLiteral("Dimensionality")));
  keepPicture(view, {920, 560}, QStringLiteral("scatter_view") + suffix());
}

INSTANTIATE_TEST_SUITE_P(Themes, PlotsTest, testing::Values(ThemeChoice::Light, ThemeChoice::Dark),
                         [](const auto& info) { return info.param == ThemeChoice::Dark ? "Dark" : "Light"; });

TEST(PlotDocks, sayTheirStateWithoutAButton) {
  int asked = 0;
  FakeEngine engine = sampleEngine(false, false);
  const auto analyse = engine.onAnalyse;
  engine.onAnalyse = [&asked, analyse](const AnalysisRequest& request, const Computing& computing) {
    ++asked;
    return analyse(request, computing);
  };
  SampleAnalyses sample(engine);
  PlotDock dock(&sample.analyses, "distance", nullptr);
  keepPicture(dock, {288, 220}, QStringLiteral("distance_dock_empty"));
  EXPECT_EQ(dock.text(), QStringLiteral("Not computed"));
  dock.show();
  for (const auto* button : dock.findChildren<QPushButton*>()) EXPECT_FALSE(button->isVisible());
  sample.analyses.work().startAll();
  EXPECT_EQ(dock.text(), QStringLiteral("Analyses are running."));
  for (const auto* button : dock.findChildren<QPushButton*>()) EXPECT_FALSE(button->isVisible());
  ASSERT_TRUE(comes([&] { return !sample.analyses.work().running() && dock.plot().plot().series.size() == 3; }));
  EXPECT_EQ(asked, 3);
  EXPECT_TRUE(dock.text().isEmpty());
}

TEST(PlotDocks, aRunOfOneColourHasAControlOfAnother) {
  SampleAnalyses sample;
  const auto networks = analysedNetworks(sample.analyses);
  ASSERT_EQ(networks.size(), 3u);
  const auto plotted = plottedNetworks(networks);
  for (const Theme* theme : {&Theme::light(), &Theme::darkTheme()}) {
    PlotStyle display;
    display.theme = theme;
    EXPECT_NE(display.mark(plotted[0].colour), display.mark(plotted[1].colour));
    EXPECT_NE(display.mark(plotted[1].colour), display.mark(plotted[2].colour));
  }
}

TEST(AnalysisPlots, severalTrainedNetworksAreLabelledByTheirTau) {
  using Kind = AnalysisNetwork::Kind;
  const auto found = std::make_shared<const NetworkAnalysis>(sampleAnalysis(Kind::Trained));
  std::vector<AnalysedNetwork> networks{{Kind::Trained, "τ 10, seed 0", 0, found},
                                        {Kind::Baseline, "τ 0, seed 0", 1, found},
                                        {Kind::Untrained, "step 0", 2, found}};
  const auto names = [&] {
    std::vector<std::string> result;
    for (const PlottedNetwork& network : plottedNetworks(networks)) result.push_back(network.name);
    return result;
  };
  EXPECT_EQ(names(), (std::vector<std::string>{"trained", "baseline", "untrained"}));
  networks.insert(networks.begin() + 1, {Kind::Trained, "τ 1, seed 0", 3, found});
  EXPECT_EQ(names(), (std::vector<std::string>{"τ 10", "τ 1", "τ 0", "untrained"}));
  EXPECT_TRUE(plottedNetworks(networks)[2].control && !plottedNetworks(networks)[1].control);
}

}  // namespace
}  // namespace studio
