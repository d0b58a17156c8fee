// Text drawn from a language model: with and without what came before kept, the draw itself, and what cannot be.
#include "core/network/text_sampler.h"

#include <ATen/ops/linear.h>
#include <gtest/gtest.h>
#include <torch/utils.h>

#include <cmath>
#include <map>

#include "core/network/network.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

std::shared_ptr<Model> smallModel(const std::string& name, std::int64_t context = 24) {
  RunConfig config;
  config.model.name = name;
  config.model.layers = 2;
  config.model.heads = 2;
  config.model.width = 32;
  config.model.context = context;
  config.model.vocabulary = 256;
  config.model.window = name == "nanogpt" ? 0 : 5;  // every other block sees few
  config.train.seed = 4;
  auto model = buildNetwork(config, InputShape::ofTokens(context, 256));
  const torch::NoGradGuard noGrad;
  for (auto& parameter : model->parameters()) parameter.mul_(4);  // else all tokens are about as likely
  return model;
}

class Sampler : public ::testing::TestWithParam<const char*> {};

TEST_P(Sampler, WhatIsKeptChangesNoLogits) {
  auto model = smallModel(GetParam());
  auto* language = asLanguageModel(*model);
  const torch::NoGradGuard noGrad;
  model->eval();
  const auto tokens = torch::randint(0, 256, {20}, torch::kInt64);
  PastTokens past(24);
  std::int64_t done = 0;
  for (const std::int64_t next : {7, 1, 1, 4, 1, 6}) {
    const auto kept = language->nextLogits(tokens.narrow(0, done, next), past);
    done += next;
    const auto whole = model->forward(tokens.narrow(0, 0, done).unsqueeze(0))[0][done - 1];
    EXPECT_TRUE(torch::allclose(kept, whole, 1e-5, 1e-5)) << done << ": " << (kept - whole).abs().max();
  }
  EXPECT_EQ(past.length(), 20);
}

/// Beyond the context too: there the newest tokens that fit are all that is seen.
TEST_P(Sampler, TheLikeliestTextIsThatOfWholeForwardPasses) {
  auto model = smallModel(GetParam());
  SampleRequest request;
  request.prompt = "what is kept";
  request.temperature = 0;
  request.tokens = 40;
  const auto sampled = sampleText(*model, *byteTokenizer(), request, torch::kCPU);
  std::vector<std::int64_t> all;
  for (const char letter : request.prompt) all.push_back(static_cast<unsigned char>(letter));
  const torch::NoGradGuard noGrad;
  model->eval();
  for (int i = 0; i < 40; ++i) {
    const auto seen = std::min<std::int64_t>(24, std::int64_t(all.size()));
    const auto row = torch::tensor(std::vector<std::int64_t>(all.end() - seen, all.end())).unsqueeze(0);
    all.push_back(model->forward(row)[0][seen - 1].argmax().item<std::int64_t>());
  }
  EXPECT_EQ(sampled.tokens, std::vector<std::int64_t>(all.end() - 40, all.end()));
}

INSTANTIATE_TEST_SUITE_P(Both, Sampler, ::testing::Values("nanogpt", "gpt_neo_125m"));

TEST(TextSampler, TheSameSeedGivesTheSameText) {
  auto model = smallModel("nanogpt");
  SampleRequest request;
  request.tokens = 30;
  request.seed = 5;
  std::string heard;
  torch::manual_seed(1);
  const auto before = torch::rand({1}).item<float>();
  torch::manual_seed(1);
  const auto first =
      sampleText(*model, *byteTokenizer(), request, torch::kCPU, [&](std::string_view bytes) { heard += bytes; });
  EXPECT_EQ(torch::rand({1}).item<float>(), before) << "the process' random numbers are left alone";
  EXPECT_EQ(heard, first.text);
  EXPECT_EQ(sampleText(*model, *byteTokenizer(), request, torch::kCPU).text, first.text);
  request.seed = 6;
  EXPECT_NE(sampleText(*model, *byteTokenizer(), request, torch::kCPU).text, first.text);
}

TEST(TextSampler, TokensAreDrawnAsOftenAsTheyAreLikely) {
  const auto logits = torch::tensor({std::log(6.f), std::log(3.f), std::log(1.f), -9.f});
  TokenDraw draw(1, 3, 0);
  std::map<std::int64_t, int> times;
  for (int i = 0; i < 2000; ++i) ++times[draw.draw(logits)];
  EXPECT_EQ(times.count(3), 0u) << "not among the likeliest three";
  EXPECT_NEAR(times[0] / 2000.0, 0.6, 0.04);
  EXPECT_NEAR(times[1] / 2000.0, 0.3, 0.04);
  TokenDraw sharp(0.1, 0, 0);
  int likeliest = 0;
  for (int i = 0; i < 200; ++i) likeliest += sharp.draw(logits) == 0;
  EXPECT_GT(likeliest, 195) << "0.999 of them";
}

TEST(TextSampler, ALongPromptIsSeenFromItsEnd) {
  auto model = smallModel("nanogpt");
  SampleRequest request;
  request.tokens = 3;
  request.prompt = std::string(30, 'a') + "the end of a prompt that is long";
  const auto sampled = sampleText(*model, *byteTokenizer(), request, torch::kCPU);
  EXPECT_TRUE(holds(sampled.note, "62 tokens", "last 24")) << sampled.note;
  request.prompt = request.prompt.substr(request.prompt.size() - 24);
  EXPECT_EQ(sampleText(*model, *byteTokenizer(), request, torch::kCPU).tokens, sampled.tokens);
}

TEST(TextSampler, WhatCannotBeIsOneSentence) {
  auto model = smallModel("nanogpt");
  const auto refusal = [&](auto change) {
    SampleRequest request;
    change(request);
    return errorSentence([&] { sampleText(*model, *byteTokenizer(), request, torch::kCPU); });
  };
  EXPECT_TRUE(holds(refusal([](SampleRequest& each) { each.tokens = 0; }), "1 or more"));
  EXPECT_TRUE(holds(refusal([](SampleRequest& each) { each.temperature = -1; }), "temperature"));
  EXPECT_TRUE(holds(refusal([](SampleRequest& each) { each.topK = -1; }), "likeliest"));
  CharacterCounter counter;
  counter.add("ab"), counter.finish();
  SampleRequest request;
  request.prompt = "abc";
  EXPECT_TRUE(holds(errorSentence([&] { sampleText(*model, *counter.tokenizer(), request, torch::kCPU); }),
                    "The prompt holds \"c\""));
}

}  // namespace
}  // namespace studio
