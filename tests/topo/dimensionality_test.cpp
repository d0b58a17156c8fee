// Effective dimensionality against eigenvalues and golden values.
#include "topo/dimensionality.h"

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <cmath>

#include "analysis_reference.h"
#include "topo/cortical_sheet.h"
#include "topo/undefined.h"

namespace studio {
namespace {

double byEigenvalues(const torch::Tensor& features) {
  const auto x = features.to(torch::kDouble);
  const auto values = torch::linalg_eigvalsh(torch::cov(x.t()));
  return (values.sum().square() / values.square().sum()).item<double>();
}

TEST(Dimensionality, MatchesTheGoldenValues) {
  const auto a = torch::arange(1, 13, torch::kDouble).unsqueeze(1), b = torch::arange(1, 8, torch::kDouble);
  const auto x = (.37 * a * b).sin();  // [12, 7]
  EXPECT_NEAR(effectiveDimensionality(x), 6.139676966558, 1e-9);
  EXPECT_NEAR(effectiveDimensionality(x.to(torch::kFloat)), 6.139676966558, 1e-5);
  EXPECT_NEAR(effectiveDimensionality(testing::goldenResponses()), 4.178546, 5.1e-7);
}

TEST(Dimensionality, EqualsEigenvaluesForMoreOrFewerStimuliThanFeatures) {
  for (const auto& row : testing::analysisReference("dimensionality"))
    EXPECT_NEAR(effectiveDimensionality(testing::makeTensor(row.at("features"))), row.at("value").get<double>(), 1e-9);
}

TEST(Dimensionality, LargeFloatFeaturesKeepFiveDigits) {
  torch::manual_seed(1);
  const auto spread = torch::pow(torch::arange(1, 701, torch::kDouble), -0.4);
  const auto x =
      (torch::randn({900, 700}, torch::kDouble) * spread).matmul(torch::randn({700, 700}, torch::kDouble)) + 30;
  const double exact = effectiveDimensionality(x);
  EXPECT_NEAR(exact, byEigenvalues(x), 1e-8 * exact);
  EXPECT_NEAR(effectiveDimensionality(x.to(torch::kFloat)), exact, 1e-5 * exact);
  EXPECT_NEAR(effectiveDimensionality(x.t().to(torch::kFloat)), byEigenvalues(x.t()), 1e-5 * exact);
  EXPECT_NEAR(effectiveDimensionality((x * 1e25).to(torch::kFloat)), exact, 1e-5 * exact);  // squares overflow a float
}

TEST(Dimensionality, LiesBetweenOneAndItsBoundAndIgnoresRotationAndScale) {
  torch::manual_seed(2);
  for (const auto& [stimuli, features] : {std::pair<int, int>{30, 8}, {8, 30}, {2, 5}, {50, 1}}) {
    const auto x = torch::randn({stimuli, features}, torch::kDouble);
    const double value = effectiveDimensionality(x);
    EXPECT_GE(value, 1 - 1e-12);
    EXPECT_LE(value, std::min(stimuli - 1, features) + 1e-12);
    const auto rotation = std::get<0>(torch::linalg_qr(torch::randn({features, features}, torch::kDouble)));
    EXPECT_NEAR(effectiveDimensionality(x.matmul(rotation) * 1e-7 + 3), value, 1e-6);
  }
  EXPECT_NEAR(effectiveDimensionality(torch::randn({20, 1}, torch::kDouble) * torch::ones({1, 6}, torch::kDouble)), 1,
              1e-12);
}

TEST(Dimensionality, StreamsOverStimuliAndOverFeaturesGiveTheSame) {
  torch::manual_seed(3);
  const auto x = torch::randn({40, 24}, torch::kDouble) + 1e4 * torch::rand({24}, torch::kDouble);
  const double whole = effectiveDimensionality(x);
  DimensionalityStream stream;
  DimensionalityBlocks blocks;
  for (const auto& batch : x.split(7)) stream.add(batch);
  for (const auto& block : x.split(5, 1)) blocks.add(block);
  EXPECT_NEAR(stream.value(), whole, 1e-9);
  EXPECT_NEAR(blocks.value(), whole, 1e-9);
  EXPECT_EQ(stream.stimuli(), 40);
  EXPECT_EQ(blocks.features(), 24);
  EXPECT_THROW(stream.add(torch::rand({3, 23})), std::invalid_argument);
  EXPECT_THROW(blocks.add(torch::rand({39, 3})), std::invalid_argument);
}

TEST(Dimensionality, IsUndefinedWhereNothingVariesOrAValueIsNotFinite) {
  auto broken = torch::rand({5, 4});
  broken[2][1] = kUndefinedMeasure;
  for (const auto& x :
       {torch::rand({1, 4}), torch::full({5, 4}, 0.1), broken, torch::rand({5, 0}), torch::rand({0, 4})}) {
    EXPECT_TRUE(std::isnan(effectiveDimensionality(x))) << x;
    DimensionalityStream stream;
    DimensionalityBlocks blocks;
    stream.add(x), blocks.add(x);
    EXPECT_TRUE(std::isnan(stream.value())) << x;
    EXPECT_TRUE(std::isnan(blocks.value())) << x;
  }
  EXPECT_TRUE(std::isnan(DimensionalityStream().value()));
  EXPECT_THROW(effectiveDimensionality(torch::rand({4})), std::invalid_argument);
}

}  // namespace
}  // namespace studio
