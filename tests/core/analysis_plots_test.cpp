// Plots that analyses make of what they found: points, labels, limits, names in their tables.
#include <gtest/gtest.h>

#include <cmath>
#include <memory>

#include "core/analysis/analyses.h"

namespace studio {
namespace {

PlotSpec makePlot(const std::string& analysis, const std::vector<PlottedNetwork>& networks, const std::string& layer) {
  return findAnalysis(analysis).kind.plots.at(0).make(networks, layer);
}

/// Layers "a" and "b" with curves from 1 to 2 and from 1 to 4 units.
NetworkAnalysis twoLayers() {
  NetworkAnalysis found;
  for (const double last : {2.0, 4.0}) {
    const std::string layer = last == 2 ? "a" : "b";
    found.layers.push_back({layer, 1, 1, 1, 0});
    Result& result = found.resultFor("smoothness");
    result.table("").add({{"layer", layer}, {"max_minus_min", last / 10}});
    result.table("curve").add({{"layer", layer},
                               {"distance", std::vector<double>{1, last}},
                               {"correlation", std::vector<double>{1, 0}},
                               {"pairs", std::vector<double>{10, 20}}});
    found.resultFor("dimensionality").table("").add({{"layer", layer}, {"effective_dimensionality", 10 * last}});
  }
  addMeans(found.resultFor("smoothness"), {{"", "max_minus_min", "max_minus_min"}}, {});
  addMeans(found.resultFor("dimensionality"), {{"", "effective_dimensionality", "effective_dimensionality"}}, {});
  return found;
}

TEST(AnalysisPlots, haveNamesOfTheirOwn) {
  std::vector<std::string> names;
  for (const AnalysisEntry& entry : analyses())
    for (const PlotKind& plot : entry.kind.plots) {
      EXPECT_EQ(std::count(names.begin(), names.end(), plot.name), 0) << plot.name;
      EXPECT_EQ(plot.make({}, {}).name, plot.name) << "of a figure and of its table";
      EXPECT_TRUE(plot.make({}, {}).empty()) << plot.name << " of nothing";
      names.push_back(plot.name);
    }
  EXPECT_GE(names.size(), 2u);
}

TEST(AnalysisPlots, distanceOfALayerHasALineForEachNetworkThatHasIt) {
  const NetworkAnalysis found = twoLayers(), nothing;
  const PlotSpec plot = makePlot("smoothness",
                                 {{"trained", "τ 10", {}, false, &found},
                                  {"untrained", "", {}, true, &nothing},
                                  {"baseline", "τ 0", {}, true, &found}},
                                 "b");
  ASSERT_EQ(plot.series.size(), 2u);
  EXPECT_EQ(plot.series[0].x, (std::vector<double>{1, 4}));
  EXPECT_EQ(plot.series[0].label, "trained, smoothness 0.40");
  EXPECT_EQ(plot.series[1].label, "baseline 0.40");
  EXPECT_EQ(plot.caption, "30 pairs of units");
  EXPECT_TRUE(makePlot("smoothness", {{"trained", "", {}, false, &found}}, "no such layer").empty());
  EXPECT_EQ(plotCsv(plot).substr(0, 84),
            "network,detail,layer,distance,correlation,pairs\ntrained,τ 10,b,1,1,10\ntrained,τ 10");
  EXPECT_EQ(yLimits(plot).high, 1) << "a correlation reaches no further";
}

TEST(AnalysisPlots, distanceOfSeveralTrainedNetworksIsLabelledByTheirTau) {
  const NetworkAnalysis found = twoLayers();
  const PlotSpec plot = makePlot(
      "smoothness",
      {{"τ 10", "", {}, false, &found}, {"τ 1", "", {}, false, &found}, {"untrained", "", {}, true, &found}}, "a");
  EXPECT_EQ(plot.series[0].label, "τ 10, smoothness 0.20");
  EXPECT_EQ(plot.series[1].label, "τ 1, 0.20");  // not "τ 1 0.20"
  EXPECT_EQ(plot.series[2].label, "untrained 0.20");
}

TEST(AnalysisPlots, meanDistanceKeepsToDistancesThatAllLayersHave) {
  NetworkAnalysis found = twoLayers();
  found.layers.push_back({});  // without a curve
  const PlotSpec plot = makePlot("smoothness", {{"trained", "", {}, false, &found}}, {});
  ASSERT_EQ(plot.series.size(), 3u);
  EXPECT_TRUE(plot.series[0].pale && plot.series[1].pale);
  const PlotSeries& mean = plot.series[2];
  EXPECT_EQ(mean.x, (std::vector<double>{1, 2}));
  EXPECT_DOUBLE_EQ(mean.y[0], 1);
  EXPECT_DOUBLE_EQ(mean.y[1], (0 + (1 - 1.0 / 3)) / 2);  // the longer one lies on its straight line
  EXPECT_EQ(mean.label, "trained, smoothness 0.30");
  found.layers.push_back({"broken", 1, 1, 1, 0});
  found.resultFor("smoothness")
      .table("curve")
      .add({{"layer", "broken"},
            {"distance", std::vector<double>{1, 2}},
            {"correlation", std::vector<double>{kUndefined, 0}}});
  EXPECT_EQ(makePlot("smoothness", {{"trained", "", {}, false, &found}}, "broken").series[0].x, std::vector<double>{2})
      << "NaN is no point";
}

TEST(AnalysisPlots, dimensionalityStandsBesideWhatWasPublished) {
  const NetworkAnalysis found = twoLayers();
  const PlotSpec plot = makePlot("dimensionality", {{"trained", "τ 10, seed 0", {}, false, &found}}, {});
  ASSERT_EQ(plot.series.size(), 3u);
  EXPECT_EQ(plot.series[0].label, "published, ResNet-18");
  EXPECT_EQ(plot.series[1].x, (std::vector<double>{0.2, 0.4}));
  EXPECT_EQ(plot.series[2].label, "τ 10");
  EXPECT_NEAR(plot.series[2].y[0], 30, 1e-12);
  EXPECT_NE(pointText(plot, plot.series[2], 0).find("mean over layers"), std::string::npos);
  EXPECT_EQ(xLimits(plot).low, 0);
  EXPECT_LT(yLimits(plot).low, 12.4);
  EXPECT_TRUE(makePlot("dimensionality", {}, {}).empty()) << "what was published says nothing by itself";
}

NetworkAnalysis prunedAt(const std::vector<double>& shares, const char* measure) {
  NetworkAnalysis found;
  Result& result = found.resultFor("prune");
  result.ofNetwork = true;
  for (const double share : shares)
    result.table("rows", false).add({{"amount", share}, {"pruned", share}, {"loss", 1.0}, {measure, 1 - share}});
  return found;
}

TEST(AnalysisPlots, pruningIsAccuracyInPerCentInTheOrderOfWhatIsGone) {
  const NetworkAnalysis found = prunedAt({0.5, 0, 0.9}, "accuracy"), nothing;
  const PlotSpec plot = makePlot(
      "prune",
      {{"trained", "τ 10", {}, false, &found}, {"other", "", {}, false, &nothing}, {"baseline", "", {}, true, &found}},
      {});
  ASSERT_EQ(plot.series.size(), 2u);
  EXPECT_EQ(plot.series[0].x, (std::vector<double>{0, 50, 90}));
  EXPECT_NEAR(plot.series[0].y[1], 50, 1e-12);
  EXPECT_EQ(plot.series[0].label, "trained");
  EXPECT_TRUE(plot.series[1].dashed) << "a control";
  EXPECT_EQ(plot.y.unit, "%");
  EXPECT_EQ(plotCsv(plot).substr(0, 60), "network,detail,pruned_percent,accuracy_percent,loss\ntrained,");
}

TEST(AnalysisPlots, downsamplingOfALanguageModelStandsBesideWhatWasPublished) {
  NetworkAnalysis found;
  Table& rows = found.resultFor("downsample").table("rows", false);
  found.resultFor("downsample").ofNetwork = true;
  for (const double sparsity : {0.0, 0.5}) rows.add({{"sparsity", sparsity}, {"loss", 3.0}, {"perplexity", 20.0}});
  const PlotSpec plot = makePlot("downsample", {{"trained", "", {}, false, &found}}, {});
  ASSERT_EQ(plot.series.size(), 5u);
  EXPECT_EQ(plot.series[0].label, "trained");
  EXPECT_EQ(plot.series[4].label, "nanoGPT, τ 50, published");
  EXPECT_NEAR(plot.series[4].y[3], std::exp(3.7), 1e-9);
}

TEST(AnalysisPlots, pruningOfALanguageModelIsPerplexityOnALogAxis) {
  const NetworkAnalysis found = prunedAt({0, 0.5}, "perplexity");
  const PlotSpec plot = makePlot("prune", {{"trained", "", {}, false, &found}}, {});
  EXPECT_EQ(plot.y.scale, PlotAxis::Scale::Log);
  EXPECT_EQ(plot.y.title, "Perplexity");
  EXPECT_EQ(plot.series[0].y, (std::vector<double>{1, 0.5}));
}

}  // namespace
}  // namespace studio
