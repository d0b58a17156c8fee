// Every convention of naming a ResNet or a vision transformer, written by hand around one network: it is recognised,
// said, and loads as that network.
#include "core/models/weights_form.h"

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>

#include "core/network/source.h"
#include "core/models/model.h"
#include "core/network/network.h"
#include "core/train/preflight.h"
#include "core/weights/key_maps.h"
#include "core/weights/state_dict.h"
#include "core/weights/recognise.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

using Pairs = std::vector<std::pair<const char*, const char*>>;

constexpr InputShape kResnetInput{3, 32, 32}, kVitInput{3, 16, 16};

ModelConfig conventionConfig(const std::string& name) {
  ModelConfig config;
  config.name = name;
  config.classes = 5;
  if (name == "vit_b_32") config.layers = 2, config.heads = 2, config.width = 32, config.patchSize = 8;
  return config;
}

const StateDict& storedWeights(const std::string& name) {
  static std::map<std::string, StateDict> made;
  auto& tensors = made[name];
  if (tensors.empty())
    tensors =
        makeStateDict(*findModel(name).make(conventionConfig(name), name == "vit_b_32" ? kVitInput : kResnetInput));
  return tensors;
}

StateDict replacedNames(const StateDict& tensors, const Pairs& pairs) {
  StateDict other;
  for (const auto& [name, tensor] : tensors) {
    auto changed = name;
    for (const auto& [from, to] : pairs) changed = std::regex_replace(changed, std::regex(from), to);
    other.emplace_back(changed, tensor);
  }
  return other;
}

StateDict under(const std::string& prefix, const StateDict& tensors) {
  StateDict longer;
  for (const auto& [name, tensor] : tensors) longer.emplace_back(prefix + name, tensor);
  return longer;
}

StateDict together(StateDict first, const StateDict& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

/// A copy with other values.
StateDict emptied(const StateDict& tensors) {
  StateDict other;
  for (const auto& [name, tensor] : tensors) other.emplace_back(name, torch::zeros_like(tensor));
  return other;
}

StateDict lacking(const StateDict& tensors, const std::string& start) {
  StateDict rest;
  for (const auto& item : tensors)
    if (!item.first.starts_with(start)) rest.push_back(item);
  return rest;
}

StateDict joinedResnet(const StateDict& ours) { return ours; }
StateDict dataParallel(const StateDict& ours) { return under("module.", ours); }
StateDict contrastivePair(const StateDict& ours) {
  return together(together(under("module.encoder_k.", emptied(ours)), under("module.encoder_q.", ours)),
                  {{"module.queue", torch::rand({4})}});
}
StateDict backboneAndTeacher(const StateDict& ours) {
  return together(together(under("backbone.", ours), under("teacher_backbone.", emptied(ours))),
                  {{"projection_head.0.weight", torch::rand({2, 2})}});
}
StateDict studentAndTeacher(const StateDict& ours) {
  return together(under("teacher.net.", emptied(ours)), under("student.net.", ours));
}
StateDict onlineAndTarget(const StateDict& ours) {
  return together(under("target_encoder.", emptied(ours)), under("online_encoder.", ours));
}
StateDict modelAndEma(const StateDict& ours) { return together(under("ema.", emptied(ours)), under("model.", ours)); }
StateDict attacked(const StateDict& ours) {
  return together(under("module.attacker.model.", emptied(ours)), under("module.model.", ours));
}
StateDict pytorchCifar(const StateDict& ours) {
  return replacedNames(under("module.", ours), {{"downsample", "shortcut"}, {"\\.fc\\.", ".linear."}});
}
StateDict pytorchCifarAndCopy(const StateDict& ours) {
  return together(under("ema.", pytorchCifar(emptied(ours))), pytorchCifar(ours));
}
StateDict openMmlab(const StateDict& ours) {
  return replacedNames(under("backbone.", ours), {{"^backbone\\.fc\\.", "head.fc."}});
}
StateDict headInSequence(const StateDict& ours) { return replacedNames(ours, {{"^fc\\.", "fc.1."}}); }
StateDict numberedChildren(const StateDict& ours) {
  return replacedNames(lacking(ours, "fc."), {{"^conv1", "backbone.0"},
                                              {"^bn1", "backbone.1"},
                                              {"^layer1", "backbone.4"},
                                              {"^layer2", "backbone.5"},
                                              {"^layer3", "backbone.6"},
                                              {"^layer4", "backbone.7"}});
}
StateDict projected(const StateDict& ours) {
  return together(lacking(ours, "fc."),
                  {{"fc.0.weight", torch::rand({512, 512})}, {"fc.2.weight", torch::rand({16, 512})}});
}
StateDict headless(const StateDict& ours) { return lacking(ours, "fc."); }
StateDict huggingResnet(const StateDict& ours) {
  Pairs pairs{{"^conv1\\.", "resnet.embedder.embedder.convolution."},
              {"^bn1\\.", "resnet.embedder.embedder.normalization."},
              {"^fc\\.", "classifier.1."},
              {"^layer(\\d)\\.(\\d)\\.downsample\\.0", "resnet.encoder.stages.$1.layers.$2.shortcut.convolution"},
              {"^layer(\\d)\\.(\\d)\\.downsample\\.1", "resnet.encoder.stages.$1.layers.$2.shortcut.normalization"},
              {"^layer(\\d)\\.(\\d)\\.conv(\\d)", "resnet.encoder.stages.$1.layers.$2.layer.c$3.convolution"},
              {"^layer(\\d)\\.(\\d)\\.bn(\\d)", "resnet.encoder.stages.$1.layers.$2.layer.c$3.normalization"},
              {"stages\\.1", "stages.0"},
              {"stages\\.2", "stages.1"},
              {"stages\\.3", "stages.2"},
              {"stages\\.4", "stages.3"},
              {"layer\\.c1", "layer.0"},
              {"layer\\.c2", "layer.1"},
              {"layer\\.c3", "layer.2"}};
  return replacedNames(ours, pairs);
}
StateDict huggingResnetBase(const StateDict& ours) {
  return replacedNames(huggingResnet(lacking(ours, "fc.")), {{"^resnet\\.", ""}});
}

/// in_proj as three tensors, with these names.
StateDict splitProjections(const StateDict& ours, const std::array<const char*, 3>& names) {
  StateDict split;
  for (const auto& [name, tensor] : ours) {
    const auto place = name.find("in_proj_");
    if (place == std::string::npos) {
      split.emplace_back(name, tensor);
      continue;
    }
    const auto parts = tensor.chunk(3, 0);
    for (std::size_t part = 0; part < 3; ++part)
      split.emplace_back(name.substr(0, place) + names[part] + "." + name.substr(place + 8), parts[part]);
  }
  return split;
}
const Pairs kHuggingAround{{"^class_token", "vit.embeddings.cls_token"},
                           {"^encoder\\.pos_embedding", "vit.embeddings.position_embeddings"},
                           {"^conv_proj", "vit.embeddings.patch_embeddings.projection"},
                           {"^encoder\\.ln\\.", "vit.layernorm."},
                           {"^heads\\.head", "classifier"}};
StateDict huggingVitFile(const StateDict& ours) {
  return replacedNames(replacedNames(splitProjections(ours, {"query", "key", "value"}), kHuggingAround),
                       {{"^encoder\\.layers\\.encoder_layer_(\\d+)\\.", "vit.encoder.layer.$1."},
                        {"self_attention\\.out_proj", "attention.output.dense"},
                        {"self_attention\\.", "attention.attention."},
                        {"mlp\\.0", "intermediate.dense"},
                        {"mlp\\.3", "output.dense"},
                        {"ln_1", "layernorm_before"},
                        {"ln_2", "layernorm_after"}});
}
StateDict huggingVitModel(const StateDict& ours) {
  return replacedNames(replacedNames(splitProjections(ours, {"q_proj", "k_proj", "v_proj"}), kHuggingAround),
                       {{"^encoder\\.layers\\.encoder_layer_(\\d+)\\.", "vit.layers.$1."},
                        {"self_attention\\.out_proj", "attention.o_proj"},
                        {"self_attention\\.", "attention."},
                        {"mlp\\.0", "mlp.fc1"},
                        {"mlp\\.3", "mlp.fc2"},
                        {"ln_1", "layernorm_before"},
                        {"ln_2", "layernorm_after"}});
}
StateDict huggingVitBase(const StateDict& ours) {
  return together(replacedNames(huggingVitFile(lacking(ours, "heads.")), {{"^vit\\.", ""}}),
                  {{"pooler.dense.weight", torch::rand({32, 32})}, {"pooler.dense.bias", torch::rand({32})}});
}
StateDict timmVit(const StateDict& ours) {
  return replacedNames(ours, {{"^class_token", "cls_token"},
                              {"^encoder\\.pos_embedding", "pos_embed"},
                              {"^conv_proj", "patch_embed.proj"},
                              {"^encoder\\.ln\\.", "norm."},
                              {"^heads\\.head", "head"},
                              {"^encoder\\.layers\\.encoder_layer_(\\d+)\\.", "blocks.$1."},
                              {"self_attention\\.out_proj", "attn.proj"},
                              {"self_attention\\.in_proj_", "attn.qkv."},
                              {"mlp\\.0", "mlp.fc1"},
                              {"mlp\\.3", "mlp.fc2"},
                              {"ln_1", "norm1"},
                              {"ln_2", "norm2"}});
}
StateDict maskedAutoencoder(const StateDict& ours) {
  return together(timmVit(lacking(ours, "heads.")),
                  {{"mask_token", torch::rand({1, 1, 8})}, {"decoder_blocks.0.attn.qkv.weight", torch::rand({24, 8})}});
}
StateDict dinoVit(const StateDict& ours) {
  return together(under("module.backbone.", timmVit(lacking(ours, "heads."))),
                  {{"module.head.mlp.0.weight", torch::rand({8, 32})}});
}
StateDict oldTorchvisionVit(const StateDict& ours) {
  return replacedNames(ours, {{"mlp\\.0", "mlp.linear_1"}, {"mlp\\.3", "mlp.linear_2"}});
}
StateDict newHeadVit(const StateDict& ours) { return replacedNames(ours, {{"^heads\\.head", "heads"}}); }

struct ConventionCase {
  const char* title;
  const char* model;
  StateDict (*theirs)(const StateDict&);
  const char *whose, *prefix;  ///< as the recognition says them; no prefix: empty
  std::size_t beside = 0;
  bool head = true;
};

const std::vector<ConventionCase> kConventionCases{
    {"Torchvision", "resnet18", joinedResnet, "torchvision's", ""},
    {"DataParallel", "resnet18", dataParallel, "torchvision's", "module."},
    {"ContrastivePair", "resnet18", contrastivePair, "torchvision's", "module.encoder_q.", 123},
    {"BackboneAndTeacher", "resnet18", backboneAndTeacher, "torchvision's", "backbone.", 123},
    {"StudentAndTeacher", "resnet18", studentAndTeacher, "torchvision's", "student.net.", 122},
    {"OnlineAndTarget", "resnet18", onlineAndTarget, "torchvision's", "online_encoder.", 122},
    {"ModelAndEma", "resnet18", modelAndEma, "torchvision's", "model.", 122},
    {"Attacked", "resnet18", attacked, "torchvision's", "module.model.", 122},
    {"PytorchCifar", "resnet18", pytorchCifar, "pytorch-cifar's", "module."},
    {"PytorchCifarAndCopy", "resnet18", pytorchCifarAndCopy, "pytorch-cifar's", "module.", 122},
    {"OpenMmlab", "resnet18", openMmlab, "torchvision's", "backbone."},
    {"HeadInSequence", "resnet18", headInSequence, "torchvision's", ""},
    {"Projected", "resnet18", projected, "torchvision's", "", 2, false},
    {"Headless", "resnet18", headless, "torchvision's", "", 0, false},
    {"NumberedChildren", "resnet18", numberedChildren, "numbered", "backbone.", 0, false},
    {"HuggingFaceResnet", "resnet18", huggingResnet, "Hugging Face's", "resnet."},
    {"HuggingFaceResnetBase", "resnet18", huggingResnetBase, "Hugging Face's", "", 0, false},
    {"HuggingFaceVitFile", "vit_b_32", huggingVitFile, "Hugging Face's", "vit."},
    {"HuggingFaceVitModel", "vit_b_32", huggingVitModel, "Hugging Face's", "vit."},
    {"HuggingFaceVitBase", "vit_b_32", huggingVitBase, "Hugging Face's", "", 2, false},
    {"TimmVit", "vit_b_32", timmVit, "timm's", ""},
    {"MaskedAutoencoder", "vit_b_32", maskedAutoencoder, "timm's", "", 2, false},
    {"DinoVit", "vit_b_32", dinoVit, "timm's", "module.backbone.", 1, false},
    {"OldTorchvisionVit", "vit_b_32", oldTorchvisionVit, "torchvision's", ""},
    {"NewHeadVit", "vit_b_32", newHeadVit, "torchvision's", ""},
};

class NetworkConventions : public ::testing::TestWithParam<ConventionCase> {};

TEST_P(NetworkConventions, AreRecognisedSaidAndLoaded) {
  const auto& row = GetParam();
  const auto& ours = storedWeights(row.model);
  const auto theirs = row.theirs(ours);
  const auto found = recognise(listShapes(theirs));
  ASSERT_TRUE(found.model) << found.problem;
  EXPECT_EQ(found.model->name, row.model);
  EXPECT_EQ(found.model->classes, row.head ? 5 : 0);
  EXPECT_EQ(found.leftOver.size(), row.beside);
  EXPECT_TRUE(holds(found.title, row.whose)) << found.title;
  EXPECT_EQ(holds(found.title, "under the prefix `" + std::string(row.prefix) + "`"), *row.prefix != 0) << found.title;
  const auto model =
      findModel(row.model).make(withSomeHeads(*found.model), found.model->width > 0 ? kVitInput : kResnetInput);
  loadInto(*model, theirs, "theirs.pt");
  const std::map<std::string, torch::Tensor> wanted(ours.begin(), ours.end());
  for (const auto& [name, tensor] : makeStateDict(*model)) EXPECT_TRUE(torch::equal(tensor, wanted.at(name))) << name;
}

INSTANTIATE_TEST_SUITE_P(Rows, NetworkConventions, ::testing::ValuesIn(kConventionCases),
                         [](const auto& info) { return std::string(info.param.title); });

TEST(NetworkNames, EveryConventionHasACase) {
  std::set<const NamingConvention*> seen;
  for (const auto& row : kConventionCases)
    seen.insert(networkNamesIn(listShapes(row.theirs(storedWeights(row.model)))).convention);
  for (const auto* convention : namingConventions()) EXPECT_TRUE(seen.contains(convention)) << convention->anchor;
}

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

/// The shortcuts of pytorch-cifar's blocks stride too.
TEST(NetworkNames, BlurPoolOfPytorchCifarsNames) {
  const auto blurred = withBlurPool(pytorchCifar(storedWeights("resnet18")), true, "cifar.pt");
  EXPECT_TRUE(listShapes(blurred).contains("layer2.0.downsample.0.conv.weight"));
  EXPECT_TRUE(recognise(listShapes(blurred)).model->blurPool);
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
