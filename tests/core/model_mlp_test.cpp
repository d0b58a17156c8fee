// The multilayer perceptron, and names that are none of the table (its rows: model_rows_test.cpp).
#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <tuple>

#include "core/models/model.h"
#include "core/weights/state_dict.h"
#include "tests/core/wave_weights.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

ModelConfig demo() {
  ModelConfig config;
  config.bias = false;
  return config;
}

TEST(Mlp, IsTheNetworkOfThePapersDemo) {
  const auto& entry = findModel("mlp");
  const auto model = entry.make(demo(), entry.defaultInput);
  const auto tensors = makeStateDict(*model);
  ASSERT_EQ(tensors.size(), 2U);
  EXPECT_EQ(tensors[0].first, "fc1.weight");
  EXPECT_EQ(tensors[1].first, "fc2.weight");
  EXPECT_EQ(countParameters(*model), 784 * 256 + 256 * 10);
  const auto layers = model->layers();
  ASSERT_EQ(layers.size(), 2U);
  EXPECT_TRUE(layers[0].topo);
  EXPECT_FALSE(layers[1].topo);  // the classifier
  EXPECT_EQ(std::tie(layers[0].height, layers[0].width, layers[0].depth),
            std::make_tuple(std::int64_t{16}, std::int64_t{16}, std::int64_t{784}));
  EXPECT_EQ(std::tie(layers[1].height, layers[1].width), std::make_tuple(std::int64_t{2}, std::int64_t{5}));
}

TEST(Mlp, ComputesItsFormulaAndShowsResponsesBeforeTheActivation) {
  auto config = demo();
  config.hidden = {6, 5};
  config.classes = 3;
  config.bias = true;
  const auto model = findModel("mlp").make(config, {2, 3, 4});
  const auto x = torch::randn({7, 2, 3, 4});
  Recording recording({"fc1", "fc3"});
  Taps taps;
  recording.addTo(taps);
  const auto logits = model->forward(x, taps);
  const auto named = model->named_parameters();
  const auto linear = [&](const torch::Tensor& in, const std::string& name) {
    return in.matmul(named[name + ".weight"].t()) + named[name + ".bias"];
  };
  const auto first = linear(x.flatten(1), "fc1");
  const auto expected = linear(torch::relu(linear(torch::relu(first), "fc2")), "fc3");
  EXPECT_TRUE(torch::allclose(logits, expected, 1e-5, 1e-6));
  ASSERT_EQ(recording.seen.size(), 2U);
  EXPECT_TRUE(torch::allclose(recording.seen["fc1"], first, 1e-5, 1e-6));
  EXPECT_LT(recording.seen["fc1"].min().item<float>(), 0);
  EXPECT_FALSE(recording.seen["fc1"].requires_grad());
}

TEST(Mlp, RefusesSizesThatMakeNoNetwork) {
  auto config = demo();
  config.hidden = {0};
  EXPECT_TRUE(holds(errorSentence([&] { findModel("mlp").make(config, {1, 28, 28}); }), "model.hidden"));
  config.hidden = {1'000'000'000'000};
  EXPECT_TRUE(holds(errorSentence([&] { findModel("mlp").make(config, {1, 28, 28}); }), "billion parameters"));
}

TEST(Models, NamesAreSuggested) {
  EXPECT_TRUE(holds(errorSentence([] { findModel("resnt18"); }), "resnt18", "resnet18"));
  EXPECT_TRUE(holds(errorSentence([] { findModel("perceiver"); }), "toponets models"));
  const auto model = findModel("resnet18").make({}, {3, 32, 32});
  EXPECT_TRUE(holds(errorSentence([&] { model->layerWeight("layer1.0.conv3"); }), "did you mean `layer1.0.conv"));
  EXPECT_TRUE(holds(errorSentence([&] { model->layerWeight("bn1"); }), "no layer \"bn1\" with a sheet"));
}

}  // namespace
}  // namespace studio
