// Weights and factors that are not as one hopes: a value or a sentence, never a crash (science.md 1.5).
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "composed_loss.h"
#include "topo/sheet_plan.h"

namespace studio {
namespace {

constexpr auto kSheetKind = SheetKind::Weight;

std::string refusal(std::vector<std::int64_t> shape, SheetKind kind, const TopoOptions& options) {
  try {
    SheetLoss loss(std::move(shape), kind, options);
  } catch (const std::invalid_argument& problem) {
    return problem.what();
  }
  return {};
}

TEST(UnusualWeightsTest, ZeroRowsCountOneAndKeepFiniteGradients) {
  torch::manual_seed(1);
  auto weight = torch::randn({64, 30}, torch::kDouble);
  for (const int unit : {0, 9, 10, 63}) weight[unit].zero_();  // 9 is an anchor at factor 3
  const auto exact = testing::composed(weight, kSheetKind, {});
  const auto result = testing::ours(weight, kSheetKind, {});
  EXPECT_NEAR(result.loss, exact.loss, 1e-12);
  EXPECT_TRUE(torch::isfinite(result.gradient).all().item<bool>());
  EXPECT_LE(testing::relativeError(result.gradient, exact.gradient), 1e-11);
  UnitMaps maps;
  SheetLoss({64, 30}, kSheetKind, {}).value(weight, &maps);
  EXPECT_EQ(maps.cosine[10].item<float>(), 0.f);
  EXPECT_EQ(maps.norm[10].item<float>(), 0.f);
}

TEST(UnusualWeightsTest, NanAndInfinityGiveNanNotACrash) {
  for (const double bad : {std::nan(""), std::numeric_limits<double>::infinity()})
    for (const bool perSlice : {false, true}) {
      auto weight = torch::ones({64, 20});
      weight[9][7] = bad;
      const auto result = testing::ours(weight, kSheetKind, {3, 3, BlurMode::Bilinear, perSlice});
      EXPECT_TRUE(std::isnan(result.loss));
    }
}

TEST(UnusualWeightsTest, NanStaysInItsUnitsMaps) {
  torch::manual_seed(2);
  auto weight = torch::randn({64, 20});
  weight[0][3] = std::nan("");  // no anchor reads unit 0 at factor 3
  UnitMaps maps;
  SheetLoss({64, 20}, kSheetKind, {}).value(weight, &maps);
  EXPECT_TRUE(torch::isnan(maps.cosine[0]).item<bool>());
  EXPECT_TRUE(torch::isfinite(maps.cosine.slice(0, 1)).all().item<bool>());
}

TEST(FactorTest, FactorsThatDoNotFitAreRefusedWithWhatWouldFit) {
  EXPECT_EQ(factorProblem({8, 8}, {8, 8}), "");
  EXPECT_EQ(factorProblem({8, 8}, {9, 3}),
            "Factor 9 × 3 does not fit a sheet of 8 × 8 units; use 1 to 8 for the height and 1 to 8 for the width.");
  EXPECT_EQ(refusal({64, 5}, kSheetKind, {3, 9}), factorProblem({8, 8}, {3, 9}));
  EXPECT_EQ(factorProblem({4, 4}, {0.5, 2}),
            "Factor 0.5 × 2 is not usable, because a factor is 1 or more; use 1 to 4 for the height and 1 to 4 for "
            "the width.");
  for (const double factor : {std::nan(""), std::numeric_limits<double>::infinity(), -3.0, 0.0})
    EXPECT_NE(factorProblem({8, 8}, {3, factor}), "") << factor;
}

TEST(FactorTest, SizesWhoseReciprocalRoundsDownAreRefused) {
  // 49 * (1 / 49.0) is below one: the package fails inside interpolate.
  for (const std::int64_t size : {49, 98, 103, 107, 161, 187, 197}) {
    EXPECT_EQ(lowSize(size, static_cast<double>(size)), static_cast<std::int64_t>(double(size) * (1.0 / double(size))));
    if (lowSize(size, double(size)) >= 1) continue;
    const auto problem = factorProblem({size, size}, {double(size), 1});
    EXPECT_NE(problem.find("use 1 to " + std::to_string(size - 1) + " for the height"), std::string::npos) << problem;
  }
}

TEST(FactorTest, StripsTakeAWidthFactorAlone) {
  EXPECT_EQ(factorProblem({1, 13}, {1, 3}), "");
  EXPECT_EQ(factorProblem({1, 13}, {3, 3}),
            "Factor 3 × 3 does not fit a sheet of 1 × 13 units (a strip, as 13 has no divisors); use 1 to 1 for the "
            "height and 1 to 13 for the width.");
  EXPECT_EQ(SheetLoss({13, 6}, kSheetKind, {1, 3}).sheet(), (CorticalSheet{1, 13}));
}

TEST(ShapeTest, WrongShapesAreSentences) {
  EXPECT_NE(refusal({64}, kSheetKind, {}), "");
  EXPECT_NE(refusal({64, 3, 3, 3}, SheetKind::Input, {}), "");
  EXPECT_NE(refusal({64, 3}, SheetKind::Bias, {}), "");
  EXPECT_NE(refusal({0, 3}, kSheetKind, {}), "");
  EXPECT_NE(refusal({64, -1}, kSheetKind, {}), "");
  EXPECT_NE(refusal({std::int64_t{1} << 40, std::int64_t{1} << 40}, kSheetKind, {}), "");
  EXPECT_THROW(CorticalSheet::ofUnits(0), std::invalid_argument);
  EXPECT_THROW(SheetLoss({64, 9}, kSheetKind, {}).value(torch::zeros({64, 8})), std::invalid_argument);
  EXPECT_THROW(SheetLoss({64, 9}, kSheetKind, {}).value(torch::zeros({64, 9}, torch::kLong)), std::invalid_argument);
}

TEST(ShapeTest, AHugeDepthCostsNothingBeforeItIsUsed) {
  const SheetLoss loss({64, std::int64_t{1} << 40}, kSheetKind, {});
  EXPECT_EQ(loss.depth(), std::int64_t{1} << 40);
}

TEST(SheetTest, FollowsTheGridRule) {
  const std::pair<std::int64_t, CorticalSheet> rows[] = {
      {1, {1, 1}},      {7, {1, 7}},      {10, {2, 5}},     {20, {4, 5}},     {30, {5, 6}},    {64, {8, 8}},
      {97, {1, 97}},    {121, {11, 11}},  {128, {8, 16}},   {256, {16, 16}},  {512, {16, 32}}, {768, {24, 32}},
      {1000, {25, 40}}, {1024, {32, 32}}, {2048, {32, 64}}, {2304, {48, 48}}, {3072, {48, 64}}};
  for (const auto& [units, sheet] : rows) EXPECT_EQ(CorticalSheet::ofUnits(units), sheet) << units;
  const auto sheet = CorticalSheet::ofUnits(512);
  EXPECT_EQ(sheet.row(70), 2);
  EXPECT_EQ(sheet.column(70), 6);
}

}  // namespace
}  // namespace studio
