// The multilayer perceptron, and what holds for every row of the table of models.
#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>

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

/// A row's default settings, small where its sizes are settings.
ModelConfig makeSmall(const ModelEntry& entry) {
  auto config = entry.defaults().model;
  config.classes = 7;
  if (std::find(entry.settings.begin(), entry.settings.end(), "model.layers") == entry.settings.end()) return config;
  config.layers = 2;
  config.heads = 2;
  config.width = 24;
  config.vocabulary = 11;
  config.context = 9;
  return config;
}

TEST(Models, EveryRowBuildsAnswersAndDescribesItself) {
  ASSERT_GE(models().size(), 6U);
  for (const auto& entry : models()) {
    EXPECT_EQ(entry.defaults().model.name, entry.name);
    const auto settings = makeSmall(entry);
    auto input = defaultInputShape(settings);
    if (!input.language()) input.height = input.width = 32;
    const auto model = entry.make(settings, input);
    model->eval();
    EXPECT_EQ(model->mismatch(input), "") << entry.name;
    torch::NoGradGuard noGrad;
    std::vector<std::string> names;
    for (const auto& layer : model->layers()) names.push_back(layer.name);
    Recording recording(names);
    Taps taps;
    recording.addTo(taps);
    const auto x = input.language() ? torch::randint(0, 11, {2, 9}, torch::kLong)
                                    : torch::randn({2, input.channels, input.height, input.width});
    const auto shape = input.language() ? std::vector<std::int64_t>{2, 9, 11} : std::vector<std::int64_t>{2, 7};
    EXPECT_EQ(model->forward(x, taps).sizes(), shape) << entry.name;
    for (const auto& layer : model->layers()) {
      EXPECT_EQ(recording.seen.at(layer.name).sizes(), (std::vector<std::int64_t>{2, layer.units})) << layer.name;
      const auto weight = model->layerWeight(layer.name);
      EXPECT_EQ(weight.size(0), layer.units);
      EXPECT_EQ(weight.numel(), layer.units * layer.depth);
      EXPECT_EQ(layer.height * layer.width, layer.units);
    }
    EXPECT_TRUE(holds(errorSentence([&] { model->layerWeight("no_such_layer_at_all"); }), "no_such_layer_at_all"))
        << entry.name;
  }
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
