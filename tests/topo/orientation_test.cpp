// Orientation tuning, the notebook's bars, and pinwheels of maps whose pinwheels are known.
#include "topo/orientation.h"

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <cmath>
#include <numbers>

#include "analysis_reference.h"
#include "topo/cortical_sheet.h"
#include "topo/selectivity.h"
#include "topo/undefined.h"

namespace studio {
namespace {

using testing::expectNear;
using testing::tensorValues;

const std::vector<double> kEight = {0, 22.5, 45, 67.5, 90, 112.5, 135, 157.5};

/// sum of sign / 2 * angle around each place: the orientation map of ideal pinwheels.
torch::Tensor idealMap(std::int64_t height, std::int64_t width, const std::vector<Pinwheel>& pinwheels) {
  auto map = torch::empty({height, width}, torch::kDouble);
  for (std::int64_t unit = 0; unit < height * width; ++unit) {
    double angle = 20;
    for (const auto& p : pinwheels)
      angle += p.sign *
               std::atan2(static_cast<double>(unit / width) - p.row, static_cast<double>(unit % width) - p.column) *
               90 / std::numbers::pi;
    map.data_ptr<double>()[unit] = std::fmod(std::fmod(angle, 180) + 180, 180);
  }
  return map;
}

TEST(OrientationTuning, MatchesTheGoldenValues) {
  const auto curve = torch::tensor({1.0, 2.0, 5.0, 9.0, 5.0, 2.0, 1.0, .5}, torch::kDouble).unsqueeze(1);
  const auto tuning = orientationTuning(curve, kEight);
  EXPECT_NEAR(tuning.circularVariance.item<double>(), .444829245118, 1e-9);
  EXPECT_NEAR(tuning.preferredDegrees.item<double>(), 67.5, 1e-9);
  EXPECT_EQ(tuning.preferredArgmax.item<double>(), 67.5);
}

TEST(OrientationTuning, EqualsNumPyForShiftedCurvesToo) {
  const auto& row = testing::analysisReference("tuning");
  const auto tuning = orientationTuning(testing::makeTensor(row.at("curves")), testing::readNumbers(row.at("degrees")));
  expectNear(tensorValues(tuning.circularVariance), testing::readNumbers(row.at("variance")), 1e-12);
  expectNear(tensorValues(tuning.preferredDegrees), testing::readNumbers(row.at("preferred")), 1e-9);
  expectNear(tensorValues(tuning.preferredArgmax), testing::readNumbers(row.at("argmax")), 0);
}

TEST(OrientationTuning, FollowsACosineToItsAngleAndStaysBelow180) {
  for (double preferred = 0; preferred < 180; preferred += 7.3) {
    auto curve = torch::empty({8, 1}, torch::kDouble);
    for (int i = 0; i < 8; ++i)
      curve[i][0] = 1 + std::cos((kEight[static_cast<std::size_t>(i)] - preferred) * std::numbers::pi / 90);
    const auto tuning = orientationTuning(curve, kEight);
    const double found = tuning.preferredDegrees.item<double>();
    EXPECT_NEAR(std::abs(std::remainder(found - preferred, 180.0)), 0, 1e-9);
    EXPECT_TRUE(found >= 0 && found < 180) << found;
    EXPECT_NEAR(tuning.circularVariance.item<double>(), 0.5, 1e-12);
  }
}

TEST(OrientationTuning, FlatSilentAndUndefinedCurves) {
  auto curves = torch::zeros({8, 4}, torch::kDouble);
  curves.select(1, 1).fill_(0.3);
  curves.select(1, 2).fill_(-0.3);
  curves.select(1, 3).fill_(1);
  curves[2][3] = kUndefinedMeasure;
  const auto tuning = orientationTuning(curves, kEight);
  expectNear(tensorValues(tuning.circularVariance), {kUndefinedMeasure, 1, kUndefinedMeasure, kUndefinedMeasure},
             1e-12);
  expectNear(tensorValues(tuning.preferredDegrees),
             {kUndefinedMeasure, kUndefinedMeasure, kUndefinedMeasure, kUndefinedMeasure}, 0);
  expectNear(tensorValues(tuning.preferredArgmax),
             {kUndefinedMeasure, kUndefinedMeasure, kUndefinedMeasure, kUndefinedMeasure}, 0);
  EXPECT_THROW(orientationTuning(curves, {0, 90}), std::invalid_argument);
  EXPECT_THROW(orientationTuning(torch::rand({1, 3}), {0}), std::invalid_argument);
}

TEST(TuningCurves, AreMeansOfGroupsWithoutHoles) {
  auto responses =
      torch::tensor({{1.0, 2.0}, {3.0, kUndefinedMeasure}, {5.0, 6.0}, {7.0, 8.0}, {100.0, 100.0}}, torch::kDouble);
  const auto curves = tuningCurves(responses, torch::tensor({0, 0, 2, 2, -1}, torch::kLong), 4);
  expectNear(tensorValues(curves),
             {2, 2, kUndefinedMeasure, kUndefinedMeasure, 6, 7, kUndefinedMeasure, kUndefinedMeasure}, 1e-15);
  EXPECT_THROW(tuningCurves(responses, torch::tensor({0, 0, 2, 4, 1}, torch::kLong), 4), std::invalid_argument);
  EXPECT_THROW(tuningCurves(responses, torch::tensor({0, 0, 2, -2, 1}, torch::kLong), 4), std::invalid_argument);
  EXPECT_THROW(tuningCurves(responses, torch::tensor({0, 0, 2}, torch::kLong), 4), std::invalid_argument);
}

TEST(OrientationTuning, AFaintPreferenceIsOne) {
  std::vector<double> degrees, curve;
  for (int i = 0; i < 8; ++i)
    degrees.push_back(22.5 * i), curve.push_back(1 + 1e-4 * std::cos((22.5 * i - 30) * std::numbers::pi / 90));
  const auto tuning = orientationTuning(torch::tensor(curve, torch::kDouble).unsqueeze(1), degrees);
  EXPECT_NEAR(tuning.preferredDegrees.item<double>(), 30, 1e-6);
  EXPECT_NEAR(tuning.circularVariance.item<double>(), 1 - 5e-5, 1e-9);
}

TEST(Pinwheels, AreFoundWhereTheyAreWithTheirSigns) {
  const std::vector<Pinwheel> placed = {{4.5, 5.5, 1}, {12.5, 4.5, -1}, {8.5, 13.5, 1}};
  for (const bool smooth : {false, true}) {
    const auto found = findPinwheels(idealMap(18, 20, placed), {smooth});
    EXPECT_EQ(found.positive, 2);
    EXPECT_EQ(found.negative, 1);
    ASSERT_EQ(found.pinwheels.size(), 3u);
    const Pinwheel expected[] = {placed[0], placed[2], placed[1]};
    for (int i = 0; i < 3; ++i) {
      EXPECT_NEAR(found.pinwheels[static_cast<std::size_t>(i)].row, expected[i].row, 0.51);
      EXPECT_NEAR(found.pinwheels[static_cast<std::size_t>(i)].column, expected[i].column, 0.51);
      EXPECT_EQ(found.pinwheels[static_cast<std::size_t>(i)].sign, expected[i].sign);
    }
  }
}

TEST(Pinwheels, TurnHalfAroundOnce) {
  const auto map = idealMap(10, 10, {{4.5, 4.5, 1}});
  EXPECT_EQ(findPinwheels(map, {false, 0.45}).positive, 1);
  EXPECT_EQ(findPinwheels(map, {false, 0.55}).positive, 0);
  EXPECT_EQ(findPinwheels(map, {false, 0.3, 4}).positive, 1) << "four units surround the point";
  EXPECT_EQ(findPinwheels(map, {false, 0.3, 5}).positive, 0);
}

TEST(Pinwheels, AreSmoothedOverAllEightNeighbours) {
  torch::manual_seed(4);
  const auto noisy = (idealMap(18, 20, {{4.5, 5.5, 1}, {12.5, 13.5, -1}}) + 60 * torch::randn({18, 20}, torch::kDouble))
                         .remainder(180);
  const auto twice = noisy * (std::numbers::pi / 90);
  const auto mean = [](const torch::Tensor& map) {  // over the 3 x 3 units that are there
    return torch::avg_pool2d(map.unsqueeze(0), 3, 1, 1, false, false)[0];
  };
  const auto smooth = (torch::atan2(mean(twice.sin()), mean(twice.cos())) * (90 / std::numbers::pi)).remainder(180);
  const auto found = findPinwheels(noisy, {true, 0.3, 1}), expected = findPinwheels(smooth, {false, 0.3, 1});
  ASSERT_EQ(found.pinwheels.size(), expected.pinwheels.size());
  ASSERT_GT(found.pinwheels.size(), 3u);
  for (std::size_t i = 0; i < found.pinwheels.size(); ++i) {
    EXPECT_EQ(found.pinwheels[i].row, expected.pinwheels[i].row);
    EXPECT_EQ(found.pinwheels[i].column, expected.pinwheels[i].column);
  }
}

TEST(Pinwheels, NeighboursThatCancelLeaveNoAngle) {
  // At the right edge of the middle row 0 and 90 cancel, and twice 45 and 135: nothing is left, and no ring passes
  // through it.
  const auto map = torch::tensor({{45.0, 135.0, 0.0}, {90.0, 90.0, 135.0}, {90.0, 45.0, 45.0}}, torch::kDouble);
  EXPECT_TRUE(findPinwheels(map, {true, 0.3, 1}).pinwheels.empty());
}

TEST(Pinwheels, MirroringTurnsTheSignAndRotatingTheAnglesDoesNot) {
  const auto map = idealMap(10, 10, {{4.5, 4.5, 1}});
  EXPECT_EQ(findPinwheels(map.flip({1})).negative, 1);
  EXPECT_EQ(findPinwheels((map + 63).remainder(180)).positive, 1);
  EXPECT_EQ(findPinwheels((map + 63).remainder(180)).negative, 0);
}

TEST(Pinwheels, NoneInLinearConstantUndefinedOrTinyMaps) {
  const auto linear = (torch::arange(12) * 15.0).remainder(180).expand({12, 12});
  for (const auto& map :
       {linear, torch::full({8, 8}, 30.0), torch::full({8, 8}, kUndefinedMeasure), torch::rand({2, 9}) * 180})
    EXPECT_TRUE(findPinwheels(map).pinwheels.empty());
  auto holed = idealMap(10, 10, {{4.5, 4.5, 1}});
  holed[4][4] = kUndefinedMeasure;  // the rings through it cannot be walked: one unit is left, too small an island
  EXPECT_TRUE(findPinwheels(holed).pinwheels.empty());
  EXPECT_THROW(findPinwheels(torch::rand({9})), std::invalid_argument);
}

}  // namespace
}  // namespace studio
