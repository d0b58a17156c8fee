// nanoGPT and GPT-Neo against Python (tests/data/make_gpt_reference.py), their published sizes, and what distinguishes
// them apart.
#include "core/models/model.h"
#include "core/models/transformer_parts.h"
#include "core/train/optimizer.h"
#include "tests/core/wave_weights.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

ModelConfig sized(const char* name, std::int64_t layers, std::int64_t heads, std::int64_t context,
                  std::int64_t vocabulary, bool bias = true) {
  ModelConfig config;
  config.name = name;
  config.layers = layers;
  config.heads = heads;
  config.width = 32;
  config.context = context;
  config.vocabulary = vocabulary;
  config.bias = bias;
  return config;
}

std::shared_ptr<Model> made(const ModelConfig& config) {
  torch::set_num_threads(1);
  return findModel(config.name).make(config, InputShape::ofTokens(config.context, config.vocabulary));
}

const ModelConfig kSmallNano = sized("nanogpt", 3, 4, 16, 50, false), kSmallNeo = sized("gpt_neo_125m", 4, 2, 24, 40);

/// transformers' small network has a window of four tokens.
ModelConfig narrowNeo(std::int64_t window = 4) {
  auto config = kSmallNeo;
  config.window = window;
  return config;
}

/// The script's.
torch::Tensor someTokens(std::int64_t length, std::int64_t vocabulary) {
  return (torch::arange(2 * length) * 7).remainder(vocabulary).view({2, length});
}

torch::Tensor named(const Model& model, const std::string& name) {
  const auto parameters = model.named_parameters();
  return parameters[name].detach();
}

TEST(NanoGpt, AnswersAsThePyTorchNetworkOfTheSameWeights) {
  const auto references = readReferences("gpt_reference.json");
  torch::NoGradGuard noGrad;
  for (const bool bias : {false, true}) {
    const auto& row = references[bias ? "nanogpt_bias" : "nanogpt"];
    auto config = kSmallNano;
    config.bias = bias;
    torch::manual_seed(0);
    const auto model = made(config);
    expectNamesCountsAndDraws(*model, row);
    fillWaves(*model);
    Recording recording({"transformer.h.1.mlp.c_fc"}, Pooling::Mean, /*everyToken=*/true);
    Taps taps;
    recording.addTo(taps);
    EXPECT_TRUE(isClose(model->forward(someTokens(12, 50), taps), tensorFrom(row["logits"]), 1e-4));
    const auto seen = recording.seen.at("transformer.h.1.mlp.c_fc");  // [2 * 12, 128], the first row's tokens first
    EXPECT_TRUE(isClose(seen.narrow(0, 0, 3).narrow(1, 0, 3), tensorFrom(row["response"]), 1e-4));
  }
}

TEST(GptNeo, AnswersAsTransformersOfTheSameWeights) {
  const auto row = readReferences("gpt_reference.json")["gpt_neo"];
  torch::NoGradGuard noGrad;
  const auto expected = tensorFrom(row["logits"]);
  const auto answer = [&](const ModelConfig& config) {
    const auto model = made(config);
    fillWaves(*model);
    return model->forward(someTokens(20, 40));
  };
  expectNamesCountsAndDraws(*made(narrowNeo()), row);
  EXPECT_TRUE(isClose(answer(narrowNeo()), expected, 1e-4));
  EXPECT_FALSE(isClose(answer(narrowNeo(5)), expected, 1e-2));  // the window matters
  auto exact = narrowNeo();
  exact.gelu = "exact";
  EXPECT_FALSE(isClose(answer(exact), expected, 1e-4));  // and so does GELU's approximation
}

TEST(GptNeo, FirstWeightsHaveTheDeviationOfTheOriginal) {
  torch::manual_seed(3);
  const auto model = made(kSmallNeo);
  for (const auto& item : model->named_parameters()) {
    const auto& name = item.key();
    if (name.ends_with(".bias"))
      EXPECT_EQ(item.value().abs().max().item<double>(), 0) << name;
    else if (name.find("ln_") != std::string::npos)
      EXPECT_EQ((item.value() - 1).abs().max().item<double>(), 0) << name;
    else
      EXPECT_NEAR(item.value().std().item<double>(), 0.02, 0.002) << name;
  }
}

struct Published {
  const char* name;
  std::int64_t parameters;
  std::size_t tensors, entries;
};

TEST(Gpt, HasThePublishedSizes) {
  for (const auto& [name, parameters, tensors, entries] :
       {Published{"nanogpt", 124'373'760, 75, 76}, Published{"gpt_neo_125m", 125'198'592, 160, 161}}) {
    const auto model = ofPublishedSize(name);
    EXPECT_EQ(countParameters(*model), parameters) << name;
    EXPECT_EQ(model->parameters().size(), tensors) << name;
    EXPECT_EQ(makeStateDict(*model).size(), entries) << name;
    const auto layers = model->layers();
    std::vector<LayerInfo> topo;
    std::copy_if(layers.begin(), layers.end(), std::back_inserter(topo),
                 [](const LayerInfo& layer) { return layer.topo; });
    ASSERT_EQ(topo.size(), 12U) << name;
    EXPECT_EQ(topo[3].name, "transformer.h.3.mlp.c_fc");
    EXPECT_EQ(std::tie(topo[3].height, topo[3].width, topo[3].depth),
              std::make_tuple(std::int64_t{48}, std::int64_t{64}, std::int64_t{768}));
  }
}

TEST(NanoGpt, AnswersAsGpt2OfTransformersWithItsGeluItsHeadAndItsEpsilon) {
  const auto references = readReferences("gpt_reference.json");
  torch::NoGradGuard noGrad;
  const auto answer = [](bool tied, const char* gelu, double epsilon) {
    auto config = kSmallNano;
    config.bias = true;
    config.tiedHead = tied;
    config.gelu = gelu;
    config.normEpsilon = epsilon;
    const auto model = made(config);
    fillWaves(*model);
    return model->forward(someTokens(12, 50));
  };
  const auto gpt2 = tensorFrom(references["gpt2"]["logits"]);
  EXPECT_TRUE(isClose(answer(true, "tanh", 0), gpt2, 2e-5));
  EXPECT_FALSE(isClose(answer(true, "published", 0), gpt2, 1e-4));  // exact GELU is another network
  EXPECT_TRUE(isClose(answer(false, "tanh", 0), tensorFrom(references["gpt2_untied"]["logits"]), 2e-5));
  EXPECT_TRUE(isClose(answer(true, "exact", 1e-2), tensorFrom(references["gpt2_exact_epsilon"]["logits"]), 2e-5));
}

TEST(GptNeo, AnswersAsTransformersWithExactGeluAnotherEpsilonAndWindow) {
  torch::NoGradGuard noGrad;
  auto config = kSmallNeo;
  config.gelu = "exact";
  config.normEpsilon = 1e-2;
  config.window = 5;
  const auto model = made(config);
  fillWaves(*model);
  EXPECT_TRUE(isClose(model->forward(someTokens(20, 40)),
                      tensorFrom(readReferences("gpt_reference.json")["gpt_neo_otherwise"]["logits"]), 2e-5));
}

TEST(Gpt, AHeadOfItsOwnIsOneParameterMoreAndNoLayer) {
  for (const char* name : {"nanogpt", "gpt_neo_125m"}) {
    auto config = sized(name, 2, 4, 16, 50);
    const auto tied = findModel(name).make(config, InputShape::ofTokens(16, 50));
    config.tiedHead = false;
    torch::manual_seed(1);
    const auto untied = findModel(name).make(config, InputShape::ofTokens(16, 50));
    EXPECT_EQ(countParameters(*untied), countParameters(*tied) + 50 * 32) << name;
    const auto named = untied->named_parameters();
    ASSERT_TRUE(named.contains("lm_head.weight"));
    EXPECT_NE(named["lm_head.weight"].data_ptr(), named["transformer.wte.weight"].data_ptr());
    EXPECT_NEAR(named["lm_head.weight"].std().item<double>(), 0.02, 0.002);
    EXPECT_TRUE(named["lm_head.weight"].requires_grad());
    EXPECT_EQ(untied->layers().size(), tied->layers().size());
    EXPECT_EQ(makeStateDict(*untied).size(), makeStateDict(*tied).size());
    untied->to(torch::kDouble);  // it moves with the network
    EXPECT_EQ(untied->forward(someTokens(5, 50)).scalar_type(), torch::kDouble);
  }
}

TEST(Gpt, ADifferentHeadIsNeverWrittenOverTheTable) {
  auto config = kSmallNano;
  const auto model = made(config);
  auto tensors = makeStateDict(*model);
  const auto before = named(*model, "transformer.wte.weight").clone();
  for (auto& [name, tensor] : tensors)
    if (name == "lm_head.weight") tensor = tensor + 1;
  EXPECT_TRUE(holds(errorSentence([&] { loadInto(*model, tensors, "a.pt"); }), "a.pt",
                    "lm_head.weight differs from transformer.wte.weight", "model.tied_head=false"));
  EXPECT_TRUE(torch::equal(named(*model, "transformer.wte.weight"), before));  // nothing is changed
  config.tiedHead = false;
  const auto untied = made(config);
  loadInto(*untied, tensors, "a.pt");
  EXPECT_TRUE(torch::equal(named(*untied, "lm_head.weight"), before + 1));
  EXPECT_TRUE(torch::equal(named(*untied, "transformer.wte.weight"), before));
  auto diverged = makeStateDict(*made(kSmallNano));  // NaN under both names is still one tensor
  for (auto& [name, tensor] : diverged)
    if (name == "lm_head.weight" || name == "transformer.wte.weight") tensor = torch::full_like(tensor, std::nan(""));
  EXPECT_NO_THROW(loadInto(*made(kSmallNano), diverged, "a.pt"));
}

/// As torch calls it.
const char* geluOption(const char* name) {
  return std::string(findModel(name).published->gelu) == "tanh" ? "tanh" : "none";
}

TEST(Gpt, GeluIsThatOfEachOriginal) {
  const auto x = torch::tensor({-2.0, -1.0, 0.5, 1.0, 3.0}, torch::kDouble);  // science.md 10.6
  EXPECT_TRUE(isClose(torch::gelu(x, geluOption("nanogpt")),
                      torch::tensor({-.0455001, -.1586553, .3457312, .8413447, 2.9959502}, torch::kDouble), 1e-7));
  EXPECT_TRUE(isClose(torch::gelu(x, geluOption("gpt_neo_125m")),
                      torch::tensor({-.0454023, -.1588080, .3457140, .8411921, 2.9963627}, torch::kDouble), 1e-7));
}

TEST(Gpt, TheHeadIsTheEmbedding) {
  const auto model = made(kSmallNano);
  const auto named = model->named_parameters();
  EXPECT_EQ(named.find("lm_head.weight"), nullptr);  // an optimizer meets it once
  model->to(torch::kDouble);                         // moves them together
  const auto embedding = *named.find("transformer.wte.weight"), head = model->named_buffers()["lm_head.weight"];
  EXPECT_EQ(embedding.data_ptr(), head.data_ptr());
  model->to(torch::kFloat);
  TemporaryFolder folder;
  auto tensors = makeStateDict(*model);
  std::erase_if(tensors, [](const auto& item) {
    return item.first == "lm_head.weight";
  });  // as safetensors of tied weights are written
  writeWeights(folder.path() / "a.safetensors", tensors);
  const auto other = made(kSmallNano);
  loadInto(*other, readWeights(folder.path() / "a.safetensors"), "a");
  const auto tokens = someTokens(5, 50);
  torch::NoGradGuard noGrad;
  EXPECT_TRUE(torch::equal(other->forward(tokens), model->forward(tokens)));
  std::erase_if(tensors, [](const auto& item) { return item.first == "transformer.wte.weight"; });
  EXPECT_TRUE(holds(errorSentence([&] { loadInto(*other, tensors, "a"); }), "table of tokens (wte.weight)", "missing"));
}

TEST(Gpt, ATokenSeesNoneAfterIt) {
  torch::NoGradGuard noGrad;
  for (const auto& model : {made(kSmallNano), made(narrowNeo())}) {
    auto tokens = someTokens(10, 40);
    const auto before = model->forward(tokens);
    tokens[0][7] = 3;
    const auto after = model->forward(tokens);
    EXPECT_TRUE(torch::allclose(before[0].narrow(0, 0, 7), after[0].narrow(0, 0, 7), 1e-5, 1e-6));
    EXPECT_FALSE(torch::allclose(before[0][7], after[0][7], 1e-3, 1e-3));
    EXPECT_TRUE(torch::allclose(before[1], after[1], 1e-5, 1e-6));
  }
}

TEST(Gpt, ImpossibleSizesAreOneSentence) {
  const auto refuse = [](ModelConfig config, InputShape input = InputShape::ofTokens(8, 50)) {
    return errorSentence([&] { findModel(config.name).make(config, input); });
  };
  EXPECT_TRUE(holds(refuse(sized("nanogpt", 2, 5, 16, 50)), "model.width is 32", "5 attention heads"));
  EXPECT_TRUE(holds(refuse(sized("nanogpt", 2, -4, 16, 50)), "model.heads is -4"));
  EXPECT_TRUE(holds(refuse(sized("nanogpt", 100'000'000, 4, 16, 50)), "billion parameters", "model.layers"));
  EXPECT_TRUE(holds(refuse(sized("nanogpt", 2, 4, 16, 1'000'000'000'000)), "billion parameters", "model.vocabulary"));
  EXPECT_TRUE(holds(refuse(sized("gpt_neo_125m", 2, 4, 1'000'000, 50)), "model.context is 1000000", "32768"));
  EXPECT_TRUE(holds(refuse(kSmallNano, InputShape::ofTokens(17, 50)), "rows of 17 tokens", "positions for 16"));
  EXPECT_TRUE(holds(refuse(kSmallNano, InputShape::ofTokens(8, 51)), "51 kinds of tokens", "model.vocabulary"));
  EXPECT_TRUE(holds(refuse(kSmallNano, InputShape{3, 32, 32}), "nanogpt reads tokens"));
  auto odd = kSmallNano;
  odd.gelu = "fast";
  EXPECT_TRUE(holds(refuse(odd), "model.gelu is \"fast\"", "exact and tanh"));
  odd = kSmallNano;
  odd.normEpsilon = -1;
  EXPECT_TRUE(holds(refuse(odd), "model.norm_epsilon"));
}

/// As nanoGPT's: of the embeddings, of what a token sees and of what attention and MLP add.
TEST(Gpt, LeavesValuesOutWhileTrainingAlone) {
  for (auto config : {kSmallNano, kSmallNeo}) {
    torch::NoGradGuard noGrad;
    torch::manual_seed(0);
    const auto plain = made(config);
    config.dropout = 0.5;
    torch::manual_seed(0);
    const auto model = made(config);
    const auto tokens = someTokens(8, 40);
    model->eval(), plain->eval();
    EXPECT_TRUE(torch::equal(model->forward(tokens), plain->forward(tokens))) << config.name;
    model->train();
    torch::manual_seed(3);
    const auto first = model->forward(tokens);
    EXPECT_FALSE(torch::allclose(first, model->forward(tokens))) << "other values each time";
    torch::manual_seed(3);
    EXPECT_TRUE(torch::equal(first, model->forward(tokens))) << "the run's random numbers decide which";
  }
  auto config = kSmallNano;
  config.dropout = 1;
  EXPECT_TRUE(holds(errorSentence([&] { made(config); }), "model.dropout is 1", "below 1"));
}

TEST(Dropout, KeepsTheMeanAndLeavesOutItsShare) {
  struct Part : torch::nn::Module {
  } part;
  torch::manual_seed(1);
  const auto x = torch::ones({40000});
  const auto seen = Dropout(0.2)(x, part);
  EXPECT_NEAR((seen == 0).to(torch::kFloat).mean().item<double>(), 0.2, 0.02);
  EXPECT_NEAR(seen.mean().item<double>(), 1, 0.02);
  part.eval();
  EXPECT_TRUE(torch::equal(Dropout(0.2)(x, part), x));
}

}  // namespace
}  // namespace studio
