// What shapes do not show of a transformer: where it is found, which of several wins, and that it goes into every file.
#include "core/weights/stated_settings.h"

#include <gtest/gtest.h>
#include <torch/types.h>

#include "core/network/source.h"
#include "core/weights/weights_jobs.h"
#include "core/weights/recognise.h"
#include "core/weights/state_dict.h"
#include "tests/core/wave_weights.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

ModelConfig smallGpt(const char* name = "nanogpt", bool tied = true) {
  ModelConfig config;
  config.name = name;
  config.layers = 2;
  config.heads = 4;
  config.width = 32;
  config.context = 16;
  config.vocabulary = 50;
  config.tiedHead = tied;
  return config;
}

StateDict makeState(const ModelConfig& config) {
  torch::set_num_threads(1);
  torch::manual_seed(3);
  return makeStateDict(*findModel(config.name).make(config, InputShape::ofTokens(config.context, config.vocabulary)));
}

class StatedSettings : public ::testing::Test {
 protected:
  std::filesystem::path write(const std::string& name, const ModelConfig& config = smallGpt(),
                              const std::map<std::string, std::string>& texts = {}) {
    const auto file = place_.path() / name;
    std::filesystem::create_directories(file.parent_path());
    writeWeights(file, makeState(config), texts);
    return file;
  }
  static Recognition of(const std::filesystem::path& file) { return recognise(openWeights(file)); }
  TemporaryFolder place_;
};

TEST_F(StatedSettings, HeadsComeFromTheTextsOfTheFile) {
  for (const char* key :
       {"model.heads", "model_args.n_head", "config.n_head", "args.num_heads", "n_head", "config.num_attention_heads"})
    for (const char* name : {"a.safetensors", "a.pt"}) {
      const auto found = of(write(name, smallGpt(), {{key, "4"}}));
      EXPECT_EQ(found.model->heads, 4) << key;
      EXPECT_EQ(found.headsFrom, std::string(key) + " in the file");
      EXPECT_FALSE(found.headsGuessed);
    }
  const auto torn = of(write("b.pt", smallGpt(), {{"model_args.n_head", "4"}, {"config.n_head", "8"}}));
  EXPECT_TRUE(torn.lacksHeads());
  EXPECT_TRUE(holds(headsMissing(torn, "b.pt"), "4 (model_args.n_head", "8 (config.n_head"))
      << headsMissing(torn, "b.pt");
  EXPECT_EQ(of(write("c.pt", smallGpt(), {{"model.heads", "2"}, {"config.n_head", "8"}})).model->heads,
            2);  // what this program wrote, maybe by name
}

TEST_F(StatedSettings, HeadsComeFromTheConfigurationBesideTheFile) {
  const auto file = write("hf/model.safetensors");
  EXPECT_TRUE(of(file).lacksHeads());
  EXPECT_EQ(of(file).headsFrom, "");
  place_.write(
      "hf/config.json",
      R"({"n_head": 4, "n_embd": 32, "n_layer": 2, "activation_function": "gelu_new", "layer_norm_epsilon": 1e-4})");
  for (const auto& path : {file, file.parent_path()}) {
    const auto found = of(path);
    EXPECT_EQ(found.model->heads, 4);
    EXPECT_EQ(found.headsFrom, "n_head in config.json beside it");
    EXPECT_EQ(found.model->gelu, "tanh");
    EXPECT_EQ(found.model->normEpsilon, 1e-4);
    EXPECT_TRUE(found.unsupported.empty() && found.notes.empty());
  }
  place_.write("hf/config.json", R"({"n_head": 8, "n_embd": 64, "n_layer": 2})");
  EXPECT_TRUE(of(file).lacksHeads());
  EXPECT_TRUE(holds(of(file).notes.at(0), "another network"));
  for (const char* broken : {"{\"n_head\": ", "[4]", "", "{\"n_head\": [4], \"n_embd\": {}}", "{\"n_head\": 1e300}"}) {
    place_.write("hf/config.json", broken);
    EXPECT_TRUE(of(file).lacksHeads()) << broken;
  }
  std::filesystem::remove(file.parent_path() / "config.json");
  std::filesystem::create_directory(file.parent_path() / "config.json");
  EXPECT_TRUE(of(file).lacksHeads());
}

TEST_F(StatedSettings, HeadsOfACheckpointComeFromItsRun) {
  const auto file = write("run/checkpoints/step_000000010/model.safetensors");
  EXPECT_TRUE(of(file).lacksHeads());
  place_.write(
      "run/config.toml",
      "[model]\nname = \"nanogpt\"\nlayers = 2\nheads = 4\nwidth = 32\ngelu = \"tanh\"\n[data]\nkind = \"text\"\n");
  const auto found = of(file);
  EXPECT_EQ(found.model->heads, 4);
  EXPECT_EQ(found.headsFrom, "model.heads in config.toml beside it");
  EXPECT_EQ(found.model->gelu, "tanh");
  place_.write("run/config.toml",
               "[model]\nname = \"nanogpt\"\nlayers = 3\nheads = 4\nwidth = 32\n");  // of another network
  EXPECT_TRUE(of(file).lacksHeads());
  place_.write("run/config.toml", "no toml");
  EXPECT_TRUE(of(file).lacksHeads());
}

TEST_F(StatedSettings, APublishedSizeIsRecognisedAsAWholeAndSaid) {
  const auto recogniseHeads = [](const char* name, std::int64_t layers, std::int64_t width, std::int64_t context,
                                 std::int64_t vocabulary, std::int64_t patch) {
    Recognition found;
    found.model.emplace();
    found.model->name = name;
    found.model->layers = layers, found.model->width = width, found.model->context = context,
    found.model->vocabulary = vocabulary, found.model->patchSize = patch;
    takeStatedSettings(found, {}, {}, {});
    if (found.model->heads > 0) {
      EXPECT_TRUE(found.headsGuessed);
      EXPECT_TRUE(holds(notesOn(found, *found.model).at(0), "as published for this size"));
    }
    return found.model->heads;
  };
  EXPECT_EQ(recogniseHeads("nanogpt", 12, 768, 1024, 50304, 0), 12);
  EXPECT_EQ(recogniseHeads("nanogpt", 48, 1600, 1024, 50257, 0), 25);
  EXPECT_EQ(recogniseHeads("gpt_neo_125m", 24, 2048, 2048, 50257, 0), 16);  // not 64 wide
  EXPECT_EQ(recogniseHeads("vit_b_32", 12, 768, 0, 0, 32), 12);  // the released TopoNets open without a question
  EXPECT_EQ(recogniseHeads("vit_b_32", 24, 1024, 0, 0, 16), 16);
  EXPECT_EQ(recogniseHeads("nanogpt", 12, 768, 1024, 65, 0), 0);  // somebody's own
  EXPECT_EQ(recogniseHeads("nanogpt", 1, 384, 64, 65, 0), 0);
  EXPECT_EQ(recogniseHeads("vit_b_32", 6, 384, 0, 0, 4), 0);
}

TEST_F(StatedSettings, GeluIsToldByTheConfigurationElseByTheLayout) {
  auto config = smallGpt();
  auto turned = makeState(config);
  for (auto& [name, tensor] : turned)
    if (endsWithAny(name, {"attn.c_attn.weight", "attn.c_proj.weight", "mlp.c_fc.weight", "mlp.c_proj.weight"}))
      tensor = tensor.t().contiguous();
  const auto file = place_.path() / "gpt2.safetensors";
  writeWeights(file, turned);
  EXPECT_EQ(of(file).model->gelu, "tanh");
  EXPECT_TRUE(of(file).geluGuessed);
  EXPECT_TRUE(holds(notesOn(of(file), *of(file).model).at(0), "tanh", "GPT-2"));
  EXPECT_EQ(of(write("nano.safetensors")).model->gelu, "published");
  EXPECT_EQ(of(write("neo.safetensors", smallGpt("gpt_neo_125m"))).model->gelu, "published");
  const auto message = [&](const char* activation, const char* name) {
    return of(write("a.pt", smallGpt(name), {{"activation_function", activation}}));
  };
  EXPECT_EQ(message("gelu_new", "nanogpt").model->gelu, "tanh");
  EXPECT_EQ(message("gelu_pytorch_tanh", "gpt_neo_125m").model->gelu, "published");  // tanh as published
  EXPECT_EQ(message("gelu", "gpt_neo_125m").model->gelu, "exact");
  EXPECT_TRUE(holds(message("relu", "nanogpt").unsupported.at(0), "activation_function in the file is \"relu\""));
}

TEST_F(StatedSettings, WhatTheNetworkWouldNotComputeIsRefusedForResponsesAlone) {
  const auto file = write("hf/model.safetensors", smallGpt("gpt_neo_125m"));
  for (const char* line : {R"("attention_types": [[["global", "global"], 1]])",
                           R"("attention_layers": ["local", "global"])", R"("activation_function": "silu")"}) {
    place_.write("hf/config.json", std::string(R"({"num_heads": 4, "hidden_size": 32, )") + line + "}");
    const auto request = SourceRequest{"", "runs", "gpt_neo_125m", file.string(), {}};
    EXPECT_TRUE(holds(errorSentence([&] { openSource(request); }),
                      "model.safetensors is of a network with other outputs", "config.json"))
        << line;
    EXPECT_NO_THROW(openSource(request, {}, SourceUse::Weights));
    const auto copy = place_.path() / "copy.pt";
    convertWeights({file, copy, {}, {}, {}});  // and no conversion forgets it
    EXPECT_EQ(of(copy).unsupported.size(), 1U) << line;
  }
  place_.write(
      "hf/config.json",
      R"({"num_heads": 4, "hidden_size": 32, "attention_types": [[["global", "local"], 1]], "window_size": 7})");
  EXPECT_TRUE(of(file).unsupported.empty());
  EXPECT_EQ(of(file).model->window, 7);
  const auto gpt2 = write("gpt2/model.safetensors");
  place_.write("gpt2/config.json", R"({"n_head": 4, "scale_attn_weights": false})");
  EXPECT_TRUE(holds(of(gpt2).unsupported.at(0), "scale_attn_weights"));
}

/// Hugging Face's ResNet may have another function than ReLU between its layers, which no shape shows.
TEST_F(StatedSettings, AResNetWithAnotherFunctionIsRefusedForResponsesAlone) {
  ModelConfig config;
  config.name = "resnet18";
  config.classes = 4;
  const auto file = place_.path() / "model.safetensors";
  writeWeights(file, makeStateDict(*findModel("resnet18").make(config, {3, 32, 32})), {});
  SourceRequest request;
  request.model = "resnet18";
  request.weights = file.string();
  for (const char* text :
       {R"({"model_type": "resnet", "hidden_act": "relu"})", R"({"model_type": "vit", "hidden_act": "gelu"})"}) {
    place_.write("config.json", text);
    EXPECT_NE(openSource(request).model, nullptr) << text;
  }
  place_.write("config.json", R"({"model_type": "resnet", "hidden_act": "gelu"})");
  EXPECT_TRUE(holds(errorSentence([&] { openSource(request); }), "other outputs",
                    "hidden_act in config.json beside it is \"gelu\"", "ReLU"));
  EXPECT_NE(openSource(request, {}, SourceUse::Weights).model, nullptr);
}

TEST_F(StatedSettings, AWindowThatIsAssumedIsSaid) {
  auto config = smallGpt("gpt_neo_125m");
  config.context = 300;
  const auto said = [&](const std::map<std::string, std::string>& texts, ModelConfig made) {
    const auto found = of(write("neo.safetensors", made, texts));
    const auto notes = notesOn(found, *found.model);
    return !notes.empty() &&
           holds(notes.back(), "sees only the newest 256 tokens, as GPT-Neo is published", "model.window=N");
  };
  EXPECT_TRUE(said({{"num_heads", "4"}}, config));
  EXPECT_FALSE(said({{"num_heads", "4"}, {"window_size", "256"}}, config));
  EXPECT_FALSE(said({{"num_heads", "4"}}, smallGpt("gpt_neo_125m")));  // 16 tokens never meet its end
  const auto named = of(write("neo.safetensors", config, {{"num_heads", "4"}}));
  config.window = 9;
  EXPECT_TRUE(notesOn(named, config).empty());
}

TEST_F(StatedSettings, OtherSizesThanThoseOfTheWeightsAreSaid) {
  const auto findNotes = [&](const std::map<std::string, std::string>& texts) {
    return of(write("nano.pt", smallGpt(), texts)).notes;
  };
  EXPECT_TRUE(findNotes({{"model_args.n_head", "4"},
                         {"model_args.n_layer", "2"},
                         {"model_args.n_embd", "32"},
                         {"model_args.block_size", "16"}})
                  .empty());
  EXPECT_TRUE(findNotes({{"n_head", "4"}, {"config.n_layer", "12"}, {"model_args.n_layer", "2"}})
                  .empty());  // the script's default is overridden
  const auto notes = findNotes({{"n_head", "4"}, {"model_args.n_layer", "3"}, {"model_args.block_size", "64"}});
  ASSERT_EQ(notes.size(), 2U);
  EXPECT_EQ(notes[0], "model_args.n_layer in the file is 3, but the weights are of 2 blocks; the weights decide.");
  EXPECT_TRUE(holds(notes[1], "model_args.block_size in the file is 64", "16 positions"));
}

TEST_F(StatedSettings, AHeadOfItsOwnIsToldFromOneThatIsTheTable) {
  for (const char* name : {"nanogpt", "gpt_neo_125m"})
    for (const char* ending : {".safetensors", ".pt"}) {
      const auto untied = of(write(std::string("untied") + ending, smallGpt(name, false)));
      EXPECT_FALSE(untied.model->tiedHead) << name << ending;
      EXPECT_TRUE(holds(untied.notes.at(0), "lm_head.weight"));
      EXPECT_TRUE(of(write(std::string("tied") + ending, smallGpt(name))).model->tiedHead) << name << ending;
    }
  for (const char* left : {"lm_head.weight", "transformer.wte.weight"}) {  // one name of the two
    auto tensors = makeState(smallGpt());
    std::erase_if(tensors, [&](const auto& item) {
      return (item.first == "lm_head.weight" || item.first == "transformer.wte.weight") && item.first != left;
    });
    const auto file = place_.path() / "one.safetensors";
    writeWeights(file, tensors, {{"n_head", "4"}});
    ASSERT_TRUE(of(file).model) << of(file).problem;
    EXPECT_TRUE(of(file).model->tiedHead);
    EXPECT_EQ(of(file).model->vocabulary, 50);
    EXPECT_NO_THROW(openSource({"", "runs", "nanogpt", file.string(), {}}));
  }
}

TEST_F(StatedSettings, TextsOfAModelSayAllOfItAgain) {
  auto config = smallGpt("gpt_neo_125m", false);
  config.gelu = "exact";
  config.normEpsilon = 1e-3;
  config.window = 9;
  for (const char* name : {"a.safetensors", "b.pt"}) {
    const auto found = of(write(name, config, settingTexts(config)));
    EXPECT_EQ(describeSettings(*found.model), describeSettings(config)) << name;
    EXPECT_FALSE(found.headsGuessed);
  }
  EXPECT_TRUE(settingTexts(ModelConfig{}).empty());  // of a perceptron the shapes show all
}

TEST_F(StatedSettings, WhatIsNamedToAConversionIsNotSaidToBeGuessed) {
  const auto file = write("bare.safetensors");
  EXPECT_TRUE(convertWeights({file, place_.path() / "named.pt", {}, {}, {"model.heads=4"}}).notes.empty());
}

/// Even the published epsilon: a file may come to lie beside another one's configuration.
TEST_F(StatedSettings, AConvertedFileDoesNotTakeItsNeighboursEpsilon) {
  const auto file = write("plain.safetensors", smallGpt(), {{"n_head", "4"}});
  for (const char* name : {"hf/model.safetensors", "hf/model.pt"}) {
    place_.write("hf/config.json", R"({"n_head": 4, "n_embd": 32, "layer_norm_epsilon": 1e-12})");
    convertWeights({file, place_.path() / name, {}, {}, {}});
    EXPECT_EQ(of(place_.path() / name).model->normEpsilon, 0) << name;
  }
  ModelConfig vit;
  vit.name = "vit_b_32";
  EXPECT_EQ(settingTexts(vit).at("model.norm_epsilon"), "1e-06");
  EXPECT_EQ(settingTexts(smallGpt()).at("model.norm_epsilon"), "1e-05");
}

TEST_F(StatedSettings, EveryConversionKeepsThemAndTheAnswer) {
  auto config = smallGpt("nanogpt", false);
  const auto file = write("hf/model.safetensors", config);
  place_.write("hf/config.json", R"({"n_head": 4, "n_embd": 32, "activation_function": "gelu_new"})");
  const auto tokens = (torch::arange(20) * 7).remainder(50).view({2, 10});
  const auto predictedLogits = [&](const std::filesystem::path& weights) {
    torch::NoGradGuard noGrad;
    return openSource({"", "runs", "nanogpt", weights.string(), {}}).model->forward(tokens);
  };
  const auto expected = predictedLogits(file);
  auto from = file;
  for (const auto* name : {"a.pt", "b.safetensors", "c.pt", "d.pth"}) {
    const auto to = place_.path() / name;
    convertWeights({from, to, name[0] == 'b' ? "nanogpt" : "", {}, {}});
    EXPECT_TRUE(torch::equal(predictedLogits(to), expected)) << name;
    from = to;
  }
  EXPECT_EQ(openWeights(from).metadata.at("model.heads"), "4");
  EXPECT_EQ(openWeights(from).metadata.at("model.tied_head"), "false");
  const auto bare = write("bare.pt", smallGpt());
  EXPECT_TRUE(holds(errorSentence([&] {
                      convertWeights({bare, place_.path() / "e.pt", {}, {}, {}});
                    }),
                    "bare.pt does not say how many attention heads", "--set model.heads=N"));
  EXPECT_FALSE(std::filesystem::exists(place_.path() / "e.pt"));
  convertWeights({bare, place_.path() / "e.pt", {}, {}, {"model.heads=8"}});
  EXPECT_EQ(of(place_.path() / "e.pt").model->heads, 8);
  EXPECT_TRUE(holds(errorSentence([&] {
                      convertWeights({bare, place_.path() / "f.pt", {}, {}, {"model.width=8"}});
                    }),
                    "model.width=8 changes no weights"));
}

TEST_F(StatedSettings, LongTextsGoThereAndBack) {
  std::string names = "[";
  for (int index = 0; index < 2000; ++index)
    names += (index ? ", \"Klasse " : "\"Klasse ") + std::to_string(index) + " ä\"";
  names += "]";
  const auto file = write("a.pt", smallGpt(), {{"class_names", names}, {"tau", "3"}, {"n_head", "4"}});
  convertWeights({file, place_.path() / "b.safetensors", {}, {}, {}});
  convertWeights({place_.path() / "b.safetensors", place_.path() / "c.pt", {}, {}, {}});
  const auto metadata = openWeights(place_.path() / "c.pt").metadata;
  EXPECT_EQ(metadata.at("class_names"), names);
  EXPECT_EQ(metadata.at("tau"), "3");
}

}  // namespace
}  // namespace studio
