// What is said of networks for images in files: which of several was taken, what another network is, what does not fit,
// what stands beside it; and a file of Hugging Face's answers as there.
#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/network/network.h"
#include "core/network/source.h"
#include "core/train/preflight.h"
#include "core/weights/key_maps.h"
#include "core/weights/recognise.h"
#include "tests/core/network_names.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

TEST(NetworkNames, WhichOneWasTakenIsSaidWithTheWayToAnother) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "pair.safetensors";
  writeWeights(file, contrastivePair(storedWeights("resnet18")));
  const auto found = recognise(openWeights(file));
  std::string notes;
  for (const auto& note : found.notes) notes += note + "\n";
  EXPECT_TRUE(holds(notes, "`module.encoder_q.`", "FILE#module.encoder_k takes that one",
                    "123 tensors of the file are no part of this network"))
      << notes;
  const auto other = openWeights(file.string() + "#module.encoder_k");
  EXPECT_EQ(recognise(other).model->name, "resnet18");
  EXPECT_EQ(readStateDict(other).front().second.abs().sum().item<float>(), 0);
}

TEST(NetworkNames, EachFurtherNetworkIsNamedOnce) {
  EXPECT_EQ(networkNamesIn(listShapes(pytorchCifarAndCopy(storedWeights("resnet18")))).otherPrefixes,
            (std::vector<std::string>{"ema.module."}));
}

TensorShapes resnetFiftyShapes() {
  auto config = conventionConfig("resnet50");
  return makeNetworkPlan(config, kResnetInput).shapes;
}

TEST(NetworkNames, BottlenecksOfHuggingFace) {
  StateDict ours;
  for (const auto& [name, shape] : resnetFiftyShapes()) ours.emplace_back(name, torch::zeros({}).expand(shape));
  const auto found = recognise(listShapes(huggingResnet(ours)));
  ASSERT_TRUE(found.model) << found.problem;
  EXPECT_EQ(found.model->name, "resnet50");
  EXPECT_TRUE(found.leftOver.empty());
}

TEST(NetworkNames, OtherNetworksAreSaidForWhatTheyAre) {
  const auto eighteen = listShapes(storedWeights("resnet18")), vit = listShapes(timmVit(storedWeights("vit_b_32")));
  const auto refusedWith = [](TensorShapes shapes, const std::string& name, const std::vector<std::int64_t>& shape) {
    shapes[name] = shape;
    const auto found = recognise(shapes);
    EXPECT_FALSE(found.model) << name;
    return found.problem;
  };
  EXPECT_TRUE(holds(refusedWith(eighteen, "layer1.0.se.fc1.weight", {4, 64}), "SE-ResNet"));
  EXPECT_TRUE(holds(refusedWith(eighteen, "conv1.0.weight", {32, 3, 3, 3}), "ResNet-D"));
  EXPECT_TRUE(holds(refusedWith(eighteen, "conv1.bias", {64}), "ResNet-18, 5 classes",
                    "parts that this network does not have: conv1.bias"));
  EXPECT_TRUE(holds(refusedWith(eighteen, "layer1.2.conv1.weight", {64, 64, 3, 3}),
                    "parts that this network does not have: layer1.2.conv1.weight"));
  EXPECT_TRUE(holds(refusedWith(eighteen, "layer1.2.bn1.weight", {64}), "3, 2, 2, 2 blocks of two"));
  EXPECT_TRUE(holds(refusedWith(eighteen, "layer2.0.conv1.weight", {9, 9, 3, 3}),
                    "of another shape: layer2.0.conv1.weight is 9x9x3x3, not 128x64x3x3"));
  EXPECT_TRUE(holds(refusedWith(resnetFiftyShapes(), "layer1.0.conv2.weight", {128, 4, 3, 3}),
                    "ResNeXt (convolutions in 32 groups)"));
  EXPECT_TRUE(holds(refusedWith(resnetFiftyShapes(), "layer1.0.conv2.weight", {128, 128, 3, 3}), "wide ResNet"));
  EXPECT_TRUE(holds(refusedWith(vit, "dist_token", {1, 1, 32}), "DeiT"));
  EXPECT_TRUE(holds(refusedWith(vit, "fc_norm.weight", {32}), "averages its tokens"));
  EXPECT_TRUE(holds(refusedWith(vit, "blocks.0.ls1.gamma", {32}), "LayerScale"));
  EXPECT_TRUE(holds(refusedWith(vit, "blocks.1.attn.extra.weight", {32}),
                    "parts that this network does not have: blocks.1.attn.extra.weight"));
  EXPECT_TRUE(
      holds(refusedWith(eighteen, "conv1.bias", {64}), "where they change nothing, save the file without them"));
  auto unbiased = vit, bagged = vit;
  unbiased.erase("blocks.0.attn.qkv.bias"), unbiased.erase("blocks.1.attn.qkv.bias"), bagged.erase("cls_token");
  EXPECT_TRUE(
      holds(recognise(unbiased).problem, "It is a vision transformer whose queries, keys and values have no biases"));
  EXPECT_TRUE(holds(recognise(bagged).problem, "It is a vision transformer without a class token"));
  auto bare = eighteen;
  bare.erase("bn1.weight"), bare.erase("layer1.0.bn2.running_var");
  const auto problem = recognise(bare).problem;
  EXPECT_TRUE(holds(problem, "looks like a ResNet-18, 5 classes in torchvision's names",
                    "missing: bn1.weight, layer1.0.bn2.running_var;"))
      << problem;
}

/// Against its own size: the model that is asked for has the published one where a file is not recognised.
TEST(NetworkNames, AMisfitDoesNotBlameDefaultSizes) {
  const TemporaryFolder folder;
  const auto file = (folder.path() / "cut.pt").string();
  for (const std::string name : {"resnet18", "vit_b_32"}) {
    auto tensors = storedWeights(name);
    std::erase_if(tensors, [](const auto& item) { return item.first == "fc.bias" || item.first == "heads.head.bias"; });
    writeWeights(file, tensors);
    std::vector<std::string> settings;  // of a quickly made network; the file's classes are stated nowhere
    if (name == "vit_b_32") settings = {"model.layers=1", "model.heads=2", "model.width=16", "model.patch_size=8"};
    const auto sentence = errorSentence([&] { openSource({"", "runs", name, file, settings}); });
    EXPECT_TRUE(holds(sentence, "cut.pt looks like a ", "5 classes", "bias;", "take a file with the whole network"))
        << sentence;
    EXPECT_FALSE(holds(sentence, "the model has")) << sentence;
  }
}

TEST(NetworkNames, ANormaliserBesideTheNetworkIsTakenForItsImages) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "robust.pt";
  const StateDict normaliser{{"module.normalizer.new_mean", torch::tensor({0.485F, 0.456F, 0.406F}).view({3, 1, 1})},
                             {"module.normalizer.new_std", torch::tensor({0.229F, 0.224F, 0.225F}).view({3, 1, 1})}};
  writeWeights(file, together(attacked(storedWeights("resnet18")), normaliser));
  const auto found = recognise(openWeights(file));
  ASSERT_EQ(found.mean.size(), 3U);
  EXPECT_FLOAT_EQ(static_cast<float>(found.std[1]), 0.224F);
  const auto note = notesOn(found, *found.model).back();
  EXPECT_TRUE(holds(note, "module.normalizer.new_mean: mean 0.485, 0.456, 0.406, std 0.229, 0.224, 0.225")) << note;
  SourceRequest request;
  request.model = "resnet18";
  request.weights = file.string();
  EXPECT_EQ(makeConfig(request).data.mean, found.mean);
}

TEST(NetworkNames, ATrunkAnswersWithItsFeaturesAndMayStartATraining) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "trunk.pt";
  writeWeights(file, headless(storedWeights("resnet18")));
  SourceRequest request;
  request.model = "resnet18";
  request.weights = file.string();
  const auto source = openSource(request);
  EXPECT_EQ(source.model->forward(torch::rand({2, 3, 32, 32})).sizes(), (std::vector<std::int64_t>{2, 512}));
  for (const auto& layer : source.model->layers()) EXPECT_NE(layer.name, "fc");
  request.settings = {"model.classes=5"};  // a classifier of random weights predicts nothing
  EXPECT_TRUE(holds(errorSentence([&] { openSource(request); }), "ResNet-18, without a classifier",
                    "missing: fc.weight, fc.bias"))
      << "";
  RunConfig config;
  config.model = conventionConfig("resnet18");
  config.model.weights = file.string();
  const auto problems = weightsProblems(config, kResnetInput);
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].severity, Problem::Severity::Warning);
  EXPECT_TRUE(holds(problems[0].sentence, "no classifier")) << problems[0].sentence;
  EXPECT_TRUE(torch::equal(previewNetwork(config, kResnetInput)->layerWeight("layer4.1.conv2"),
                           source.model->layerWeight("layer4.1.conv2")));
}

TEST(NetworkNames, HuggingFacesVisionTransformerAnswersAsThere) {
  const auto folder = std::filesystem::path(STUDIO_SOURCE_DIR) / "tests" / "data" / "transformers";
  const auto answers = nlohmann::json::parse(std::ifstream(folder / "vit_answers.json"));
  SourceRequest request;
  request.model = "vit_b_32";
  request.weights = (folder / "vit.pt").string();
  request.settings = {"model.heads=2"};
  const auto source = openSource(request);
  EXPECT_EQ(source.config.model.normEpsilon, answers["layer_norm_eps"].get<double>());
  const auto x =
      torch::sin(0.01 * torch::arange(2 * 3 * 16 * 16, torch::kDouble)).view({2, 3, 16, 16}).to(torch::kFloat);
  const torch::NoGradGuard noGrad;
  const auto logits = source.model->forward(x);
  for (int row = 0; row < 2; ++row)
    for (int column = 0; column < 5; ++column)
      EXPECT_NEAR(logits[row][column].item<float>(), answers["logits"][row][column].get<float>(), 1e-5);
}

}  // namespace
}  // namespace studio
