// Two files of weights beside each other, tensor by tensor.
#include "core/engine_jobs.h"

#include <gtest/gtest.h>
#include <torch/types.h>

#include "core/weights/state_dict.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

using TensorKind = TensorDifference::Kind;

class WeightsDifferences : public testing::Test {
 protected:
  std::filesystem::path file(const std::string& name, const StateDict& tensors) const {
    writeWeights(folder_.path() / name, tensors);
    return folder_.path() / name;
  }
  TemporaryFolder folder_;
};

TEST_F(WeightsDifferences, AreLargestRelativeAndCosine) {
  const auto a = file("a.safetensors", {{"w", torch::tensor({3.F, 4.F})}, {"same", torch::ones({2, 2})}});
  const auto b = file("b.pt", {{"w", torch::tensor({4.F, 3.F})}, {"same", torch::ones({2, 2})}});
  const WeightsDifference found = compareWeightsFiles(a, b);
  ASSERT_EQ(found.tensors.size(), 2U);
  EXPECT_EQ(found.compared, 2);
  const auto w = std::find_if(found.tensors.begin(), found.tensors.end(), [](auto& each) { return each.name == "w"; });
  EXPECT_NEAR(w->largest, 1, 1e-12);
  EXPECT_NEAR(w->relative, std::sqrt(2.0) / 5, 1e-12);
  EXPECT_NEAR(w->cosine, 24.0 / 25, 1e-12);
  EXPECT_TRUE(found.tensors[w == found.tensors.begin() ? 1 : 0].same());
  EXPECT_NEAR(found.relative, std::sqrt(2.0 / 29), 1e-12) << "all values as one vector";
  EXPECT_NEAR(found.cosine, 28.0 / 29, 1e-12);
}

/// Against torch's own numbers, over more than one piece and in half precision.
TEST_F(WeightsDifferences, AreThoseOfTheWholeTensorHoweverLong) {
  torch::manual_seed(1);
  const auto first = torch::randn({1500, 1001}), second = (first + 0.1 * torch::randn({1500, 1001})).to(torch::kHalf);
  const auto found = compareWeightsFiles(file("a.safetensors", {{"w", first}}), file("b.safetensors", {{"w", second}}));
  const auto x = first.to(torch::kDouble), y = second.to(torch::kDouble);
  EXPECT_EQ(found.tensors[0].largest, (x - y).abs().max().item<double>());
  EXPECT_NEAR(found.tensors[0].relative, ((x - y).norm() / x.norm()).item<double>(), 1e-10);
  EXPECT_NEAR(found.tensors[0].cosine, ((x * y).sum() / (x.norm() * y.norm())).item<double>(), 1e-10);
}

TEST_F(WeightsDifferences, WhatOnlyOneHasOrHasInAnotherShapeIsThereToo) {
  const auto a = file("a.safetensors", {{"w", torch::ones({2, 3})}, {"mine", torch::ones({4})}});
  const auto b = file("b.safetensors", {{"w", torch::ones({3, 2})}, {"yours", torch::ones({5})}});
  const WeightsDifference found = compareWeightsFiles(a, b);
  ASSERT_EQ(found.tensors.size(), 3U);
  EXPECT_EQ(found.compared, 0);
  EXPECT_TRUE(std::isnan(found.largest));
  for (const TensorDifference& each : found.tensors)
    EXPECT_EQ(each.kind, each.name == "w"      ? TensorKind::OtherShape
                         : each.name == "mine" ? TensorKind::OnlyFirst
                                               : TensorKind::OnlySecond);
}

TEST_F(WeightsDifferences, WhatIsNotFiniteIsUndefinedAndZeroIsNoDirection) {
  const auto a = file("a.safetensors", {{"bad", torch::tensor({1.F, NAN})}, {"zero", torch::zeros({3})}});
  const auto b = file("b.safetensors", {{"bad", torch::tensor({1.F, 2.F})}, {"zero", torch::zeros({3})}});
  const WeightsDifference found = compareWeightsFiles(a, b);
  ASSERT_EQ(found.tensors.size(), 2u);
  for (const TensorDifference& each : found.tensors) {
    EXPECT_TRUE(std::isnan(each.cosine));
    EXPECT_EQ(std::isnan(each.largest), each.name == "bad");
    EXPECT_EQ(std::isnan(each.relative), each.name == "bad");
  }
}

TEST_F(WeightsDifferences, OtherSpellingsOfANetworkMeet) {
  const auto weight = torch::randn({4, 6}), head = torch::randn({3, 4});
  const auto a = file("a.safetensors", {{"fc1.weight", weight}, {"fc2.weight", head}});
  const auto b = file("b.safetensors", {{"module.fc1.weight", weight}, {"module.fc2.weight", head + 1}});
  const WeightsDifference found = compareWeightsFiles(a, b);
  EXPECT_EQ(found.compared, 2);
  ASSERT_EQ(found.notes.size(), 1U);
  EXPECT_NEAR(found.largest, 1, 1e-5);
}

TEST_F(WeightsDifferences, HostileFilesAreRefusedByTheirName) {
  const auto good = file("good.safetensors", {{"w", torch::ones({2})}});
  const auto cut = folder_.write("cut.safetensors", "short");
  EXPECT_TRUE(holds(errorSentence([&] { compareWeightsFiles(good, cut); }), "cut.safetensors"));
  EXPECT_TRUE(holds(errorSentence([&] { compareWeightsFiles(folder_.write("a.pt", "PK\x03\x04"), good); }), "a.pt"));
  EXPECT_TRUE(holds(errorSentence([&] { compareWeightsFiles(good, folder_.path() / "none.pt"); }), "none.pt"));
}

TEST_F(WeightsDifferences, CanBeStoppedAndTellHowFarTheyAre) {
  const auto a = file("a.safetensors", {{"u", torch::ones({2})}, {"v", torch::ones({2})}});
  std::stop_source stop;
  Computing computing;
  computing.stop = stop.get_token();
  std::int64_t calls = 0;
  computing.progress = [&](std::int64_t done, std::int64_t all) {
    EXPECT_EQ(all, 2);
    calls = done;
    stop.request_stop();
  };
  EXPECT_THROW(compareWeightsFiles(a, a, computing), ComputingStopped);
  EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace studio
