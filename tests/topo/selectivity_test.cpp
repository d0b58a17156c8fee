// Selectivity t against the published numbers and a direct computation.
#include "topo/selectivity.h"

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <cmath>
#include <limits>
#include <vector>

namespace studio {
namespace {

torch::Tensor column(const std::vector<double>& values) { return torch::tensor(values, torch::kDouble).unsqueeze(1); }

/// The definition, spelled out.
double directT(const torch::Tensor& on, const torch::Tensor& off) {
  const double variance1 = on.var(0, false).item<double>(), variance2 = off.var(0, false).item<double>();
  const double error =
      std::sqrt(variance1 / static_cast<double>(on.size(0)) + variance2 / static_cast<double>(off.size(0)));
  return (on.mean().item<double>() - off.mean().item<double>()) / error;
}

/// Each class against all others: float [classes, units].
torch::Tensor ofClasses(const torch::Tensor& responses, const torch::Tensor& labels, std::int64_t classes) {
  const auto on = torch::arange(classes).unsqueeze(1) == labels.unsqueeze(0);  // [classes, stimuli]
  return selectivityOfContrasts(responses, on, on.logical_not());
}

TEST(Selectivity, MatchesTheGoldValueOfTheScience) {
  const auto responses = column({3, 5, 4, 6, 7, 1, 2, 2, 3, 0, 4, 1});
  const auto labels = torch::tensor({1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0}, torch::kLong);
  EXPECT_NEAR(ofClasses(responses, labels, 2)[1].item<float>(), 3.986374541954, 1e-6);
  EXPECT_NEAR(ofClasses(responses, labels, 2)[0].item<float>(), -3.986374541954, 1e-6);
}

TEST(Selectivity, AllContrastsAtOnceAreTheDefinition) {
  torch::manual_seed(3);
  const auto responses = torch::randn({60, 7}) + 1000;  // a large offset must not cost digits
  const auto labels = torch::arange(60) % 5;
  const auto all = ofClasses(responses, labels, 5);
  ASSERT_EQ(all.sizes(), (std::vector<std::int64_t>{5, 7}));
  for (std::int64_t group = 0; group < 5; ++group) {
    for (std::int64_t unit = 0; unit < 7; ++unit) {
      const auto values = responses.select(1, unit).to(torch::kDouble);
      EXPECT_NEAR(all[group][unit].item<float>(),
                  directT(values.index({labels == group}), values.index({labels != group})), 1e-5);
    }
  }
}

TEST(Selectivity, StimuliOnNeitherSideDoNotCount) {
  torch::manual_seed(4);
  const auto responses = torch::randn({9, 2}, torch::kDouble);
  const auto labels = torch::arange(9) % 3;
  const auto t = selectivityOfContrasts(responses, (labels == 0).unsqueeze(0), (labels == 1).unsqueeze(0));
  const auto first = responses.select(1, 0);
  EXPECT_NEAR(t[0][0].item<float>(), directT(first.index({labels == 0}), first.index({labels == 1})), 1e-5);
}

TEST(Selectivity, ConstantUnitsAreZeroEvenWhenRoundingIsInvolved) {
  const auto constant = torch::full({300, 1}, 0.1);
  const auto twoLevels = torch::where(torch::arange(300).unsqueeze(1) % 3 == 0, 0.3, 0.1);
  const auto responses = torch::cat({constant, twoLevels}, 1);
  const auto t = ofClasses(responses, torch::arange(300) % 3, 3)[0];
  EXPECT_EQ(t[0].item<float>(), 0.0F);
  EXPECT_EQ(t[1].item<float>(), 0.0F);
}

TEST(Selectivity, EmptyGroupsAndUndefinedResponsesAreNaN) {
  auto responses = torch::rand({10, 2});
  responses[4][1] = std::numeric_limits<float>::quiet_NaN();
  const auto t = ofClasses(responses, torch::arange(10) % 2, 3);
  EXPECT_TRUE(std::isfinite(t[0][0].item<float>()));
  EXPECT_TRUE(std::isnan(t[0][1].item<float>()));
  EXPECT_TRUE(std::isnan(t[2][0].item<float>()));
}

TEST(Selectivity, RefusesShapesThatDoNotBelongTogether) {
  const auto side = torch::ones({1, 3}, torch::kBool);
  EXPECT_THROW(selectivityOfContrasts(torch::rand({4, 2}), side, side), std::invalid_argument);
  EXPECT_THROW(selectivityOfContrasts(torch::rand({3, 2}), side, torch::ones({2, 3}, torch::kBool)),
               std::invalid_argument);
  EXPECT_THROW(
      selectivityOfContrasts(torch::rand({0, 2}), torch::ones({1, 0}, torch::kBool), torch::ones({1, 0}, torch::kBool)),
      std::invalid_argument);
}

}  // namespace
}  // namespace studio
