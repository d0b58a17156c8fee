// Log-probabilities of sentences by small networks, planned and shared, against the same sentences one at a time; and
// what a planned pass has in memory.
#include <ATen/ops/log_softmax.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <cmath>
#include <random>

#include "core/analysis/sentence_scores.h"
#include "core/models/language_model.h"
#include "core/models/model.h"
#include "core/models/own_random.h"
#include "tests/core/wave_weights.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

using ScoredTokens = std::vector<std::int64_t>;

constexpr std::int64_t kWords = 40, kStart = 39;

/// Weights large enough that a wrong place, position or mask shows.
std::shared_ptr<Model> scoringNetwork(const char* name, std::int64_t window = 0) {
  ModelConfig config;
  config.name = name;
  config.layers = 3;
  config.heads = 4;
  config.width = 32;
  config.context = 16;
  config.vocabulary = kWords;
  config.window = window;
  const OwnRandom random(3);
  auto model = findModel(name).make(config, InputShape::ofTokens(config.context, kWords));
  const torch::NoGradGuard noGrad;
  for (auto& parameter : model->named_parameters())
    if (parameter.value().dim() == 2) parameter.value().mul_(8);
  model->eval();
  return model;
}

/// Minimal pairs: alike up to a late word, of several lengths, one of them twice.
std::vector<ScoredTokens> somePairs() {
  std::mt19937 random(5);
  std::vector<ScoredTokens> sentences;
  for (std::size_t pair = 0; pair < 30; ++pair) {
    ScoredTokens good;
    for (std::size_t word = 0; word < 3 + pair % 9; ++word) good.push_back(std::int64_t(random() % 30));
    ScoredTokens bad = good;
    bad[good.size() - 1 - pair % 2] = std::int64_t(30 + pair % 9);
    sentences.push_back(good), sentences.push_back(bad);
  }
  sentences.push_back(sentences.front());
  return sentences;
}

/// As anybody would do it: the sentence behind <|endoftext|>, all its logits, its tokens' log-probabilities summed.
double scoreByItself(Model& model, ScoredTokens sentence, bool withStart) {
  const torch::NoGradGuard noGrad;
  if (withStart) sentence.insert(sentence.begin(), kStart);
  const auto tokens = torch::tensor(sentence, torch::kInt64).unsqueeze(0);
  const auto logs = at::log_softmax(model.forward(tokens).to(torch::kDouble), 2);  // [1, tokens, words]
  double sum = 0;
  for (std::int64_t at = 1; at < tokens.size(1); ++at) sum += logs[0][at - 1][sentence[std::size_t(at)]].item<double>();
  return sum;
}

std::vector<double> scorePlanned(Model& model, const std::vector<ScoredTokens>& sentences, bool withStart) {
  PrefixPlanOptions options;
  options.context = 16;
  options.vocabulary = kWords;
  options.prefix = withStart ? kStart : -1;
  options.placesOfRow = 24;
  options.placesOfPass = 100;
  const auto plan = planPrefixes(sentences, options);
  EXPECT_GT(plan.passes.size(), 1u);
  EXPECT_LT(plan.share(), 0.8);
  return sumOfTargets(plan, computeTargets(model, plan));
}

void expectAsOneAtATime(Model& model) {
  const auto sentences = somePairs();
  for (const bool withStart : {true, false}) {
    const auto planned = scorePlanned(model, sentences, withStart);
    ASSERT_EQ(planned.size(), sentences.size());
    for (std::size_t each = 0; each < sentences.size(); ++each)
      EXPECT_NEAR(planned[each], scoreByItself(model, sentences[each], withStart), 1e-4) << each << ' ' << withStart;
  }
}

TEST(SentenceScores, OfNanoGptAreThoseOfOneSentenceAtATime) { expectAsOneAtATime(*scoringNetwork("nanogpt")); }

TEST(SentenceScores, OfGptNeoTooWhoseBlocksSeeAFewTokensOnly) {
  expectAsOneAtATime(*scoringNetwork("gpt_neo_125m", 4));
  expectAsOneAtATime(*scoringNetwork("gpt_neo_125m"));
}

TEST(SentenceScores, ValuesOfPlacesInARowAreThoseOfTheRow) {
  const torch::NoGradGuard noGrad;
  const auto model = scoringNetwork("nanogpt");
  const auto tokens = torch::arange(10).view({1, 10});
  const PlacedTokens placed{tokens, torch::arange(10).view({1, 10}), torch::ones({1, 10, 10}, torch::kBool).tril()};
  LanguageModel* language = asLanguageModel(*model);
  ASSERT_TRUE(language);
  EXPECT_EQ(language->context(), 16);
  const auto logits = torch::matmul(language->lastValues(placed), language->head().t());
  EXPECT_LT((logits - model->forward(tokens)).abs().max().item<double>(), 1e-4);
}

TEST(SentenceScores, APassIsToldOfAndCanBeStopped) {
  const auto model = scoringNetwork("nanogpt");
  PrefixPlanOptions options;
  options.context = 16, options.placesOfRow = 24, options.placesOfPass = 100;
  const auto plan = planPrefixes(somePairs(), options);
  std::int64_t told = 0, last = 0;
  computeTargets(*model, plan, [&](std::int64_t done, std::int64_t total) {
    EXPECT_GT(done, last);
    EXPECT_EQ(total, plan.positions);
    last = done, ++told;
  });
  EXPECT_EQ(last, plan.positions);
  EXPECT_EQ(told, std::int64_t(plan.passes.size()));
  told = 0;
  const auto stopAtOnce = [&](std::int64_t, std::int64_t) {
    ++told;
    throw ComputingStopped();
  };
  EXPECT_THROW(computeTargets(*model, plan, stopAtOnce), ComputingStopped);
  EXPECT_EQ(told, 1);
}

TEST(SentenceScores, LogitsAreMadeOfFewPlacesAtATime) {
  EXPECT_EQ(placesAtOnce(50304), 166);
  EXPECT_LE(placesAtOnce(50304) * 50304 * 4, std::int64_t{1} << 25);
  EXPECT_EQ(placesAtOnce(std::int64_t{1} << 30), 1);
}

TEST(SentenceScores, ANetworkOfImagesIsRefused) {
  ModelConfig config;
  config.name = "mlp";
  config.classes = 3;
  const auto model = findModel("mlp").make(config, InputShape{1, 8, 8});
  EXPECT_EQ(asLanguageModel(*model), nullptr);
  EXPECT_TRUE(holds(errorSentence([&] { computeTargets(*model, {}); }), "images", "tokens"));
}

}  // namespace
}  // namespace studio
