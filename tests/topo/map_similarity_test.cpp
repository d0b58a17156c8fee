// Pearson, Spearman and SSIM against golden values, SciPy and scikit-image.
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

TEST(MapSimilarity, MatchesTheGoldenValues) {
  const auto a = testing::goldenMapA(), b = testing::goldenMapB();
  const auto uniform = mapSimilarity(a, b, {7, false, 2});
  EXPECT_NEAR(uniform.ssim, .217688216058, 1e-9);
  EXPECT_NEAR(uniform.pearson, .109457912137, 1e-9);
  EXPECT_NEAR(uniform.spearman, .106754262989, 1e-9);
  EXPECT_NEAR(mapSimilarity(a, b, {7, true, 2}).ssim, .149011426291, 1e-9);
  EXPECT_NEAR(mapSimilarity(a, b, {3, false, 2}).ssim, .138635733787, 1e-9);
}

TEST(MapSimilarity, EqualsSciPyAndScikitImageWithTies) {
  for (const auto& row : testing::analysisReference("similarity")) {
    const auto a = testing::makeTensor(row.at("a")), b = testing::makeTensor(row.at("b"));
    const auto result = mapSimilarity(a, b);  // the automatic range is that of the reference
    EXPECT_NEAR(result.pearson, row.at("pearson").get<double>(), 1e-12);
    EXPECT_NEAR(result.spearman, row.at("spearman").get<double>(), 1e-12);
    EXPECT_NEAR(result.ssim, row.at("uniform7").get<double>(), 1e-10);
    EXPECT_NEAR(mapSimilarity(a, b, {3}).ssim, row.at("uniform3").get<double>(), 1e-10);
    EXPECT_NEAR(mapSimilarity(a, b, {7, true}).ssim, row.at("gaussian").get<double>(), 1e-10);
  }
}

TEST(MapSimilarity, OfAMapWithItselfIsOneAndSymmetric) {
  const auto a = testing::goldenMapA(), b = testing::goldenMapB();
  const auto self = mapSimilarity(a, a), there = mapSimilarity(a, b), back = mapSimilarity(b, a);
  EXPECT_NEAR(self.pearson, 1, 1e-12);
  EXPECT_NEAR(self.spearman, 1, 1e-12);
  EXPECT_NEAR(self.ssim, 1, 1e-12);
  EXPECT_NEAR(mapSimilarity(a, -a).pearson, -1, 1e-12);
  EXPECT_NEAR(there.ssim, back.ssim, 1e-14);
  EXPECT_NEAR(mapSimilarity(a.exp(), b).spearman, there.spearman, 1e-12);  // ranks only
}

TEST(MapSimilarity, IsUndefinedWhereItMakesNoSense) {
  const auto a = testing::goldenMapA(), flat = torch::full({16, 16}, 0.3);
  EXPECT_TRUE(std::isnan(mapSimilarity(a, flat).pearson));
  EXPECT_TRUE(std::isnan(mapSimilarity(a, flat).spearman));
  EXPECT_TRUE(std::isnan(mapSimilarity(torch::zeros({9, 9}), torch::zeros({9, 9})).ssim));
  EXPECT_TRUE(std::isnan(mapSimilarity(torch::rand({6, 20}), torch::rand({6, 20})).ssim));  // 7 does not fit 6
  EXPECT_FALSE(std::isnan(mapSimilarity(torch::rand({6, 20}), torch::rand({6, 20}), {5}).ssim));
  EXPECT_TRUE(std::isnan(mapSimilarity(torch::rand({10, 20}), torch::rand({10, 20}), {3, true}).ssim));  // nor 11 10
  EXPECT_TRUE(std::isnan(mapSimilarity(a, torch::full({16, 16}, kUndefinedMeasure)).pearson));
}

TEST(MapSimilarity, UndefinedUnitsAreLeftOut) {
  auto a = testing::goldenMapA(), b = testing::goldenMapB();
  a[0][0] = kUndefinedMeasure;  // in one window only
  const auto holed = mapSimilarity(a, b, {7, false, 2});
  double sum = 0;
  for (int row = 0; row < 10; ++row)
    for (int column = row == 0 ? 1 : 0; column < 10; ++column)
      sum += mapSimilarity(a.narrow(0, row, 7).narrow(1, column, 7), b.narrow(0, row, 7).narrow(1, column, 7),
                           {7, false, 2})
                 .ssim;
  EXPECT_NEAR(holed.ssim, sum / 99, 1e-12);
  const auto rest = torch::stack({a.flatten().narrow(0, 1, 255), b.flatten().narrow(0, 1, 255)});
  EXPECT_NEAR(holed.pearson, torch::corrcoef(rest)[0][1].item<double>(), 1e-12);
}

TEST(MapSimilarity, RefusesOtherSheetsAndWindows) {
  const auto a = torch::rand({8, 8});
  EXPECT_THROW(mapSimilarity(a, torch::rand({4, 16})), std::invalid_argument);
  for (const std::int64_t window : {0, 1, 4, -3}) EXPECT_THROW(mapSimilarity(a, a, {window}), std::invalid_argument);
  EXPECT_THROW(mapSimilarity(a, a, {7, false, -1}), std::invalid_argument);
}

}  // namespace
}  // namespace studio
