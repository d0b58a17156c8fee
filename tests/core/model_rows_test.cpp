// What holds for every row of the table of models: it is listed, builds at its defaults, and answers when it is small.
#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>

#include "core/engine.h"
#include "core/models/model.h"
#include "core/run/published_values.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

class EachModel : public ::testing::TestWithParam<ModelEntry> {
 protected:
  static const ModelEntry& row() { return GetParam(); }

  /// The row's default settings, small where its sizes are settings.
  static ModelConfig smallSettings() {
    auto config = row().defaults().model;
    config.classes = 7;
    if (!row().reads("model.layers")) return config;
    config.layers = 2;
    config.heads = 2;
    config.width = 24;
    config.vocabulary = 11;
    config.context = 9;
    return config;
  }

  static InputShape smallInput() {
    auto input = defaultInputShape(smallSettings());
    if (!input.language()) input.height = input.width = 32;
    return input;
  }

  static std::shared_ptr<Model> makeSmall() {
    auto model = row().make(smallSettings(), smallInput());
    model->eval();
    return model;
  }

  /// Two images, or two rows of tokens.
  static torch::Tensor makeBatch() {
    const auto input = smallInput();
    return input.language() ? torch::randint(0, 11, {2, 9}, torch::kLong)
                            : torch::randn({2, input.channels, input.height, input.width});
  }
};

TEST_P(EachModel, IsListedAndCanBeChosen) {
  EXPECT_EQ(row().defaults().model.name, row().name);
  EXPECT_EQ(findModel(row().name).title, std::string(row().title));
  EXPECT_FALSE(std::string(row().title).empty());
  EXPECT_FALSE(std::string(row().input).empty());
  const auto engine = makeEngine();
  const auto choices = engine->choices("model.name");
  EXPECT_EQ(std::count(choices.begin(), choices.end(), row().name), 1);
  const auto listed = engine->models();
  const auto found =
      std::find_if(listed.begin(), listed.end(), [](const auto& each) { return each.name == row().name; });
  ASSERT_NE(found, listed.end());
  EXPECT_EQ(found->title, row().title);
  EXPECT_GT(found->parameters, 0);
}

TEST_P(EachModel, ItsSettingsAreSettingsAndThoseOfOthersMakeNoDifference) {
  for (const auto& key : row().settings) EXPECT_NE(findField(key), nullptr) << key;
  const auto idle = makeEngine()->idleSettings(row().defaults());
  for (const auto& other : models())
    for (const auto& key : other.settings) {
      const bool isIdle = std::count(idle.begin(), idle.end(), key) > 0;
      EXPECT_TRUE(isIdle || row().reads(key)) << key;
    }
}

TEST_P(EachModel, BuildsAtItsDefaultsAndItsLayersHaveSheets) {
  const ShapesOnly noValues;
  const auto model = row().make(row().defaults().model, row().defaultInput);
  EXPECT_EQ(model->mismatch(row().defaultInput), "");
  const auto layers = model->layers();
  ASSERT_FALSE(layers.empty());
  EXPECT_TRUE(std::any_of(layers.begin(), layers.end(), [](const LayerInfo& layer) { return layer.topo; }));
  for (const LayerInfo& layer : layers) {
    EXPECT_EQ(layer.height * layer.width, layer.units) << layer.name;
    EXPECT_EQ(model->layerWeight(layer.name).size(0), layer.units) << layer.name;
  }
}

TEST_P(EachModel, AnswersOneRowForEachExample) {
  const auto model = makeSmall();
  EXPECT_EQ(model->mismatch(smallInput()), "");
  const torch::NoGradGuard noGrad;
  const auto logits = model->forward(makeBatch());
  const auto shape = smallInput().language() ? std::vector<std::int64_t>{2, 9, 11} : std::vector<std::int64_t>{2, 7};
  EXPECT_EQ(logits.sizes(), shape);
  EXPECT_TRUE(logits.isfinite().all().item<bool>());
}

TEST_P(EachModel, ShowsTheValuesOfItsLayersAndGivesTheirWeights) {
  const auto model = makeSmall();
  std::vector<std::string> names;
  for (const auto& layer : model->layers()) names.push_back(layer.name);
  Recording recording(names);
  Taps taps;
  recording.addTo(taps);
  const torch::NoGradGuard noGrad;
  model->forward(makeBatch(), taps);
  for (const auto& layer : model->layers()) {
    EXPECT_EQ(recording.seen.at(layer.name).sizes(), (std::vector<std::int64_t>{2, layer.units})) << layer.name;
    EXPECT_EQ(model->layerWeight(layer.name).numel(), layer.units * layer.depth) << layer.name;
  }
  EXPECT_TRUE(holds(errorSentence([&] { model->layerWeight("no_such_layer_at_all"); }), "no_such_layer_at_all"));
}

INSTANTIATE_TEST_SUITE_P(Table, EachModel, ::testing::ValuesIn(models()),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(PublishedNetworks, AreRowsAndHaveValuesInTheTable) {
  ASSERT_FALSE(publishedNetworks().empty());
  for (const PublishedNetwork& network : publishedNetworks()) {
    ModelConfig model = findModel(network.model).defaults().model;
    if (network.classes > 0) model.classes = network.classes;
    EXPECT_TRUE(isPublishedNetwork(model)) << network.model;
    EXPECT_TRUE(std::any_of(publishedRows().begin(), publishedRows().end(), [&](const PublishedRow& row) {
      return row.family == network.family;
    })) << network.family;
  }
  EXPECT_FALSE(isPublishedNetwork(findModel("mlp").defaults().model));
}

}  // namespace
}  // namespace studio
