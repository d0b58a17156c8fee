// Weights saved in pieces are put together as PyTorch's training libraries compute with them.
#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "core/weights/key_maps.h"
#include "core/weights/recognise.h"
#include "core/weights/weight_pieces.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

const torch::Tensor& only(const StateDict& tensors, const std::string& name) {
  EXPECT_EQ(tensors.size(), 1U);
  EXPECT_EQ(tensors.at(0).first, name);
  return tensors.at(0).second;
}

TEST(WeightPieces, PrunedWeightsAreMasked) {
  const auto values = torch::rand({4, 3}), mask = (torch::rand({4, 3}) > 0.5).to(torch::kFloat);
  EXPECT_TRUE(torch::equal(only(joinedPieces({{"fc.weight_mask", mask}, {"fc.weight_orig", values}}), "fc.weight"),
                           values * mask));
  EXPECT_TRUE(torch::equal(
      only(joinedPieces({{"fc.bias_orig", values[0]}, {"fc.bias_mask", mask[0].to(torch::kBool)}}), "fc.bias"),
      values[0] * mask[0]));
}

TEST(WeightPieces, WeightNormScalesEachUnit) {
  const auto v = torch::randn({4, 3, 2, 2}), g = torch::rand({4, 1, 1, 1}) + 1;
  for (const auto& [first, second] : std::vector<std::pair<std::string, std::string>>{
           {"conv.weight_g", "conv.weight_v"},
           {"conv.parametrizations.weight.original0", "conv.parametrizations.weight.original1"}}) {
    const auto weight = only(joinedPieces({{first, g}, {second, v}}), "conv.weight");
    EXPECT_TRUE(torch::allclose(weight.flatten(1).norm(2, 1), g.flatten())) << first;
    EXPECT_TRUE(torch::allclose(weight / weight.flatten(1).norm(2, 1).view({4, 1, 1, 1}),
                                v / v.flatten(1).norm(2, 1).view({4, 1, 1, 1}), 1e-4, 1e-6));
  }
  EXPECT_NEAR(only(joinedPieces({{"fc.weight_g", torch::tensor(3.0F)}, {"fc.weight_v", v.flatten(1)}}), "fc.weight")
                  .norm()
                  .item<float>(),
              3, 1e-5);
}

TEST(WeightPieces, SpectralNormDividesByTheLargestSingularValue) {
  const auto values = torch::randn({4, 6});
  const auto [u, s, v] = torch::linalg_svd(values, false);
  for (const auto& names : std::vector<std::array<std::string, 3>>{
           {"fc.weight_orig", "fc.weight_u", "fc.weight_v"},
           {"fc.parametrizations.weight.original", "fc.parametrizations.weight.0._u",
            "fc.parametrizations.weight.0._v"}}) {
    const auto weight =
        only(joinedPieces({{names[0], values}, {names[1], u.select(1, 0)}, {names[2], v.select(0, 0)}}), "fc.weight");
    EXPECT_NEAR(std::get<1>(torch::linalg_svd(weight, false))[0].item<float>(), 1, 1e-4) << names[0];
  }
}

/// Of a transposed convolution, or of a network that normalised its inputs: the shapes of u and v show it, and nothing
/// is made up.
TEST(WeightPieces, SpectralNormOverAnotherAxisIsNotPutTogether) {
  const auto values = torch::randn({4, 6});
  for (const auto& [u, v] : std::vector<std::pair<std::int64_t, std::int64_t>>{{6, 4}, {4, 5}, {3, 6}}) {
    const StateDict given{
        {"fc1.weight_orig", values}, {"fc1.weight_u", torch::rand({u})}, {"fc1.weight_v", torch::rand({v})}};
    EXPECT_EQ(joinedPieces(given).size(), 3U) << u;
    const auto found = recognise(listShapes(given));
    EXPECT_FALSE(found.model);
    EXPECT_TRUE(holds(found.problem, "fc1.weight has spectral norm over another axis", "take it off before saving"));
    EXPECT_TRUE(found.notes.empty());
  }
  EXPECT_EQ(joinedPieces({{"c.weight_orig", torch::rand({4, 3, 2, 2})},
                          {"c.weight_u", torch::rand({4})},
                          {"c.weight_v", torch::rand({12})}})
                .size(),
            1U);
}

TEST(WeightPieces, IncompleteOnesAndWholeOnesStayAsTheyAre) {
  const StateDict given{{"a.weight_orig", torch::rand({2})}, {"b.weight_g", torch::rand({2})},
                        {"c.weight_orig", torch::rand({2})}, {"c.weight_mask", torch::rand({3})},
                        {"d.weight", torch::rand({2})},      {"d.weight_orig", torch::rand({2})},
                        {"d.weight_mask", torch::rand({2})}, {"e.parametrizations.weight.original", torch::rand({2})}};
  const auto same = joinedPieces(given);
  ASSERT_EQ(same.size(), given.size());
  for (std::size_t index = 0; index < given.size(); ++index) EXPECT_EQ(same[index].first, given[index].first);
}

TEST(WeightPieces, TheyAreRecognisedAndSaid) {
  const auto found = recognise({{"fc1.weight_orig", {8, 4}},
                                {"fc1.weight_mask", {8, 4}},
                                {"fc1.bias", {8}},
                                {"fc2.weight", {3, 8}},
                                {"fc2.bias", {3}}});
  ASSERT_TRUE(found.model) << found.problem;
  EXPECT_EQ(found.model->name, "mlp");
  EXPECT_EQ(found.notes.at(0),
            "1 weight is stored in pieces (pruned and not made permanent) and put together on reading.");
}

}  // namespace
}  // namespace studio
