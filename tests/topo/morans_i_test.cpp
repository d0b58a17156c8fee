// Moran's I and the Gaussian that may go before it.
#include "topo/map_measures.h"

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "analysis_reference.h"
#include "topo/cortical_sheet.h"
#include "topo/undefined.h"

namespace studio {
namespace {

TEST(MoransI, MatchesTheGoldenValues) {
  const auto a = testing::goldenMapA();
  EXPECT_NEAR(moransI(a, {true, true, 0}).i, .275418615257, 1e-9);
  EXPECT_NEAR(moransI(a, {true, false, 0}).i, .262322373634, 1e-9);
  EXPECT_NEAR(moransI(a, {false, true, 0}).i, .499914065101, 1e-9);
  EXPECT_NEAR(moransI(testing::goldenMapB(), {true, true, 0}).i, .520449616696, 1e-9);
  EXPECT_NEAR(moransI(a.to(torch::kFloat), {true, true, 0}).i, .275418615257, 1e-5);
  EXPECT_DOUBLE_EQ(moransI(a).expected, -1.0 / 255);
  EXPECT_TRUE(std::isnan(moransI(a, {true, true, 0}).p));
}

TEST(MoransI, EqualsDenseWeightsWithHoles) {
  for (const auto& row : testing::analysisReference("moran")) {
    const MoranOptions options{row.at("queen"), row.at("row_standardised"), 0, 0};
    EXPECT_NEAR(moransI(testing::makeTensor(row.at("map")), options).i, row.at("i").get<double>(), 1e-12);
  }
}

TEST(MoransI, PermutationsTellOrderFromNoise) {
  EXPECT_DOUBLE_EQ(moransI(testing::goldenMapB()).p, 1.0 / 1000);
  torch::manual_seed(11);
  EXPECT_GT(moransI(torch::randn({16, 16})).p, 0.02);
  const auto board = (torch::arange(12).unsqueeze(1) + torch::arange(12)) % 2;
  const auto checkered = moransI(board.to(torch::kDouble), {false, true, 999, 0});
  EXPECT_NEAR(checkered.i, -1, 1e-12);
  EXPECT_DOUBLE_EQ(checkered.p, 1.0 / 1000);  // as far below chance as can be: this p is small at both ends
}

TEST(MoransI, PIsUniformForNoise) {
  // Folded at one half: the mean of p over noise is near 1/4.
  torch::manual_seed(21);
  double sum = 0;
  for (int map = 0; map < 60; ++map) sum += moransI(torch::randn({8, 8}), {true, true, 199, 3}).p;
  EXPECT_NEAR(sum / 60, 0.25, 0.06);
}

TEST(MoransI, PIsTheShareOfAllArrangements) {
  std::vector<double> values = {1, 2, 11, 4, 7};
  const auto computeI = [](const std::vector<double>& line) {
    return moransI(torch::tensor(line, torch::kDouble).unsqueeze(0), {false, true, 0}).i;
  };
  const double observed = computeI(values);
  const auto given = torch::tensor(values, torch::kDouble).unsqueeze(0);
  double reached = 0;  // of 120
  std::sort(values.begin(), values.end());
  do reached += computeI(values) >= observed - 1e-12;
  while (std::next_permutation(values.begin(), values.end()));
  EXPECT_NEAR(moransI(given, {false, true, 20000}).p, std::min(reached, 120 - reached) / 120, 0.012) << reached;
}

TEST(MoransI, TheSeedDecidesAndThreadsDoNot) {
  torch::manual_seed(13);
  const auto map = torch::randn({20, 21});
  const auto threads = torch::get_num_threads();
  torch::set_num_threads(1);
  const double one = moransI(map, {true, true, 499, 7}).p;
  torch::set_num_threads(2);
  const double two = moransI(map, {true, true, 499, 7}).p;
  std::set<double> others;
  for (std::uint64_t seed = 8; seed < 14; ++seed) others.insert(moransI(map, {true, true, 499, seed}).p);
  torch::set_num_threads(threads);
  EXPECT_EQ(one, two);
  EXPECT_GT(others.size(), 1u);
}

TEST(MoransI, IsUndefinedWhereNothingVaries) {
  for (const auto& map : {torch::full({4, 4}, 0.1), torch::full({4, 4}, kUndefinedMeasure), torch::rand({1, 1})}) {
    const auto result = moransI(map);
    EXPECT_TRUE(std::isnan(result.i) && std::isnan(result.p) && std::isnan(result.expected));
  }
  EXPECT_TRUE(std::isnan(moransI(torch::tensor({{1.0, kUndefinedMeasure, 2.0}})).i));  // two units, no neighbours
  EXPECT_THROW(moransI(torch::rand({4})), std::invalid_argument);
  EXPECT_THROW(moransI(torch::rand({4, 4}), {true, true, -1}), std::invalid_argument);
}

TEST(GaussianBlur, EqualsScipyAtZeroBordersAndKeepsConstantsElse) {
  const auto& row = testing::analysisReference("blur");
  const auto smooth = gaussianSmoothed(testing::makeTensor(row.at("map")), row.at("sigma"), BlurBorder::Zero);
  testing::expectNear(testing::tensorValues(smooth), testing::readNumbers(row.at("smoothed")), 1e-12);
  auto constant = torch::full({5, 9}, 3.5, torch::kDouble);
  constant[2][3] = kUndefinedMeasure;
  const auto kept = gaussianSmoothed(constant, 1.7);
  EXPECT_TRUE(torch::allclose(kept, constant, 1e-12, 1e-12, true));
  EXPECT_TRUE(torch::equal(gaussianSmoothed(testing::goldenMapA(), 0), testing::goldenMapA()));
  EXPECT_THROW(gaussianSmoothed(constant, -1), std::invalid_argument);
}

}  // namespace
}  // namespace studio
