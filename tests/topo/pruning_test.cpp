// Pruning against torch.nn.utils.prune (tests/data/pruning_reference.json), against kthvalue, and where torch leaves a
// choice.
#include "topo/pruning.h"

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>

namespace studio {
namespace {

const nlohmann::json& reference() {
  static const auto json = [] {
    std::ifstream file(std::string(STUDIO_SOURCE_DIR) + "/tests/data/pruning_reference.json");
    return nlohmann::json::parse(file);
  }();
  return json;
}

std::vector<torch::Tensor> referenceWeights() {
  std::vector<torch::Tensor> weights;
  for (const auto& each : reference()["weights"])
    weights.push_back(torch::tensor(each["values"].get<std::vector<double>>(), torch::kDouble)
                          .to(torch::kFloat)
                          .view(each["shape"].get<std::vector<std::int64_t>>()));
  return weights;
}

/// "0110...": 1 = it stays.
std::string maskText(const torch::Tensor& pruned) {
  std::string text;
  for (std::int64_t i = 0; i < pruned.numel(); ++i) text += pruned.const_data_ptr<float>()[i] != 0 ? '1' : '0';
  return text;
}

std::int64_t sizeOf(const std::vector<torch::Tensor>& set) {
  std::int64_t size = 0;
  for (const auto& each : set) size += each.numel();
  return size;
}

std::int64_t countAfter(const std::vector<double>& amounts, std::int64_t all) {
  std::int64_t gone = 0;
  for (const double amount : amounts) gone += prunedCount(amount, all - gone);
  return gone;
}

TEST(Pruning, CountsAreRoundedHalfToEven) {
  for (const auto& [count, amount, expected] : std::vector<std::tuple<std::int64_t, double, std::int64_t>>{
           {5, .5, 2}, {7, .5, 4}, {3, .5, 2}, {10, .25, 2}, {10, 0, 0}, {10, 1, 10}})
    EXPECT_EQ(prunedCount(amount, count), expected) << count << " * " << amount;
  for (const auto& each : reference()["rounding"]) EXPECT_EQ(prunedCount(each[1], each[0]), each[2]) << each;
}

TEST(Pruning, MasksAndValuesAreTorchsBitForBit) {
  const auto weights = referenceWeights();
  int compared = 0;
  for (const auto& expected : reference()["cases"]) {
    const auto amounts = expected["amounts"].get<std::vector<double>>();
    std::vector<std::vector<torch::Tensor>> sets;
    if (expected["whole"])
      sets = {weights};
    else
      for (const auto& each : weights) sets.push_back({each});
    std::size_t layer = 0;
    for (std::size_t set = 0; set < sets.size(); ++set) {
      const auto cut = pruningCuts(sets[set], {countAfter(amounts, sizeOf(sets[set]))}).front();
      if (expected.contains("thresholds") && cut.count > 0) {
        EXPECT_EQ(cut.threshold, expected["thresholds"][set].get<float>()) << expected["amounts"];
      }
      for (const auto& pruned : prunedWeights(sets[set], cut)) {
        EXPECT_EQ(maskText(pruned), expected["masks"][layer]) << expected["amounts"];
        const auto values = expected["values"][layer].get<std::vector<double>>();
        for (std::size_t i = 0; i < values.size(); ++i) {
          const float own = pruned.const_data_ptr<float>()[i];
          EXPECT_EQ(own, float(values[i]));
          EXPECT_EQ(std::signbit(own), std::signbit(values[i])) << "w * 0 keeps the sign";
          ++compared;
        }
        ++layer;
      }
    }
    EXPECT_EQ(layer, weights.size());
  }
  EXPECT_GT(compared, 1000);
}

TEST(Pruning, ManyCountsAtOnceAreKthvalueForEach) {
  torch::manual_seed(2);
  const auto first = torch::randn({31, 211}), second = torch::randn({5000}) * 1e-30;  // some are denormal
  const auto all = torch::cat({first.flatten(), second}).abs();
  std::vector<std::int64_t> counts{all.numel(), 0, 1};
  for (int level = 1; level < 100; ++level) counts.push_back(prunedCount(0.01 * level, all.numel()));
  const auto cuts = pruningCuts({first, second}, counts);
  ASSERT_EQ(cuts.size(), counts.size());
  for (std::size_t i = 0; i < counts.size(); ++i) {
    EXPECT_EQ(cuts[i].count, counts[i]);
    if (counts[i] == 0) {
      EXPECT_TRUE(std::isnan(cuts[i].threshold));
      continue;
    }
    EXPECT_EQ(cuts[i].threshold, std::get<0>(all.kthvalue(counts[i])).item<float>());
    if (i % 9 != 0) continue;
    const auto pruned = prunedWeights({first, second}, cuts[i]);
    EXPECT_EQ((pruned[0] == 0).sum().item<std::int64_t>() + (pruned[1] == 0).sum().item<std::int64_t>(), counts[i]);
    EXPECT_EQ(pruned[0].sizes(), first.sizes());
  }
  EXPECT_THROW(pruningCuts({first}, {first.numel() + 1}), std::invalid_argument);
}

TEST(Pruning, OfEqualMagnitudesTheLowestIndicesFall) {
  const auto a = torch::tensor({0.5F, -0.5F, 1.0F, 0.5F}), b = torch::tensor({-0.5F, 0.25F, 0.5F});
  const auto cut = pruningCuts({a, b}, {4}).front();  // 0.25 and three of the five
  EXPECT_EQ(cut.threshold, 0.5F);
  EXPECT_EQ(cut.ties, 3);
  EXPECT_EQ(cut.equal, 5);
  const auto pruned = prunedWeights({a, b}, cut);
  EXPECT_EQ(maskText(pruned[0]) + maskText(pruned[1]), "0010101");
  EXPECT_EQ(a[0].item<float>(), 0.5F) << "the originals stay";
}

TEST(Pruning, WhatIsNotFiniteFallsLast) {
  const float nan = std::nanf(""), inf = std::numeric_limits<float>::infinity();
  const auto weights = torch::tensor({nan, 3.0F, -inf, 0.0F});
  const auto cuts = pruningCuts({weights}, {2, 3});
  EXPECT_EQ(cuts[0].threshold, 3);
  EXPECT_EQ(cuts[1].threshold, inf);
  EXPECT_TRUE(std::isnan(prunedWeights({weights}, cuts[1]).front()[0].item<float>()));
}

TEST(Pruning, WeightsOfAnotherLayoutOrTypeAreTakenInTheirOrder) {
  const auto weights = torch::tensor({4.0F, 1.0F, 3.0F, 2.0F}).view({2, 2}).t();  // 4 3 / 1 2
  const auto cut = pruningCuts({weights}, {1}).front();
  EXPECT_EQ(maskText(prunedWeights({weights}, cut).front()), "1101");
  EXPECT_EQ(pruningCuts({weights.to(torch::kDouble)}, {3}).front().threshold, 3);
}

}  // namespace
}  // namespace studio
