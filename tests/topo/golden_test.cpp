// Values computed with the published formula in Python (science.md, GOLD 1).
#include <gtest/gtest.h>

#include "composed_loss.h"

namespace studio {
namespace {

struct Golden {
  const char* name;
  std::vector<std::int64_t> shape;
  SheetKind kind;
  double factorHeight, factorWidth;
  BlurMode mode;
  bool perSlice;
  double loss;
};

constexpr auto kBilinear = BlurMode::Bilinear;
constexpr auto kNearest = BlurMode::Nearest;
constexpr auto kWeight = SheetKind::Weight;

const std::vector<Golden> kGolden = {
    {"f2", {16, 4}, kWeight, 2, 2, kBilinear, false, 0.009572439580},
    {"f3", {16, 4}, kWeight, 3, 3, kBilinear, false, 0.011625323650},
    {"f3x1", {16, 4}, kWeight, 3, 1, kBilinear, false, 0.011244836974},
    {"sheet4x5", {20, 30}, kWeight, 2, 2, kBilinear, false, 0.055880156821},
    {"sheet4x5_slices", {20, 30}, kWeight, 2, 2, kBilinear, true, 0.116989855627},
    {"sheet8x8", {64, 27}, kWeight, 3, 3, kBilinear, false, 0.808697477310},
    {"sheet8x8_slices", {64, 27}, kWeight, 3, 3, kBilinear, true, 0.913056749963},
    {"sheet8x8_nearest", {64, 27}, kWeight, 3, 3, kNearest, false, 0.931545732407},
    {"sheet16x16", {256, 10}, kWeight, 4, 4, kBilinear, false, 0.990780958464},
    {"sheet16x16_nearest", {256, 10}, kWeight, 4, 4, kNearest, false, 0.983773695613},
    {"sheet5x6", {30, 5}, kWeight, 3, 2, kBilinear, false, 0.006178781255},
    {"fractional", {48, 5}, kWeight, 2.5, 1.5, kBilinear, false, 0.003774889505},
    {"sheet48x64", {3072, 8}, kWeight, 3, 3, kBilinear, false, 0.615249542465},
    {"convolution", {12, 4, 3, 3}, kWeight, 3, 3, kBilinear, false, 0.536420473109},
    {"input6x6", {10, 36}, SheetKind::Input, 2, 2, kBilinear, false, 0.000191241632},
    {"input6x8", {6, 48}, SheetKind::Input, 3, 3, kBilinear, false, 0.000990890055},
    {"bias4x5", {20}, SheetKind::Bias, 2, 2, kBilinear, false, 0.010110701804},
    {"bias8x8", {64}, SheetKind::Bias, 3, 3, kBilinear, false, 0.010851993414},
};

class GoldenTest : public ::testing::TestWithParam<Golden> {};

TEST_P(GoldenTest, LossInDoubleAndFloat) {
  const auto& row = GetParam();
  const SheetLoss loss(row.shape, row.kind, {row.factorHeight, row.factorWidth, row.mode, row.perSlice});
  const auto weight = testing::sineWeight(row.shape);
  EXPECT_NEAR(loss.value(weight).item<double>(), row.loss, 1e-9);
  EXPECT_NEAR(loss.value(weight.to(torch::kFloat)).item<double>(), row.loss, 1e-5);
}

INSTANTIATE_TEST_SUITE_P(Rows, GoldenTest, ::testing::ValuesIn(kGolden),
                         [](const auto& info) { return info.param.name; });

TEST(GoldenGradientTest, FourUnitsAtFactorTwo) {
  const auto result = testing::ours(testing::sineWeight({16, 4}), kWeight, {2, 2, kBilinear, false});
  EXPECT_NEAR(result.gradient.abs().sum().item<double>(), 1.618539129531, 1e-9);
  const double first[] = {-0.693984974039, -0.402297775088, -0.110570346695, 0.181168138641};
  for (int i = 0; i < 4; ++i) EXPECT_NEAR(result.gradient[0][i].item<double>(), first[i], 1e-9);
}

TEST(GoldenEdgeTest, FactorOneIsExactlyZero) {
  for (const auto type : {torch::kFloat, torch::kDouble}) {
    torch::manual_seed(3);
    const auto weight = torch::randn({20, 33}, type);
    for (const bool perSlice : {false, true}) {
      const auto result = testing::ours(weight, kWeight, {1, 1, kBilinear, perSlice});
      EXPECT_EQ(result.loss, 0.0);
      EXPECT_EQ(result.gradient.abs().max().item<double>(), 0.0);
    }
  }
}

TEST(GoldenEdgeTest, AllZeroWeightsGiveOne) {
  const auto result = testing::ours(torch::zeros({64, 27}), kWeight, {3, 3, kBilinear, false});
  EXPECT_EQ(result.loss, 1.0);
  EXPECT_TRUE(torch::isfinite(result.gradient).all().item<bool>());
}

TEST(GoldenEdgeTest, RandomWeightsBeginNearTheKnownLoss) {
  // Independent random weights at factor 3 (science.md): a wrong sheet or blur shows at once.
  torch::manual_seed(0);
  const std::pair<std::int64_t, double> rows[] = {{64, .945}, {128, .934}, {256, .907}, {512, .919}, {3072, .894}};
  for (const auto& [units, expected] : rows) {
    const SheetLoss loss({units, 1024}, kWeight, {});
    EXPECT_NEAR(loss.value(torch::randn({units, 1024})).item<double>(), expected, 0.01) << units;
  }
}

}  // namespace
}  // namespace studio
