// Networks recognised from names and shapes as science.md 10.2 to 10.6 lists them.
#include "core/weights/recognise.h"

#include <gtest/gtest.h>

#include "core/weights/state_dict.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

TensorShapes prefixed(const std::string& prefix, const TensorShapes& shapes) {
  TensorShapes longer;
  for (const auto& [name, shape] : shapes) longer[prefix + name] = shape;
  return longer;
}

/// All of ours, the first names of any other.
TensorShapes recognisedResnet(const std::array<int, 4>& blocks, bool bottleneck, std::int64_t stem = 7,
                              bool blurPool = false) {
  if (blocks == (bottleneck ? std::array<int, 4>{3, 4, 6, 3} : std::array<int, 4>{2, 2, 2, 2})) {
    ModelConfig config;
    config.name = bottleneck ? "resnet50" : "resnet18";
    config.classes = 1000;
    config.smallImages = stem == 3;
    config.blurPool = blurPool;
    return makeNetworkPlan(config, {3, 32, 32}).shapes;
  }
  TensorShapes shapes{{"conv1.weight", {64, 3, stem, stem}},
                      {"bn1.weight", {64}},
                      {"fc.weight", {1000, bottleneck ? 2048 : 512}},
                      {"fc.bias", {1000}}};
  for (std::int64_t stage = 0; stage < 4; ++stage)
    for (int block = 0; block < blocks[static_cast<std::size_t>(stage)]; ++block) {
      const auto path = "layer" + std::to_string(stage + 1) + "." + std::to_string(block) + ".";
      for (int convolution = 1; convolution <= (bottleneck ? 3 : 2); ++convolution) {
        const bool blurred = blurPool && stage > 0 && block == 0 && convolution == (bottleneck ? 2 : 1);
        shapes[path + "conv" + std::to_string(convolution) + (blurred ? ".conv.weight" : ".weight")] = {64 << stage, 64,
                                                                                                        3, 3};
        shapes[path + "bn" + std::to_string(convolution) + ".weight"] = {64 << stage};
      }
    }
  return shapes;
}

TensorShapes vit() {
  ModelConfig config;
  config.name = "vit_b_32";
  config.classes = 1000;
  return makeNetworkPlan(config, {3, 224, 224}).shapes;
}

TensorShapes gpt(const std::string& attention, int layers, std::int64_t width, std::int64_t context,
                 std::int64_t vocabulary, bool bias) {
  TensorShapes shapes{{"wte.weight", {vocabulary, width}}, {"wpe.weight", {context, width}}, {"ln_f.weight", {width}}};
  if (bias) shapes["ln_f.bias"] = {width};
  for (int layer = 0; layer < layers; ++layer) {
    shapes["h." + std::to_string(layer) + ".ln_1.weight"] = {width};
    shapes["h." + std::to_string(layer) + attention] = {width, width};
  }
  return shapes;
}

const ModelConfig& recognisedModel(const Recognition& found) {
  if (!found.model) throw std::runtime_error(found.problem);
  return *found.model;
}

TEST(Recognise, ResNets) {
  const auto eighteen = recognise(recognisedResnet({2, 2, 2, 2}, false));
  EXPECT_EQ(recognisedModel(eighteen).name, "resnet18");
  EXPECT_EQ(describeSettings(*eighteen.model),
            (std::vector<std::string>{"model.classes=1000", "model.small_images=false", "model.blur_pool=false"}));
  const auto fifty = recognise(prefixed("module.", recognisedResnet({3, 4, 6, 3}, true, 3, true)));
  EXPECT_EQ(recognisedModel(fifty).name, "resnet50");
  EXPECT_TRUE(fifty.model->smallImages && fifty.model->blurPool);
  EXPECT_TRUE(recognisedModel(recognise(recognisedResnet({2, 2, 2, 2}, false, 7, true))).blurPool);
  EXPECT_TRUE(holds(recognise(recognisedResnet({3, 4, 6, 3}, false)).problem, "3, 4, 6, 3 blocks of two convolutions"));
  EXPECT_TRUE(holds(recognise(recognisedResnet({3, 4, 23, 3}, true)).problem, "3, 4, 23, 3 blocks of three"));
  auto other = recognisedResnet({2, 2, 2, 2}, false);
  other["fc.weight"] = {10, 300};
  EXPECT_TRUE(
      holds(recognise(other).problem, "of another shape: fc.bias is 1000, not 10, fc.weight is 10x300, not 10x512;"));
  other = recognisedResnet({2, 2, 2, 2}, false);
  other["conv1.weight"] = {32, 3, 3, 3};
  EXPECT_TRUE(holds(recognise(other).problem, "first layer (conv1)"));
}

TEST(Recognise, VisionTransformers) {
  const auto found = recognise(prefixed("_orig_mod.", vit()));
  EXPECT_EQ(recognisedModel(found).name, "vit_b_32");
  EXPECT_EQ(describeSettings(*found.model),
            (std::vector<std::string>{"model.classes=1000", "model.layers=12", "model.heads=12", "model.width=768",
                                      "model.patch_size=32"}));
  EXPECT_TRUE(found.headsGuessed);
  auto other = vit();
  other.erase("heads.head.weight"), other.erase("heads.head.bias");
  EXPECT_EQ(recognisedModel(recognise(other)).classes, 0);  // a trunk
  other.erase("encoder.pos_embedding");
  EXPECT_TRUE(holds(recognise(other).problem, "vision transformer"));
}

TEST(Recognise, LanguageModels) {
  const auto nano =
      recognise(prefixed("_orig_mod.transformer.", gpt(".attn.c_attn.weight", 12, 768, 1024, 50304, false)));
  EXPECT_EQ(recognisedModel(nano).name, "nanogpt");
  EXPECT_EQ(describeSettings(*nano.model),
            (std::vector<std::string>{"model.layers=12", "model.heads=12", "model.width=768", "model.context=1024",
                                      "model.vocabulary=50304", "model.bias=false"}));
  EXPECT_TRUE(recognisedModel(recognise(gpt(".attn.c_attn.weight", 2, 64, 32, 100, true)))
                  .bias);  // GPT-2 of Hugging Face, no prefix
  const auto neo =
      recognise(prefixed("transformer.", gpt(".attn.attention.q_proj.weight", 12, 768, 2048, 50257, true)));
  EXPECT_EQ(recognisedModel(neo).name, "gpt_neo_125m");
  EXPECT_EQ(neo.model->context, 2048);
  EXPECT_TRUE(
      holds(recognise(gpt(".attention.query.weight", 2, 64, 32, 100, true)).problem, "neither nanoGPT nor GPT-Neo"));
}

TEST(Recognise, HeadsComeFromTheMetadataWhereTheyAreKnown) {
  const auto shapes = gpt(".attn.c_attn.weight", 2, 96, 32, 100, false);
  const auto known = recognise(shapes, {{"model_args.n_head", "3"}});
  EXPECT_EQ(recognisedModel(known).heads, 3);
  EXPECT_FALSE(known.headsGuessed);
  EXPECT_EQ(known.headsFrom, "model_args.n_head in the file");
  for (const std::string wrong : {"5", "0", "-1", "nan", "1e30", "many"}) {  // none is assumed then
    const auto unknown = recognise(shapes, {{"model_args.n_head", wrong}});
    EXPECT_EQ(recognisedModel(unknown).heads, 0) << wrong;
    EXPECT_TRUE(unknown.headsGuessed && unknown.lacksHeads());
    ASSERT_EQ(unknown.notes.size(), 1U) << wrong;
    EXPECT_TRUE(holds(unknown.notes[0], "model_args.n_head in the file is " + wrong, "width 96"));
  }
}

TEST(Recognise, Perceptrons) {
  const TensorShapes named{{"fc1.weight", {256, 784}}, {"fc2.weight", {10, 256}}};
  const auto demo = recognise(named);
  EXPECT_EQ(recognisedModel(demo).name, "mlp");
  EXPECT_EQ(describeSettings(*demo.model),
            (std::vector<std::string>{"model.classes=10", "model.hidden=[256]", "model.bias=false"}));
  const auto numbered = recognise({{"net.0.weight", {256, 784}},
                                   {"net.0.bias", {256}},
                                   {"net.2.weight", {128, 256}},
                                   {"net.2.bias", {128}},
                                   {"net.4.weight", {10, 128}},
                                   {"net.4.bias", {10}}});
  EXPECT_EQ(recognisedModel(numbered).hidden, (std::vector<std::int64_t>{256, 128}));
  EXPECT_TRUE(numbered.model->bias);
  EXPECT_TRUE(holds(recognise({{"fc1.weight", {256, 784}}, {"fc2.weight", {10, 99}}}).problem,
                    "fc1 has 256 units, but fc2 expects 99 inputs"));
  EXPECT_FALSE(recognise({{"fc1.weight", {256, 784}}, {"fc2.weight", {10, 256}}, {"norm.weight", {256}}}).model);
}

TEST(Recognise, OtherNetworksAndOddShapesAreNone) {
  EXPECT_TRUE(holds(recognise({{"features.0.weight", {64, 3, 3, 3}}}).problem, "none of the models", "gpt_neo_125m"));
  EXPECT_FALSE(recognise(TensorShapes{}).model);
  for (const auto& [name, shape] : recognisedResnet({2, 2, 2, 2}, false)) {  // nothing but a sentence, whatever is odd
    auto odd = recognisedResnet({2, 2, 2, 2}, false);
    odd[name] = {};
    EXPECT_NO_THROW(recognise(odd));
  }
  auto odd = vit();
  odd["encoder.pos_embedding"] = {1, 1LL << 62, 768};
  EXPECT_FALSE(recognise(odd).model);
}

TEST(Recognise, TauFromNamesAndMetadata) {
  EXPECT_EQ(tauInName("all_topo_tau_10.0.pt"), 10);
  EXPECT_EQ(tauInName("tau_3.0.pt"), 3);
  EXPECT_EQ(tauInName("tau_0.5.safetensors"), 0.5);
  EXPECT_EQ(tauInName("resnet_tau10"), 10);
  EXPECT_EQ(tauInName("tau=50.pt"), 50);
  for (const char* none : {"model.pt", "tau.pt", "taurus.pt", "tau_.pt", "tau_1.2.3.pt"})
    EXPECT_EQ(tauInName(none), std::nullopt) << none;
  EXPECT_EQ(recognise(TensorShapes{}, {{"tau", "0.5"}}, "tau_3.0.pt").tau, 0.5);
  EXPECT_EQ(recognise(TensorShapes{}, {{"config.tau", "1"}}, "x.pt").tau, 1);
  EXPECT_EQ(recognise(TensorShapes{}, {{"tau", "much"}}, "tau_3.0.pt").tau, 3);
}

}  // namespace
}  // namespace studio
