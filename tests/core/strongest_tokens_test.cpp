// The tokens that drive units most, against all responses at once, and what stands around them.
#include "core/network/strongest_tokens.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include <algorithm>

#include "core/models/taps.h"
#include "core/network/network.h"
#include "tests/core/train_fixture.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

constexpr const char* kFirstLayer = "transformer.h.0.mlp.c_fc";

std::shared_ptr<Model> tokenModel() {
  RunConfig config;
  config.model.name = "nanogpt";
  config.model.layers = 1;
  config.model.heads = 2;
  config.model.width = 16;
  config.model.context = 8;
  config.model.vocabulary = 256;
  config.train.seed = 3;
  return buildNetwork(config, InputShape::ofTokens(8, 256));
}

RunConfig textConfig(const std::filesystem::path& file, const char* kind) {
  RunConfig config;
  config.data.kind = kind;
  config.data.root = file.string();
  config.data.context = 8;
  config.data.vocabulary = 256;
  return config;
}

std::string letters() {
  std::string text;
  for (int i = 0; i < 400; ++i) text += static_cast<char>('a' + (i * i) % 26);
  return text;
}

TEST(StrongestTokens, AreThoseOfAllResponses) {
  const TemporaryFolder place;
  const auto data = openData(textConfig(place.write("a.txt", letters()), "text").data, 0).training;
  auto model = tokenModel();
  const auto found = strongestTokens(*model, *byteTokenizer(), *data, kFirstLayer, 3, torch::kCPU);
  EXPECT_EQ(found.height * found.width, 64);
  ASSERT_EQ(found.units.size(), 64u);
  EXPECT_EQ(found.tokens, 8 * data->size());
  const torch::NoGradGuard noGrad;
  model->eval();
  std::vector<torch::Tensor> rows, tokens;
  for (std::int64_t row = 0; row < data->size(); ++row) {
    Recording recording({kFirstLayer}, Pooling::Mean, /*everyToken=*/true);
    Taps taps = model->taps();
    recording.addTo(taps);
    tokens.push_back(data->get(row).image);
    model->forward(tokens.back().unsqueeze(0), taps);
    rows.push_back(recording.seen.at(kFirstLayer));
  }
  const auto all = torch::cat(rows), ids = torch::cat(tokens);  // [tokens, units], [tokens]
  for (const std::int64_t unit : {0, 31, 63}) {
    const auto ofUnit = all.select(1, unit);
    const auto [values, order] = ofUnit.topk(3);
    for (std::int64_t rank = 0; rank < 3; ++rank) {
      const auto& token = found.units[std::size_t(unit)][std::size_t(rank)];
      EXPECT_NEAR(token.response, values[rank].item<float>(), 1e-5);
      // Equal tokens that begin a row respond alike: which of them comes first says nothing.
      if ((ofUnit - values[rank]).abs().lt(1e-6).sum().item<std::int64_t>() > 1) continue;
      const auto at = order[rank].item<std::int64_t>();
      EXPECT_EQ(token.token, std::string(1, char(ids[at].item<std::int64_t>())));
      EXPECT_EQ(token.before.size(), std::size_t(at % 8)) << "from the beginning of its row";
      EXPECT_EQ(token.after.size(), std::size_t(7 - at % 8));
      if (!token.before.empty()) {
        EXPECT_EQ(token.before.back(), char(ids[at - 1].item<std::int64_t>()));
      }
      if (!token.after.empty()) {
        EXPECT_EQ(token.after.front(), char(ids[at + 1].item<std::int64_t>()));
      }
    }
  }
}

/// Shorter sentences are filled up: what they are filled with is no token.
TEST(StrongestTokens, OfSentencesAreTheirOwnTokens) {
  const TemporaryFolder place;
  const auto data =
      openData(textConfig(place.write("a.tsv", "x\tab\ny\tcdefgh\nx\ti\n"), "sentences").data, 0).training;
  auto model = tokenModel();
  const auto found = strongestTokens(*model, *byteTokenizer(), *data, kFirstLayer, 20, torch::kCPU);
  EXPECT_EQ(found.tokens, 9);
  ASSERT_EQ(found.units[5].size(), 9u) << "there are no more";
  std::string all;
  for (const auto& token : found.units[5]) {
    all += token.token;
    const auto whole = token.before + token.token + token.after;
    EXPECT_TRUE(whole == "ab" || whole == "cdefgh" || whole == "i") << whole;
  }
  std::sort(all.begin(), all.end());
  EXPECT_EQ(all, "abcdefghi");
}

TEST(StrongestTokens, WhatCannotBeIsOneSentence) {
  const TemporaryFolder place;
  const auto data = openData(textConfig(place.write("a.txt", letters()), "text").data, 0).training;
  auto model = tokenModel();
  EXPECT_TRUE(holds(errorSentence([&] {
                      strongestTokens(*model, *byteTokenizer(), *data, "transformer.h.0.mlp.c_fd", 3, torch::kCPU);
                    }),
                    "c_fc"));
}

/// Of a run with its own text, through the engine.
TEST(StrongestTokens, OfARunAreThoseOfItsValidationText) {
  const TemporaryFolder place;
  RunConfig config = textConfig(place.write("a.txt", letters() + letters()), "text");
  config.data.context = config.data.vocabulary = 0;  // the network's
  config.model.name = "nanogpt";
  config.model.layers = 1, config.model.heads = 2, config.model.width = 16, config.model.context = 8;
  config.model.vocabulary = 256;
  config.topoloss.tau = 0;
  config.train.steps = 3;
  config.train.batchSize = 4;
  config.output.sampleTokens = 0;
  const RunFolder folder = trainedRun(place, "run", config);
  AnalysisRequest request;
  request.source.run = folder.path().string();
  Computing computing;
  computing.device = "cpu";
  const auto found = makeEngine()->strongestTokens(request, kFirstLayer, 4, computing);
  EXPECT_EQ(found.step, 3);
  ASSERT_EQ(found.units.size(), 64u);
  EXPECT_EQ(found.units[9].size(), 4u);
  EXPECT_GE(found.units[9][0].response, found.units[9][3].response);
}

}  // namespace
}  // namespace studio
