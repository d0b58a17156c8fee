// A text read token by token: surprisals against logits computed apart and against the loss of `evaluate`, responses
// against a recording of its own, and what cannot be.
#include "core/network/text_probe.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include <cmath>

#include "core/models/taps.h"
#include "core/network/evaluation.h"
#include "core/network/network.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

constexpr const char* kText = "what is read";

std::shared_ptr<Model> readingModel(const std::string& name) {
  RunConfig config;
  config.model.name = name;
  config.model.layers = 2;
  config.model.heads = 2;
  config.model.width = 32;
  config.model.context = 24;
  config.model.vocabulary = 256;
  config.train.seed = 4;
  auto model = buildNetwork(config, InputShape::ofTokens(24, 256));
  const torch::NoGradGuard noGrad;
  for (auto& parameter : model->parameters()) parameter.mul_(4);  // else all tokens are about as likely
  return model;
}

torch::Tensor bytesOf(const std::string& text) {
  std::vector<std::int64_t> ids;
  for (const char letter : text) ids.push_back(static_cast<unsigned char>(letter));
  return torch::tensor(ids, torch::kInt64);
}

/// One row of tokens, of which each but the last is asked for the one after it.
class OneText : public Dataset {
 public:
  explicit OneText(torch::Tensor tokens) : tokens_(std::move(tokens)) {}
  std::int64_t size() const override { return 1; }
  Example get(std::int64_t) const override {
    const auto count = tokens_.size(0) - 1;
    return {tokens_.narrow(0, 0, count), 0, tokens_.narrow(0, 1, count)};
  }
  std::int64_t label(std::int64_t) const override { return 0; }
  std::vector<std::int64_t> imageShape() const override { return {tokens_.size(0) - 1}; }
  std::vector<std::string> classNames() const override { return {}; }
  std::int64_t vocabulary() const override { return 256; }
  bool scales() const override { return false; }

 private:
  torch::Tensor tokens_;
};

class TextProbes : public ::testing::TestWithParam<const char*> {};

TEST_P(TextProbes, SurprisalsAreThoseOfTheLogits) {
  auto model = readingModel(GetParam());
  const auto probe = probeText(*model, *byteTokenizer(), {.text = kText}, torch::kCPU);
  const auto tokens = bytesOf(kText);
  ASSERT_EQ(probe.tokens.size(), std::size_t(tokens.size(0)));
  EXPECT_TRUE(std::isnan(probe.tokens[0].surprisal)) << "nothing stands before it";
  EXPECT_EQ(probe.tokens[0].bytes, "w");
  EXPECT_TRUE(probe.note.empty());
  EXPECT_TRUE(probe.responses.empty()) << "of no layer";
  const torch::NoGradGuard noGrad;
  model->eval();
  const auto logits = model->forward(tokens.unsqueeze(0))[0].to(torch::kDouble);
  for (std::int64_t i = 1; i < tokens.size(0); ++i) {
    const auto row = logits[i - 1];
    const double all = row.exp().sum().log().item<double>(), own = row[tokens[i].item<std::int64_t>()].item<double>();
    EXPECT_NEAR(probe.tokens[std::size_t(i)].surprisal, all - own, 1e-5) << i;
  }
}

TEST_P(TextProbes, TheirMeanIsTheLossOfEvaluate) {
  auto model = readingModel(GetParam());
  const auto probe = probeText(*model, *byteTokenizer(), {.text = kText}, torch::kCPU);
  const auto found = evaluate(*model, std::make_shared<OneText>(bytesOf(kText)), Batcher::Options{});
  EXPECT_EQ(found.count, std::int64_t(probe.tokens.size()) - 1);
  EXPECT_NEAR(probe.meanSurprisal(), found.loss, 1e-5);
}

TEST_P(TextProbes, ResponsesAreThoseOfTheLayerAtEachToken) {
  auto model = readingModel(GetParam());
  const std::string layer = "transformer.h.1.mlp.c_fc";
  model->train();
  torch::manual_seed(1);
  const auto before = torch::rand({1}).item<float>();
  torch::manual_seed(1);
  const auto probe = probeText(*model, *byteTokenizer(), {.text = kText, .layer = layer}, torch::kCPU);
  EXPECT_EQ(torch::rand({1}).item<float>(), before) << "the process' random numbers are left alone";
  EXPECT_TRUE(model->is_training()) << "its mode is as it was";
  EXPECT_EQ(probe.height * probe.width, 128);
  ASSERT_EQ(probe.responses.size(), 12u * 128u);
  const torch::NoGradGuard noGrad;
  model->eval();
  Recording recording({layer}, Pooling::Mean, /*everyToken=*/true);
  Taps taps = model->taps();
  recording.addTo(taps);
  model->forward(bytesOf(kText).unsqueeze(0), taps);
  const auto seen = recording.seen.at(layer);
  for (const std::int64_t token : {0, 5, 11})
    for (const std::int64_t unit : {0, 17, 127})
      EXPECT_NEAR(probe.responses[std::size_t(token * 128 + unit)], seen[token][unit].item<float>(), 1e-6);
}

INSTANTIATE_TEST_SUITE_P(Both, TextProbes, ::testing::Values("nanogpt", "gpt_neo_125m"));

/// Where a loss has put the units elsewhere on the sheet, responses come in the order of places.
TEST(TextProbe, ResponsesLieAsTheUnitsLieOnTheSheet) {
  auto model = readingModel("nanogpt");
  const std::string layer = "transformer.h.0.mlp.c_fc";
  const TextProbeRequest request{.text = kText, .layer = layer};
  const auto own = probeText(*model, *byteTokenizer(), request, torch::kCPU);
  model->taps().setOrder(layer, torch::arange(127, -1, -1, torch::kInt64));
  const auto turned = probeText(*model, *byteTokenizer(), request, torch::kCPU);
  EXPECT_EQ(turned.responses.front(), own.responses[127]);
  EXPECT_NE(turned.responses.front(), own.responses.front());
}

TEST(TextProbe, ALongTextIsCutAndSaysSo) {
  auto model = readingModel("nanogpt");
  const std::string text = "a text that is longer than the context";
  const auto probe = probeText(*model, *byteTokenizer(), {.text = text}, torch::kCPU);
  EXPECT_EQ(probe.tokens.size(), 24u);
  EXPECT_EQ(probe.tokensOfText, 38);
  EXPECT_TRUE(holds(probe.note, "38 tokens", "first 24")) << probe.note;
  const auto whole = probeText(*model, *byteTokenizer(), {.text = text.substr(0, 24)}, torch::kCPU);
  EXPECT_EQ(probe.tokens.back().surprisal, whole.tokens.back().surprisal);
  EXPECT_TRUE(whole.note.empty());
}

TEST(TextProbe, AnEmptyTextAndOneTokenAreNoFaults) {
  auto model = readingModel("nanogpt");
  const auto none = probeText(*model, *byteTokenizer(), {.text = "", .layer = "transformer.h.0.mlp.c_fc"}, torch::kCPU);
  EXPECT_TRUE(none.tokens.empty());
  EXPECT_TRUE(std::isnan(none.meanSurprisal()));
  const auto one = probeText(*model, *byteTokenizer(), {.text = "a", .layer = "transformer.h.0.mlp.c_fc"}, torch::kCPU);
  EXPECT_EQ(one.tokens.size(), 1u);
  EXPECT_EQ(one.responses.size(), 128u);
}

TEST(TextProbe, WhatCannotBeIsOneSentence) {
  auto model = readingModel("nanogpt");
  EXPECT_TRUE(holds(errorSentence([&] {
                      probeText(*model, *byteTokenizer(), {.text = "a", .layer = "transformer.h.0.mlp.c_fd"},
                                torch::kCPU);
                    }),
                    "c_fc"));
  RunConfig images;
  images.model.name = "mlp";
  images.model.hidden = {4};
  auto perceptron = buildNetwork(images, InputShape{1, 4, 4});
  EXPECT_TRUE(
      holds(errorSentence([&] { probeText(*perceptron, *byteTokenizer(), {.text = "a"}, torch::kCPU); }), "images"));
  RunConfig few;
  few.model.name = "nanogpt";
  few.model.layers = 1, few.model.heads = 1, few.model.width = 8, few.model.context = 8, few.model.vocabulary = 72;
  auto small = buildNetwork(few, InputShape::ofTokens(8, 72));
  EXPECT_TRUE(holds(errorSentence([&] { probeText(*small, *byteTokenizer(), {.text = "z"}, torch::kCPU); }),
                    "token 122", "72 kinds", "--tokenizer"));
}

}  // namespace
}  // namespace studio
