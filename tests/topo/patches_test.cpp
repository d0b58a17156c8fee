// Patches against SciPy's labels, and at their edges.
#include "topo/map_measures.h"

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <cmath>

#include "analysis_reference.h"
#include "topo/cortical_sheet.h"
#include "topo/undefined.h"

namespace studio {
namespace {

torch::Tensor mapWith(std::int64_t height, std::int64_t width, const std::vector<std::int64_t>& high,
                      double value = 5) {
  auto map = torch::zeros({height, width}, torch::kDouble);
  for (const auto unit : high) map.data_ptr<double>()[unit] = value;
  return map;
}

TEST(Patches, EqualScipysLabelsSmoothingAndCentres) {
  std::size_t found = 0;
  for (const auto& row : testing::analysisReference("patches")) {
    const auto result = findPatches(testing::makeTensor(row.at("map")), {row.at("sigma"), row.at("threshold"), 3});
    testing::expectNear(testing::tensorValues(result.smoothed), testing::readNumbers(row.at("smoothed")), 1e-12);
    EXPECT_NEAR(result.areaFraction, row.at("area").get<double>(), 1e-12);
    const auto& expected = row.at("patches");
    ASSERT_EQ(result.patches.size(), expected.size());
    found += expected.size();
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const auto& patch = result.patches[i];
      EXPECT_EQ(patch.units.size(), expected[i].at("size").get<std::size_t>());
      EXPECT_EQ(patch.units.front(), expected[i].at("first").get<std::int64_t>());
      EXPECT_NEAR(patch.peak, expected[i].at("peak").get<double>(), 1e-12);
      EXPECT_NEAR(patch.row, expected[i].at("row").get<double>(), 1e-12);
      EXPECT_NEAR(patch.column, expected[i].at("column").get<double>(), 1e-12);
    }
  }
  EXPECT_GE(found, 6u);
}

TEST(Patches, TouchAtCornersAndNotAroundTheEdge) {
  const auto corners = findPatches(mapWith(5, 5, {0, 6, 12}), {0, 2, 1});
  ASSERT_EQ(corners.patches.size(), 1u);
  EXPECT_EQ(corners.patches[0].units, (std::vector<std::int64_t>{0, 6, 12}));
  EXPECT_EQ(findPatches(mapWith(3, 4, {3, 4}), {0, 2, 1}).patches.size(),
            2u);  // the end of a row and the start of the next
}

TEST(Patches, ThresholdIsExclusiveAndSmallPartsAreNone) {
  EXPECT_TRUE(findPatches(mapWith(4, 4, {5, 6, 9}, 2), {0, 2, 1}).patches.empty());
  EXPECT_EQ(findPatches(mapWith(4, 4, {5, 6, 9}, 2.001), {0, 2}).patches.size(), 1u);  // max(3, 2 % of 16)
  EXPECT_TRUE(findPatches(mapWith(4, 4, {5, 6}), {0, 2}).patches.empty());
  EXPECT_TRUE(findPatches(mapWith(16, 16, {0, 1, 2, 3, 4}), {0, 2}).patches.empty());  // 2 % of 256 is more than 5
  EXPECT_EQ(findPatches(mapWith(16, 16, {0, 1, 2, 3, 4, 5}), {0, 2}).patches.size(), 1u);
}

TEST(Patches, AreOrderedBySizeWithTheirOwnPeaks) {
  auto map = mapWith(6, 8, {0, 1, 8, 30, 31, 38, 39});
  map[4][7] = 9;
  const auto result = findPatches(map, {0, 2, 1});
  ASSERT_EQ(result.patches.size(), 2u);
  EXPECT_EQ(result.patches[0].units, (std::vector<std::int64_t>{30, 31, 38, 39}));
  EXPECT_EQ(result.patches[0].peakUnit, 39);
  EXPECT_EQ(result.patches[0].peak, 9);
  EXPECT_NEAR(result.areaFraction, 7.0 / 48, 1e-15);
}

TEST(Patches, UndefinedUnitsNeitherWeighNorBelong) {
  auto map = torch::full({4, 4}, 3.0, torch::kDouble);
  map[1][1] = kUndefinedMeasure;
  const auto result = findPatches(map, {1, 2, 1});
  ASSERT_EQ(result.patches.size(), 1u);
  EXPECT_EQ(result.patches[0].units.size(), 15u);
  EXPECT_NEAR(result.smoothed[0][0].item<double>(), 3, 1e-12);
  EXPECT_TRUE(std::isnan(result.smoothed[1][1].item<double>()));
  EXPECT_EQ(result.areaFraction, 1);
  const auto nothing = findPatches(torch::full({3, 3}, kUndefinedMeasure));
  EXPECT_TRUE(nothing.patches.empty());
  EXPECT_TRUE(std::isnan(nothing.areaFraction));
  EXPECT_THROW(findPatches(torch::rand({9})), std::invalid_argument);
  EXPECT_THROW(findPatches(torch::rand({3, 3}), {0, kUndefinedMeasure}), std::invalid_argument);
}

TEST(Patches, SmoothingFollowsTheSheetsLongerSide) {
  const auto map = mapWith(16, 32, {200});
  const auto automatic = findPatches(map).smoothed, named = findPatches(map, {.034 * 32}).smoothed;
  EXPECT_TRUE(torch::equal(automatic, named));
}

}  // namespace
}  // namespace studio
