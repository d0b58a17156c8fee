// Curves over levels of pruning and downsampling: values, seeds, what was published; without a pixel.
#include "core/run/level_plot.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/run/published_values.h"

namespace studio {
namespace {

/// A measure at each share that is gone; its loss is 2 everywhere.
Table levels(const std::string& measure, const std::vector<std::pair<double, double>>& values) {
  Table rows("rows", false);
  for (const auto& [share, value] : values) rows.add({{"amount", share}, {"loss", 2.0}, {measure, value}});
  return rows;
}

LevelRequest ofAmounts() {
  LevelRequest request{.along = "amount"};
  request.plot.name = "pruning";
  request.plot.x = {.title = "Pruned weights", .unit = "%", .column = "amount_percent"};
  return request;
}

std::size_t countPublished(const PlotSpec& plot) {
  return std::size_t(std::count_if(plot.series.begin(), plot.series.end(), isPublished));
}

TEST(LevelPlot, SeedsAreAMeanWithABandInTheOrderOfWhatIsGone) {
  const Table a = levels("accuracy", {{0.5, 0.6}, {0, 0.9}}), b = levels("accuracy", {{0, 0.7}, {0.5, 0.6}});
  const PlotSpec plot = levelPlot({{.name = "τ 10, seeds", .label = "τ 10", .seeds = {&a, &b}},
                                   {.name = "τ 0", .label = "τ 0", .control = true, .seeds = {&a}}},
                                  ofAmounts());
  ASSERT_EQ(plot.series.size(), 2u);
  EXPECT_EQ(plot.series[0].shape, PlotSeries::Shape::Band);
  EXPECT_EQ(plot.series[0].x, (std::vector<double>{0, 50}));
  EXPECT_NEAR(plot.series[0].y[0], 80, 1e-12);
  EXPECT_NEAR(plot.series[0].high[0] - plot.series[0].y[0], 10 * std::sqrt(2.0), 1e-12) << "s.d., n - 1";
  EXPECT_TRUE(plot.series[1].low.empty());
  EXPECT_TRUE(plot.series[1].dashed) << "a control";
  EXPECT_EQ(plot.y.column, "accuracy_percent");
  EXPECT_EQ(plotTable(plot).number(0, "n"), 2);
  EXPECT_EQ(plotTable(plot).number(0, "loss"), 2);
  EXPECT_GT(yLimits(plot).high, 90) << "the mark at the top is seen whole";
}

TEST(LevelPlot, AMarkAtAHundredPerCentHasRoom) {
  const Table rows = levels("accuracy", {{0, 1}, {0.9, 0.5}});
  EXPECT_GT(yLimits(levelPlot({{.name = "a", .seeds = {&rows}}}, ofAmounts())).high, 102);
}

TEST(LevelPlot, RelativeIsInPerCentOfTheWholeNetwork) {
  const Table rows = levels("accuracy", {{0, 0.8}, {0.5, 0.2}}), headless = levels("accuracy", {{0.5, 0.2}});
  LevelRequest request = ofAmounts();
  request.relative = true;
  const PlotSpec plot = levelPlot({{.name = "a", .seeds = {&rows}}, {.name = "b", .seeds = {&headless}}}, request);
  ASSERT_EQ(plot.series.size(), 1u) << "of one that was not measured whole nothing is known";
  EXPECT_NEAR(plot.series[0].y[1], 25, 1e-12);
  EXPECT_EQ(plot.y.title, "Accuracy relative to the whole network");
  EXPECT_EQ(plot.y.column, "accuracy_relative_percent");
}

TEST(LevelPlot, LanguageIsPerplexityOnALogAxisBesideWhatWasPublished) {
  const Table rows = levels("perplexity", {{0, 20}, {0.5, 400}});
  LevelRequest request = ofAmounts();
  request.published = true;
  const PlotSpec plot = levelPlot({{.name = "a", .seeds = {&rows}}}, request);
  EXPECT_EQ(plot.y.scale, PlotAxis::Scale::Log);
  ASSERT_EQ(countPublished(plot), publishedDownsampling().size());
  const PlotSeries& first = plot.series[1];
  EXPECT_EQ(first.label, "nanoGPT, τ 0, published");
  EXPECT_EQ(first.x, (std::vector<double>{0, 20, 50, 80}));
  EXPECT_NEAR(first.y[0], std::exp(3.1), 1e-9) << "the figure has the loss";
  EXPECT_NE(pointText(plot, first, 1).find("loss 13.7"), std::string::npos) << pointText(plot, first, 1);
  request.published = false;
  EXPECT_EQ(countPublished(levelPlot({{.name = "a", .seeds = {&rows}}}, request)), 0u);
}

TEST(LevelPlot, WhatWasPublishedNeedsSomethingToCompareWith) {
  const Table images = levels("accuracy", {{0, 0.8}});
  LevelRequest request = ofAmounts();
  request.published = true;
  EXPECT_EQ(countPublished(levelPlot({{.name = "a", .seeds = {&images}}}, request)), 0u) << "nanoGPT has no accuracy";
  EXPECT_TRUE(levelPlot({}, request).empty());
}

}  // namespace
}  // namespace studio
