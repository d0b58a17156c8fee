// Means over seeds, and the spread that plots show about them.
#include "core/run/group_analysis.h"

#include <gtest/gtest.h>

#include <cmath>

namespace studio {
namespace {

NetworkAnalysis seed(double smoothness, std::vector<double> curve, std::vector<double> patchSizes) {
  NetworkAnalysis found;
  found.network = "run";
  found.layers = {{"fc1", 2, 2, 4, 0}};
  Result& result = found.resultFor("smoothness");
  result.table("").add({{"layer", "fc1"}, {"value", smoothness}});
  result.table("curve").add({{"layer", "fc1"}, {"correlation", std::move(curve)}});
  result.maps.push_back({});  // before another result may move this one
  Table& patches = found.resultFor("patches").table("patches", false);
  for (const double size : patchSizes)
    patches.add({{"layer", "fc1"}, {"contrast", "faces"}, {"units", size}, {"members", std::vector<double>{1, size}}});
  return found;
}

TEST(GroupAnalysis, averagesNumbersAndListsAndKeepsRowsThatAllHave) {
  const NetworkAnalysis a = seed(0.2, {1, 2, 3}, {9, 4, 1}), b = seed(0.4, {3, 4}, {11, 2});
  const NetworkAnalysis mean = meanAnalysis({&a, &b});
  EXPECT_DOUBLE_EQ(mean.number("smoothness", "fc1", "value"), 0.3);
  const Result* smoothness = mean.result("smoothness");
  ASSERT_NE(smoothness, nullptr);
  EXPECT_EQ(smoothness->list("curve", {{"layer", "fc1"}}, "correlation"), (std::vector<double>{2, 3}));
  EXPECT_TRUE(smoothness->maps.empty()) << "units of two seeds have nothing to do with each other";
  const Table* patches = mean.result("patches")->find("patches");
  ASSERT_EQ(patches->rows(), 1u) << "the largest stands for all";
  EXPECT_DOUBLE_EQ(patches->number(0, "units"), 10);
  EXPECT_EQ(patches->column("members"), nullptr) << "other units in each seed";
}

TEST(GroupAnalysis, whatIsUndefinedForOneIsTheMeanOfTheOthers) {
  const NetworkAnalysis a = seed(kUndefined, {}, {}), b = seed(0.4, {}, {});
  EXPECT_DOUBLE_EQ(meanAnalysis({&a, &b}).number("smoothness", "fc1", "value"), 0.4);
  EXPECT_THROW(meanAnalysis({}), std::invalid_argument);
}

PlotSpec lines(std::vector<double> mean, std::vector<double> other) {
  PlotSpec plot;
  PlotSeries first, second;
  first.x = second.x = {1, 2};
  first.y = std::move(mean);
  second.y = std::move(other);
  second.shape = PlotSeries::Shape::Points;
  plot.series = {first, second};
  return plot;
}

TEST(GroupAnalysis, aBandIsOneStandardDeviationAroundTheMean) {
  const PlotSpec plot =
      withSpread(lines({2, 5}, {7, 7}), {lines({1, 5}, {7, 7}), lines({3, 5}, {7, 7}), lines({2, 5}, {7, 7})});
  EXPECT_EQ(plot.series[0].shape, PlotSeries::Shape::Band);
  EXPECT_EQ(plot.series[0].low, (std::vector<double>{1, 5}));
  EXPECT_EQ(plot.series[0].high, (std::vector<double>{3, 5}));
  EXPECT_EQ(plot.series[1].shape, PlotSeries::Shape::Points);
  EXPECT_TRUE(plot.series[1].low.empty()) << "a network that is in all of them has no spread";
}

TEST(GroupAnalysis, pointsGetErrorBarsAndOtherXNone) {
  PlotSpec elsewhere = lines({2, 5}, {4, 8});
  elsewhere.series[0].x = {1, 3};
  const PlotSpec plot = withSpread(lines({2, 5}, {5, 7}), {lines({1, 4}, {4, 7}), elsewhere});
  EXPECT_EQ(plot.series[0].shape, PlotSeries::Shape::Line);
  EXPECT_EQ(plot.series[1].shape, PlotSeries::Shape::Points);
  EXPECT_NEAR(plot.series[1].high[0] - 5, 0, 1e-12);
  EXPECT_EQ(withSpread(lines({1, 2}, {3, 4}), {}).series[0].shape, PlotSeries::Shape::Line);
}

NetworkAnalysis pruned(std::vector<double> amounts, double loss) {
  NetworkAnalysis found;
  Result& result = found.resultFor("prune");
  result.ofNetwork = true;
  for (const double amount : amounts) result.table("rows", false).add({{"amount", amount}, {"loss", loss + amount}});
  result.table("").add({{"retained", loss}});
  addMeans(result, {{"", "retained", "retained"}}, {});
  return found;
}

TEST(GroupAnalysis, rowsOfAWholeNetworkAreMatchedByTheirFirstNumber) {
  const NetworkAnalysis a = pruned({0, 0.5, 0.9}, 1), b = pruned({0, 0.4, 0.9}, 2);
  const NetworkAnalysis mean = meanAnalysis({&a, &b});
  const Result* result = mean.result("prune");
  EXPECT_TRUE(result->ofNetwork);
  ASSERT_EQ(result->find("rows")->rows(), 2u) << "0.5 is not in both";
  EXPECT_DOUBLE_EQ(result->find("rows")->number(0, "loss"), 1.5);
  EXPECT_DOUBLE_EQ(result->find("rows")->number(1, "amount"), 0.9);
  EXPECT_DOUBLE_EQ(result->find("rows")->number(1, "loss"), 2.4);
  EXPECT_DOUBLE_EQ(mean.mean("prune", "retained"), 1.5);
  const NetworkAnalysis twice = pruned({0.5, 0.5}, 1);
  EXPECT_EQ(meanAnalysis({&twice, &twice}).result("prune")->find("rows")->rows(), 2u) << "repeated amounts";
}

}  // namespace
}  // namespace studio
