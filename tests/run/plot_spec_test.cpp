// Plots as data: limits by the stated rule, tables and CSV with names as text, what a point says.
#include "core/run/plot_spec.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/run/printable_text.h"

namespace studio {
namespace {

void expectLimits(const PlotAxis& axis, double least, double most, double low, double high) {
  const PlotLimits limits = limitsFor(axis, least, most);
  EXPECT_NEAR(limits.low, low, 1e-9) << least << " to " << most;
  EXPECT_NEAR(limits.high, high, 1e-9) << least << " to " << most;
}

TEST(PlotLimits, holdTheValuesWhatIsCoveredAndAir) {
  expectLimits({}, 2, 4, 2, 4);
  expectLimits({.covers = {0}}, 2, 4, 0, 4);
  expectLimits({.paddingLow = 0.5, .paddingHigh = 0.25}, 2, 4, 1, 4.5);
  expectLimits({.low = 1, .high = 9}, 2, 4, 1, 9);
  expectLimits({}, INFINITY, -INFINITY, 0, 1);
  expectLimits({.covers = {0, 10}}, INFINITY, -INFINITY, 0, 10);
}

TEST(PlotLimits, leaveRoomAroundASingleValueAndEndAtFloorAndCeiling) {
  expectLimits({}, 12, 12, 10.8, 13.2);
  expectLimits({.leastSpan = 10}, 12, 12, 7, 17);
  expectLimits({.floor = 0, .ceiling = 101, .leastSpan = 10}, 100, 100, 90, 101);
  expectLimits({.floor = 0, .leastSpan = 10}, 0, 0, 0, 5);
  expectLimits({.paddingLow = 1, .floor = 0}, 1, 2, 0, 2);
  expectLimits({.paddingLow = 1, .floor = 0}, -1, 2, -1, 2);
}

TEST(PlotLimits, ofLogAxesCountDecades) {
  PlotAxis axis{.scale = PlotAxis::Scale::Log, .paddingHigh = 0.5};
  expectLimits(axis, 1, 100, 1, 1000);
  expectLimits(axis, INFINITY, -INFINITY, 1, 10);
  PlotSpec spec;
  spec.y = axis;
  spec.series = {{.x = {0, 1, 2}, .y = {-3, 10, 1000}}};
  EXPECT_NEAR(yLimits(spec).low, 10, 1e-9) << "what is not above 0 has no place";
}

TEST(PlotLimits, ofCategoriesReachHalfAPlaceFurther) {
  PlotAxis axis{.scale = PlotAxis::Scale::Categories};
  axis.categories = {"faces", "bodies"};
  expectLimits(axis, 0, 1, -0.5, 1.5);
}

TEST(PlotLimits, ofBarsHoldZeroAndOfBandsTheirEdges) {
  PlotSpec spec;
  spec.series = {{.shape = PlotSeries::Shape::Bars, .x = {0, 1}, .y = {3, 4}}};
  EXPECT_EQ(yLimits(spec).low, 0);
  spec.series = {{.shape = PlotSeries::Shape::Band, .x = {0, 1}, .y = {3, 4}, .low = {1, 2}, .high = {5, kUndefined}}};
  EXPECT_EQ(yLimits(spec).low, 1);
  EXPECT_EQ(yLimits(spec).high, 5);
}

PlotSpec twoNetworks() {
  PlotSpec spec{.name = "sample"};
  spec.x = {.title = "Contrast", .column = "contrast", .scale = PlotAxis::Scale::Categories};
  spec.x.categories = {"faces", "big, \"small\""};
  spec.y = {.title = "Moran's I", .unit = "a", .column = "morans_i", .decimals = 2};
  spec.series = {{.name = "trained, τ 10", .x = {0, 1}, .y = {0.5, kUndefined}},
                 {.name = "untrained", .x = {1}, .y = {-0.125}}};
  spec.series[0].keys = {{"network", "trained"}};
  spec.series[0].columns = {{"pairs", std::vector<double>{480, 7}, true},
                            {"layer", std::vector<std::string>{"fc1", "fc2"}}};
  spec.series[1].keys = {{"network", "untrained"}};
  return spec;
}

TEST(PlotTable, namesNetworksAndContrastsAsText) {
  EXPECT_EQ(plotCsv(twoNetworks()),
            "network,layer,contrast,morans_i,pairs\n"
            "trained,fc1,faces,0.5,480\n"
            "trained,fc2,\"big, \"\"small\"\"\",,7\n"
            "untrained,,\"big, \"\"small\"\"\",-0.125,\n");
  EXPECT_EQ(plotTabbed(plotTable(twoNetworks())).substr(0, 41), "network\tlayer\tcontrast\tmorans_i\tpairs\ntra");
}

TEST(PlotTable, leavesOutWhatFollowsFromOthersAndHasEdges) {
  PlotSpec spec;
  spec.series = {{.shape = PlotSeries::Shape::Band, .x = {0}, .y = {3}, .low = {1}, .high = {5}},
                 {.x = {0}, .y = {9}, .derived = true}};
  EXPECT_EQ(plotCsv(spec), "x,y,low,high\n0,3,1,5\n");
  EXPECT_FALSE(spec.empty());
  EXPECT_EQ(plotCsv(PlotSpec{}), "\n");
  EXPECT_TRUE(PlotSpec{}.empty());
  spec.series = {{.x = {0, 1}, .y = {kUndefined, kUndefined}}};
  EXPECT_TRUE(spec.empty());
}

TEST(PlotTable, numbersReadBackAsTheyWere) {
  PlotSpec spec;
  spec.series = {{.x = {0.1}, .y = {1.0 / 3}}};
  const std::string csv = plotCsv(spec);
  EXPECT_EQ(std::stod(csv.substr(csv.rfind(',') + 1)), 1.0 / 3);
}

TEST(PlotText, saysAPointInItsWords) {
  const PlotSpec spec = twoNetworks();
  EXPECT_EQ(pointText(spec, spec.series[0], 0), "trained, τ 10\nfc1\nMoran's I 0.50 a\nContrast faces\npairs 480");
  EXPECT_EQ(pointText(spec, spec.series[1], 0), "untrained\nMoran's I \u22120.12 a\nContrast big, \"small\"");
}

TEST(PlotText, numbersHaveThreeOrFourDigits) {
  EXPECT_EQ(plotNumber(0.04491), "0.0449");
  EXPECT_EQ(plotNumber(0.001), "0.001") << "as at the axis";
  EXPECT_EQ(plotNumber(0.0006), "0.0006");
  EXPECT_EQ(plotNumber(0), "0");
  EXPECT_EQ(plotNumber(93.52), "93.5");
  EXPECT_EQ(plotNumber(1234.5), "1234");
  EXPECT_EQ(plotNumber(1.2e6), "1.2 × 10⁶");
  EXPECT_EQ(plotNumber(-6.05e-12), "\u22126.05 × 10⁻¹²");
  EXPECT_EQ(plotNumber(-0.001, 2), "0.00");
  EXPECT_EQ(fixedText(-0.4, 2), "\u22120.40");
  EXPECT_EQ(fixedText(1e300, 0).size(), 301u);
  EXPECT_EQ(plotNumber(kUndefined), "undefined");
}

TEST(PlotPaper, heightFollowsTheWidthWithinLimits) {
  const PlotPaper paper{0.7, 40, 90};
  EXPECT_EQ(paper.heightMm(20), 40);
  EXPECT_NEAR(paper.heightMm(100), 70, 1e-9);
  EXPECT_EQ(paper.heightMm(183), 90);
}

}  // namespace
}  // namespace studio
