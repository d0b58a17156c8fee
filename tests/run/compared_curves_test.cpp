// Curves of several runs over each other, and the snapshots of several runs at one moment.
#include "core/run/compared_curves.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/run/compared_sheets.h"

namespace studio {
namespace {

std::shared_ptr<const std::vector<ScalarRow>> rows(std::vector<std::pair<std::int64_t, double>> losses) {
  std::vector<ScalarRow> made;
  for (const auto& [step, loss] : losses) {
    ScalarRow row;
    row.step = step;
    row.epoch = double(step) / 100;
    row.seconds = double(step) / 50;
    row.taskLoss = loss;
    row.trainAccuracy = loss / 10;
    made.push_back(row);
  }
  return std::make_shared<const std::vector<ScalarRow>>(std::move(made));
}

CurveSource source(const std::string& name, std::vector<CurveMember> members, const std::string& data = "bars") {
  return {.name = name, .label = name, .data = data, .members = std::move(members)};
}

TEST(ComparedCurves, SeedsHaveAMeanAndABand) {
  const CurveSource two =
      source("a", {{"s0", rows({{0, 4}, {10, 2}, {20, 1}})}, {"s1", rows({{0, 2}, {10, 4}, {20, 1}})}});
  const MeanCurve curve = meanCurve(two, "task_loss", {});
  EXPECT_EQ(curve.n, 2u);
  EXPECT_EQ(curve.x, (std::vector<double>{0, 10, 20}));
  EXPECT_EQ(curve.y, (std::vector<double>{3, 3, 1}));
  EXPECT_NEAR(curve.high[0], 3 + std::sqrt(2.0), 1e-12);
  EXPECT_EQ(curve.low[2], 1.0);
  EXPECT_TRUE(meanCurve(source("b", {two.members[0]}), "task_loss", {}).low.empty()) << "one seed has no band";
}

TEST(ComparedCurves, SeedsOfOtherStepsAreTakenOnTheirLinesWhereAllAre) {
  const CurveSource two =
      source("a", {{"s0", rows({{0, 0}, {10, 10}, {20, 20}, {40, 40}})}, {"s1", rows({{5, 5}, {15, 15}, {25, 25}})}});
  const MeanCurve curve = meanCurve(two, "task_loss", {});
  EXPECT_EQ(curve.x, (std::vector<double>{10, 20}));
  EXPECT_EQ(curve.y, (std::vector<double>{10, 20}));
}

TEST(ComparedCurves, AlongEpochsTimeAndTheShareOfTheRun) {
  const CurveSource one = source("a", {{"s0", rows({{0, 4}, {50, 2}, {100, 1}}), 200}});
  EXPECT_EQ(meanCurve(one, "task_loss", {CompareAxis::Epoch}).x, (std::vector<double>{0, 0.5, 1}));
  EXPECT_EQ(meanCurve(one, "task_loss", {CompareAxis::Seconds}).x, (std::vector<double>{0, 1, 2}));
  EXPECT_EQ(meanCurve(one, "task_loss", {CompareAxis::Share}).x, (std::vector<double>{0, 25, 50}));
  EXPECT_EQ(meanCurve(one, "train_accuracy", {}).y.front(), 40) << "shares are per cent";
}

TEST(ComparedCurves, DifferencesToThePinnedOne) {
  std::vector<CurveSource> sources{source("base", {{"s0", rows({{0, 4}, {20, 2}})}}),
                                   source("a", {{"s0", rows({{0, 5}, {10, 4}, {20, 3}, {30, 1}})}})};
  sources[0].pinned = true;
  const PlotSpec plot = comparedCurves("task_loss", sources, {.difference = true});
  ASSERT_EQ(plot.series.size(), 1u);
  EXPECT_EQ(plot.series[0].x, (std::vector<double>{0, 10, 20})) << "where the pinned one is too";
  EXPECT_EQ(plot.series[0].y, (std::vector<double>{1, 1, 1}));
  ASSERT_EQ(plot.references.size(), 1u);
  EXPECT_EQ(plot.references[0].label, "base");
  EXPECT_EQ(comparedCurves("task_loss", sources, {}).series.size(), 2u);
}

TEST(ComparedCurves, OtherDataAreNamedAndNotSubtracted) {
  std::vector<CurveSource> sources{source("base", {{"s0", rows({{0, 4}, {20, 2}})}}),
                                   source("a", {{"s0", rows({{0, 5}, {20, 3}})}}, "digits")};
  sources[0].pinned = true;
  EXPECT_EQ(comparedCurves("task_loss", sources).series[1].label, "a, digits");
  const PlotSpec plot = comparedCurves("task_loss", sources, {.difference = true});
  EXPECT_TRUE(plot.series.empty());
  EXPECT_NE(plot.caption.find("1 of other data"), std::string::npos);
}

/// Its folder is gone, or another version of the program wrote it.
TEST(ComparedCurves, ARunThatCannotBeReadIsOfNoOtherData) {
  const PlotSpec plot = comparedCurves("task_loss", {source("a", {{"s0", rows({{0, 4}, {20, 2}})}}),
                                                     source("lost", {{"s0", rows({{0, 5}, {20, 3}})}}, "")});
  EXPECT_EQ(plot.caption, "");
  ASSERT_EQ(plot.series.size(), 2u);
  EXPECT_EQ(plot.series[0].label, "a");
  EXPECT_EQ(plot.series[1].label, "lost");
}

TEST(ComparedCurves, OffersTheScalarsThatAnyHas) {
  const auto columns = comparedScalars({source("a", {{"s0", rows({{0, 4}})}})});
  ASSERT_EQ(columns.size(), 2u);
  EXPECT_EQ(columns[0].name, "task_loss");
  EXPECT_EQ(columns[1].name, "train_accuracy");
}

// ---- Sheets

TEST(ComparedSheets, TheSnapshotBeforeIsTakenAndToldFromTheExactOne) {
  const std::vector<std::int64_t> stored{0, 10, 50, 100};
  EXPECT_EQ(chooseSnapshot(stored, 100, {false, 50}).step, 50);
  EXPECT_TRUE(chooseSnapshot(stored, 100, {false, 50}).exact);
  EXPECT_EQ(chooseSnapshot(stored, 100, {false, 70}).step, 50);
  EXPECT_FALSE(chooseSnapshot(stored, 100, {false, 70}).exact);
  EXPECT_EQ(chooseSnapshot(stored, 100, {true, 0.5}).step, 50);
  EXPECT_EQ(chooseSnapshot({20, 30}, 100, {false, 10}).step, -1);
  EXPECT_EQ(comparedMoments({{0, 50}, {0, 100, 200}}, {100, 200}, true), (std::vector<double>{0, 0.5, 1}));
  EXPECT_EQ(comparedMoments({{0, 50}, {0, 100}}, {100, 100}, false), (std::vector<double>{0, 50, 100}));
}

TEST(ComparedSheets, DifferencesAreOfSheetsOfOneSize) {
  const SheetMap a{"fc1", "norm", 1, 3, 0, {3, 2, kUndefined}}, b{"fc1", "norm", 1, 3, 0, {1, 2, 1}};
  const auto difference = differenceMap(a, b);
  ASSERT_TRUE(difference);
  EXPECT_EQ(difference->values[0], 2);
  EXPECT_TRUE(std::isnan(difference->values[2]));
  EXPECT_FALSE(differenceMap(a, {"fc1", "norm", 3, 1, 0, {1, 2, 3}}));
  EXPECT_EQ(commonLayers({{"a", "b"}, {"b", "c"}}), std::vector<std::string>{"b"});
}

}  // namespace
}  // namespace studio
