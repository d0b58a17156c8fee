// BLiMP's sentences scored by a small GPT: ours shares what sentences have in common, rows of similar length together
// and logits of the asked places alone; the peer pads each sentence to the longest and makes all logits. STUDIO_BLIMP
// names a folder of paradigms, STUDIO_TOKENIZER one of GPT-2's files, STUDIO_BLIMP_PAIRS how many pairs of each (0 =
// all, which takes the peer minutes); without both folders, pairs are made up that are about as long and alike as
// BLiMP's.
#include <ATen/ops/log_softmax.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>

#include "bench_row.h"
#include "core/analysis/sentence_scores.h"
#include "core/language/blimp.h"
#include "core/models/own_random.h"
#include "core/text/tokenizer.h"

namespace studio::bench {
namespace {

using Sentences = std::vector<std::vector<std::int64_t>>;

constexpr std::int64_t kVocabulary = 50304, kEndOfText = 50256, kContext = 64;
constexpr std::int64_t kPairsOfParadigm = 200, kMadeUpPairs = 2000, kPaddedAtOnce = 32;

std::shared_ptr<Model> makeGptOfSentences() {
  ModelConfig config;
  config.name = "nanogpt";
  config.layers = 4;
  config.heads = 4;
  config.width = 128;
  config.context = kContext;
  config.vocabulary = kVocabulary;
  config.bias = false;
  const OwnRandom random(0);
  auto model = findModel(config.name).make(config, InputShape::ofTokens(kContext, kVocabulary));
  model->eval();
  return model;
}

/// 4 to 20 tokens of which the last third differs, few beginnings for many pairs, as templates have them.
Sentences madeUpSentences() {
  std::mt19937 random(1);
  const auto below = [&](std::int64_t limit) { return std::int64_t(random() % std::uint32_t(limit)); };
  Sentences sentences;
  for (std::int64_t pair = 0; pair < kMadeUpPairs; ++pair) {
    const auto length = 4 + below(9) + (below(8) == 0 ? below(8) : 0);
    std::vector<std::int64_t> good;
    for (std::int64_t word = 0; word < length; ++word) good.push_back(word < 2 ? below(12) : below(kEndOfText));
    auto bad = good;
    bad[std::size_t(length - 1 - below(std::max<std::int64_t>(1, length / 3)))] = below(kEndOfText);
    sentences.push_back(std::move(good)), sentences.push_back(std::move(bad));
  }
  return sentences;
}

Sentences benchSentences() {
  const char *folder = std::getenv("STUDIO_BLIMP"), *tokenizer = std::getenv("STUDIO_TOKENIZER"),
             *pairs = std::getenv("STUDIO_BLIMP_PAIRS");
  if (!folder || !tokenizer) return madeUpSentences();
  const auto reads = openTokenizer(tokenizer);
  Sentences sentences;
  for (const auto& text : blimpSentences(readBlimpFolder(folder, {}, pairs ? std::atoll(pairs) : kPairsOfParadigm))) {
    const auto ids = reads->encode(text);
    sentences.emplace_back(ids.begin(), ids.end());
  }
  return sentences;
}

PrefixPlan planOf(const Sentences& sentences) {
  PrefixPlanOptions options;
  options.context = kContext;
  options.vocabulary = kVocabulary;
  options.prefix = kEndOfText;
  return planPrefixes(sentences, options);
}

/// Each alone, as long as the longest of all: [sentences, longest], the tokens behind the first and which of them
/// count.
struct PaddedSentences {
  torch::Tensor tokens, next, counts;
};

PaddedSentences padSentences(const Sentences& sentences) {
  std::size_t longest = 0;
  for (const auto& each : sentences) longest = std::max(longest, each.size());
  const auto rows = std::int64_t(sentences.size()), length = std::int64_t(longest);
  PaddedSentences padded{torch::zeros({rows, length}, torch::kInt64), torch::zeros({rows, length}, torch::kInt64),
                         torch::zeros({rows, length}, torch::kDouble)};
  for (std::int64_t row = 0; row < rows; ++row) {
    const auto& each = sentences[std::size_t(row)];
    for (std::int64_t at = 0; at < std::int64_t(each.size()); ++at) {
      padded.tokens[row][at] = at == 0 ? kEndOfText : each[std::size_t(at - 1)];
      padded.next[row][at] = each[std::size_t(at)];
      padded.counts[row][at] = 1;
    }
  }
  return padded;
}

std::vector<double> scorePadded(Model& model, const PaddedSentences& padded) {
  const torch::NoGradGuard noGrad;
  std::vector<double> scores;
  for (std::int64_t first = 0; first < padded.tokens.size(0); first += kPaddedAtOnce) {
    const auto count = std::min(kPaddedAtOnce, padded.tokens.size(0) - first);
    const auto part = [&](const torch::Tensor& whole) { return whole.narrow(0, first, count); };
    const auto logs = at::log_softmax(model.forward(part(padded.tokens)), 2);  // [sentences, longest, vocabulary]
    const auto asked = logs.gather(2, part(padded.next).unsqueeze(2)).squeeze(2).to(torch::kDouble);
    const auto sums = (asked * part(padded.counts)).sum(1);
    for (std::int64_t row = 0; row < count; ++row) scores.push_back(sums[row].item<double>());
  }
  return scores;
}

}  // namespace

std::vector<Result> measureBlimp(const Row& row, const Options& options) {
  const auto model = makeGptOfSentences();
  const auto sentences = benchSentences();
  const auto padded = padSentences(sentences);
  const auto plan = planOf(sentences);
  std::fprintf(stderr, "blimp: %lld token positions of %lld, %.3f\n", static_cast<long long>(plan.positions),
               static_cast<long long>(plan.paddedPositions), plan.share());
  const auto ours = [&] {
    return timed([&] {
      const auto own = planOf(sentences);  // planning is a part of it
      sumOfTargets(own, computeTargets(*model, own));
    });
  };
  const auto peer = [&] { return timed([&] { scorePadded(*model, padded); }); };
  auto result = makeResult(row.name, row.peer, timeAlternately(options.repeats, ours, peer));
  const auto shared = sumOfTargets(plan, computeTargets(*model, plan)), alone = scorePadded(*model, padded);
  for (std::size_t each = 0; each < alone.size(); ++each)
    result.error = std::max(result.error, std::abs(shared[each] - alone[each]));
  result.errorBound = 1e-4;
  result.errorMeaning = "largest difference of a sentence's log-probability, nats";
  return {result};
}

}  // namespace studio::bench
