// An analysis with a curve through everything a user of the window meets, from its row and its result alone: its line
// in the list, its setting in the form, its numbers in the table, its plot on screen, its figure and its CSV.
#include <gtest/gtest.h>

#include <QComboBox>
#include <QLabel>

#include "tests/widgets/analysis_fixture.h"
#include "tests/widgets/pictures.h"
#include "widgets/analysis/analysis_list.h"
#include "widgets/analysis/analysis_panel.h"
#include "widgets/analysis/result_views.h"
#include "widgets/export/figure_print.h"
#include "widgets/figure/figures.h"
#include "widgets/runs/run_data.h"

namespace studio {
namespace {

// What core/analysis would write for an analysis "spread" (tests/extension/made_up_analysis.cpp): its row and results.

PlotSpec spreadPlot(const std::vector<PlottedNetwork>& networks, const std::string& layer) {
  PlotSpec spec{.name = "spread_by_rank", .title = "Spread of units"};
  spec.x = {.title = "Rank", .column = "rank"};
  spec.y = {.title = "Spread", .column = "spread"};
  for (const PlottedNetwork& network : networks) {
    const Result* result = network.found->result("spread");
    if (!result) continue;
    PlotSeries series{.name = network.name, .colour = network.colour, .label = network.name};
    series.x = result->list("curve", {{"layer", layer}}, "rank");
    series.y = result->list("curve", {{"layer", layer}}, "spread");
    series.keys = {{"network", network.name}, {"layer", layer}};
    spec.series.push_back(series);
  }
  return spec;
}

std::string spreadSummary(const NetworkAnalysis& found, const Result&) {
  return "widest in " + found.layers.front().layer;
}

AnalysisKind spreadKind() {
  return {.name = "spread",
          .title = "Spread of units",
          .choices = {{.key = "power", .label = "Power", .initial = 1.0, .minimum = 0.5, .maximum = 4}},
          .columns = {{"", "mean_spread", "Mean spread"}},
          .plots = {{"spread_by_rank", "Spread of units", true, spreadPlot}},
          .summary = spreadSummary};
}

void addSpread(NetworkAnalysis& found) {
  for (const AnalysedLayer& layer : found.layers) {
    found.resultFor("spread").table("").add({{"layer", layer.layer}, {"mean_spread", 0.125}});
    found.resultFor("spread").table("curve").add({{"layer", layer.layer},
                                                  {"rank", std::vector<double>{1, 2, 3}},
                                                  {"spread", std::vector<double>{0.5, 0.25, 0.125}}});
  }
}

FakeEngine engineWithSpread() {
  FakeEngine engine = sampleEngine();
  engine.onAnalyses = [] {
    std::vector<AnalysisKind> kinds = sampleKinds();
    kinds.push_back(spreadKind());
    return kinds;
  };
  engine.onStoredAnalysis = [stored = engine.onStoredAnalysis](const AnalysisRequest& request) {
    NetworkAnalysis found = stored(request);
    addSpread(found);
    return found;
  };
  return engine;
}

TEST(MadeUpPlot, hasItsLineItsFieldAndItsNumbers) {
  SampleAnalyses sample(engineWithSpread());
  const auto lines = analysisLines(sample.analyses);
  EXPECT_EQ(lines.back().title, QStringLiteral("Spread of units"));
  EXPECT_EQ(lines.back().text, QStringLiteral("Widest in layer1.0.conv2"));
  AnalysisPanel panel(&sample.analyses, nullptr);
  bool field = false;
  for (const QLabel* label : panel.findChildren<QLabel*>()) field = field || label->text() == QStringLiteral("Power");
  EXPECT_TRUE(field);
  AnalysisTableView table({&sample.monitor, &sample.analyses}, nullptr);
  EXPECT_TRUE(table.dataText().contains(QStringLiteral("Mean spread")));
  EXPECT_TRUE(table.dataText().contains(QStringLiteral("0.125")));
}

TEST(MadeUpPlot, isShownOnScreen) {
  SampleAnalyses sample(engineWithSpread());
  sample.analyses.selection().setLayer("layer3.1.conv2");
  PlotsView view({&sample.monitor, &sample.analyses}, nullptr);
  view.choice().setCurrentIndex(view.choice().findText(QStringLiteral("Spread of units")));
  keepPicture(view, {800, 500}, QStringLiteral("made_up_plot"));
  const PlotView& plot = view.plot();
  ASSERT_EQ(plot.plot().series.size(), 3u);
  EXPECT_EQ(plot.painter().graph(0)->dataCount(), 3);
  EXPECT_EQ(plot.painter().graph(0)->dataMainValue(1), 0.25);
  EXPECT_TRUE(plot.tipAt(plot.painter().pointPosition(0, 1)).contains(QStringLiteral("0.250")));
  EXPECT_TRUE(view.measures().values().text().contains(QStringLiteral("0.125")));
  PlotDock dock(&sample.analyses, "spread_by_rank", nullptr);
  EXPECT_TRUE(dock.text().isEmpty());
  EXPECT_TRUE(dock.plot().hasData());
}

TEST(MadeUpPlot, goesToPaperWithItsTable) {
  TemporaryFolder folder;
  SampleAnalyses sample(engineWithSpread());
  PlotsView view({&sample.monitor, &sample.analyses}, nullptr);
  view.choice().setCurrentIndex(view.choice().findText(QStringLiteral("Spread of units")));
  const auto figure = view.figure();
  ASSERT_NE(figure, nullptr);
  EXPECT_EQ(figure->title(), QStringLiteral("Spread of units"));
  const QString place = QString::fromStdString(folder.path().string());
  for (const char* ending : {"pdf", "svg", "png"})
    saveFigure(*figure, QStringLiteral("%1/spread.%2").arg(place, QLatin1String(ending)));
  EXPECT_NE(readFileBytes(folder.path() / "spread.svg").find("untrained"), std::string::npos);
  saveFigureData(*figure, place, QStringLiteral("spread_by_rank"));
  EXPECT_EQ(readFileBytes(folder.path() / "spread_by_rank.csv").substr(0, 52),
            "network,layer,rank,spread\ntrained,layer4.1.conv2,1,0");
}

TEST(MadeUpPlot, isAFigureOfStoredRunsByItsName) {
  TemporaryFolder folder;
  const RunFolder run = writeSampleRun(folder.path());
  NetworkAnalysis found = sampleAnalysis(AnalysisNetwork::Kind::Trained);
  found.step = 100;
  addSpread(found);
  AnalysisStore(run).write({"spread", "100", "sample"}, found);
  const auto entries = figures({spreadKind()});
  ASSERT_EQ(entries.back().name, "spread_by_rank");
  EXPECT_TRUE(entries.back().needsAnalyses);
  ViewState view;
  view.layer = "layer2.1.conv2";
  const auto figure = entries.back().make({loadRunData(run)}, view);
  ASSERT_NE(figure, nullptr);
  EXPECT_EQ(figure->data().tables.at(0).text(0, "layer"), "layer2.1.conv2");
  EXPECT_EQ(figure->data().tables.at(0).rows(), 3u);
}

}  // namespace
}  // namespace studio
