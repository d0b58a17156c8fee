// ResNet-50 and the vision transformer against torchvision (tests/data/make_torchvision_reference.py), and their
// published sizes.
#include "core/models/model.h"
#include "tests/core/wave_weights.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

std::shared_ptr<Model> resnet50(bool blurPool, std::int64_t classes) {
  ModelConfig config;
  config.classes = classes;
  config.blurPool = blurPool;
  return findModel("resnet50").make(config, {3, 40, 40});
}

ModelConfig smallVit() {
  ModelConfig config;
  config.name = "vit_b_32";
  config.classes = 7;
  config.layers = 2;
  config.heads = 2;
  config.width = 32;
  config.patchSize = 8;
  return config;
}

std::shared_ptr<Model> vit(const ModelConfig& config, const InputShape& input) {
  return findModel("vit_b_32").make(config, input);
}

torch::Tensor image(std::int64_t side) {
  return torch::sin(0.01 * torch::arange(2 * 3 * side * side, torch::kDouble))
      .view({2, 3, side, side})
      .to(torch::kFloat);
}

/// Answers of both modes and the responses that the reference shows.
void expectAnswers(Model& model, const nlohmann::json& row, const torch::Tensor& x) {
  torch::NoGradGuard noGrad;
  std::vector<std::string> wanted;
  for (const auto& [layer, values] : row["activations"].items()) wanted.push_back(layer);
  Recording recording(wanted);
  Taps taps;
  recording.addTo(taps);
  model.eval();
  EXPECT_TRUE(isClose(model.forward(x, taps), tensorFrom(row["evaluated"]), 1e-4));
  for (const auto& [layer, values] : row["activations"].items())
    EXPECT_TRUE(isClose(recording.seen.at(layer)[0].narrow(0, 0, 3), tensorFrom(values), 1e-4)) << layer;
  model.train();
  EXPECT_TRUE(isClose(model.forward(x), tensorFrom(row["trained"]), 2e-4));
}

TEST(ResNet50, AnswersAsTorchvisionsOfTheSameWeights) {
  const auto references = readReferences("torchvision_reference.json");
  for (const bool blurred : {false, true}) {
    const auto& row = references[blurred ? "resnet50_blurred" : "resnet50"];
    torch::manual_seed(0);
    const auto model = resnet50(blurred, 10);
    expectNamesCountsAndDraws(*model, row);
    fillWaves(*model);
    expectAnswers(*model, row, image(40));
  }
}

TEST(ResNet50, HasThePublishedSizeAtAThousandClasses) {
  const auto model = ofPublishedSize("resnet50");
  EXPECT_EQ(countParameters(*model), 25'557'032);
  EXPECT_EQ(model->parameters().size(), 161U);
  EXPECT_EQ(makeStateDict(*model).size(), 320U);
  const auto layers = model->layers();
  EXPECT_EQ(layers.size(), 54U);  // 53 convolutions and the classifier
  EXPECT_EQ(std::count_if(layers.begin(), layers.end(), [](const LayerInfo& layer) { return layer.topo; }), 48);
  const auto last = *std::find_if(layers.begin(), layers.end(),
                                  [](const LayerInfo& layer) { return layer.name == "layer4.2.conv3"; });
  EXPECT_EQ(std::tie(last.height, last.width, last.depth),
            std::make_tuple(std::int64_t{32}, std::int64_t{64}, std::int64_t{512}));
  const auto blurred = resnet50(true, 1000);
  EXPECT_EQ(countParameters(*blurred), 25'557'032);
  EXPECT_EQ(makeStateDict(*blurred).size(), 326U);
  std::vector<std::string> names;
  for (const auto& layer : blurred->layers())
    if (layer.name.ends_with(".conv")) names.push_back(layer.name);
  EXPECT_EQ(names, (std::vector<std::string>{"layer2.0.conv2.conv", "layer2.0.downsample.0.conv", "layer3.0.conv2.conv",
                                             "layer3.0.downsample.0.conv", "layer4.0.conv2.conv",
                                             "layer4.0.downsample.0.conv"}));
}

TEST(Vit, AnswersAsTorchvisionsOfTheSameWeights) {
  const auto row = readReferences("torchvision_reference.json")["vit"];
  torch::manual_seed(0);
  const auto model = vit(smallVit(), {3, 24, 24});
  expectNamesCountsAndDraws(*model, row);
  fillWaves(*model);
  expectAnswers(*model, row, image(24));
}

TEST(Vit, HasThePublishedSize) {
  const auto model = ofPublishedSize("vit_b_32");
  EXPECT_EQ(countParameters(*model), 88'224'232);
  EXPECT_EQ(model->parameters().size(), 152U);
  EXPECT_EQ(makeStateDict(*model).size(), 152U);
  std::vector<LayerInfo> topo;
  for (const auto& layer : model->layers())
    if (layer.topo) topo.push_back(layer);
  ASSERT_EQ(topo.size(), 12U);
  EXPECT_EQ(topo[11].name, "encoder.layers.encoder_layer_11.mlp.3");
  EXPECT_EQ(std::tie(topo[11].height, topo[11].width, topo[11].depth),
            std::make_tuple(std::int64_t{24}, std::int64_t{32}, std::int64_t{3072}));
}

TEST(Vit, FirstWeightsAreTruncatedAndHeadsStartAtZero) {
  auto config = smallVit();
  config.patchSize = 1;  // one channel: a deviation of 1, so that truncation at 2 shows
  config.width = 1024;
  config.layers = 1;
  torch::manual_seed(1);
  const auto named = vit(config, {1, 2, 2})->named_parameters();
  EXPECT_LE(named["conv_proj.weight"].abs().max().item<double>(), 2);
  EXPECT_GT(named["conv_proj.weight"].abs().max().item<double>(), 1.9);
  EXPECT_NEAR(named["conv_proj.weight"].std().item<double>(), 0.88,
              0.03);  // of a normal distribution cut at two deviations
  EXPECT_EQ(named["heads.head.weight"].abs().max().item<double>(), 0);
  for (const auto& item : named) EXPECT_TRUE(item.value().requires_grad()) << item.key();
}

TEST(Vit, ImagesThatDoNotFitAreOneSentence) {
  EXPECT_TRUE(holds(errorSentence([] { vit(smallVit(), {3, 28, 28}); }), "patches of 8 px", "28 x 28"));
  EXPECT_TRUE(holds(errorSentence([] { vit(smallVit(), {3, 4, 4}); }), "patches of 8 px"));
  const auto model = vit(smallVit(), {3, 24, 24});
  EXPECT_EQ(model->mismatch({3, 24, 24}), "");
  EXPECT_TRUE(holds(model->mismatch({3, 32, 32}), "positions for 9 patches"));
  auto config = smallVit();
  config.heads = 3;
  EXPECT_TRUE(holds(errorSentence([&] { vit(config, {3, 24, 24}); }), "model.width is 32", "3 attention heads"));
}

}  // namespace
}  // namespace studio
