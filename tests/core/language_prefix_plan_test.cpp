// The plan of forward passes against one sentence at a time, with a made-up model whose log-probabilities depend on all
// that a place sees.
#include "core/language/prefix_plan.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/run/error.h"

namespace studio {
namespace {

using Sentence = std::vector<std::int64_t>;

/// Any function of the tokens before, their order and the token: a log-probability as good as another.
double madeUpLogProbability(const Sentence& before, std::int64_t token) {
  double state = 0.1;
  for (std::size_t at = 0; at < before.size(); ++at)
    state = std::sin(3 * state + double(before[at]) + 0.01 * double(at));
  return -2 + std::sin(5 * state + double(token));
}

double scoreAlone(const Sentence& sentence) {
  double sum = 0;
  for (std::size_t at = 1; at < sentence.size(); ++at)
    sum += madeUpLogProbability(Sentence(sentence.begin(), sentence.begin() + std::ptrdiff_t(at)), sentence[at]);
  return sum;
}

/// What a model would do with a pass: of each place the tokens it sees, in the order of their positions.
std::vector<double> runPlan(const PrefixPlan& plan) {
  std::vector<double> values(std::size_t(plan.targets), std::nan(""));
  for (const ForwardPass& pass : plan.passes)
    for (const auto& query : pass.queries) {
      const std::int64_t row = query.place / pass.length, own = query.place % pass.length;
      const auto seen = pass.visible(row);
      Sentence before(std::size_t(pass.positions[std::size_t(query.place)] + 1), -1);
      for (std::int64_t place = 0; place < pass.length; ++place)
        if (seen[std::size_t(own * pass.length + place)])
          before.at(std::size_t(pass.positions[std::size_t(row * pass.length + place)])) =
              pass.tokens[std::size_t(row * pass.length + place)];
      EXPECT_TRUE(std::isnan(values[std::size_t(query.target)])) << "asked twice";
      values[std::size_t(query.target)] = madeUpLogProbability(before, query.token);
    }
  return values;
}

Sentence withPrefix(std::int64_t prefix, const Sentence& sentence) {
  Sentence tokens{prefix};
  tokens.insert(tokens.end(), sentence.begin(), sentence.end());
  return tokens;
}

/// Pairs of sentences that differ in one late word, as minimal pairs do.
std::vector<Sentence> minimalPairs(int pairs) {
  std::mt19937_64 random(3);
  std::vector<Sentence> sentences;
  for (int pair = 0; pair < pairs; ++pair) {
    Sentence good;
    const auto length = 4 + random() % 9;
    for (std::size_t at = 0; at < length; ++at) good.push_back(std::int64_t(at == 0 ? random() % 4 : random() % 60));
    Sentence bad = good;
    bad[length - 1 - random() % 3] = 60;
    sentences.push_back(good), sentences.push_back(bad);
  }
  return sentences;
}

TEST(PrefixPlan, GivesWhatOneSentenceAtATimeGives) {
  const auto sentences = minimalPairs(200);
  for (const std::int64_t prefix : {-1, 61})
    for (const std::int64_t row : {1, 16, 128}) {
      const auto plan = planPrefixes(sentences, {.prefix = prefix, .placesOfRow = row, .placesOfPass = 512});
      const auto scores = sumOfTargets(plan, runPlan(plan));
      ASSERT_EQ(scores.size(), sentences.size());
      for (std::size_t each = 0; each < sentences.size(); ++each) {
        const auto tokens = prefix < 0 ? sentences[each] : withPrefix(prefix, sentences[each]);
        EXPECT_NEAR(scores[each], scoreAlone(tokens), 1e-12) << each;
      }
    }
}

TEST(PrefixPlan, ComputesEachBeginningOnceAndNeverTheLastToken) {
  const std::vector<Sentence> sentences{{5, 6, 7}, {5, 6, 8}, {5, 6, 8}, {5, 9}};
  const auto plan = planPrefixes(sentences, {});
  ASSERT_EQ(plan.passes.size(), 1u);
  EXPECT_EQ(plan.passes[0].tokens, (Sentence{5, 6}));
  EXPECT_EQ(plan.passes[0].parents, (Sentence{-1, 0}));
  EXPECT_EQ(plan.targets, 4);  // 6 and 9 after 5, 7 and 8 after 5 6
  EXPECT_EQ(plan.positions, 2);
  EXPECT_EQ(plan.filled, 2);
  EXPECT_EQ(plan.paddedPositions, 12);
  EXPECT_EQ(sumOfTargets(plan, runPlan(plan))[1], sumOfTargets(plan, runPlan(plan))[2]);
}

TEST(PrefixPlan, CountsItsPositions) {
  const auto sentences = minimalPairs(500);
  const auto plan = planPrefixes(sentences, {.prefix = 61});
  std::set<Sentence> beginnings;
  std::size_t longest = 0;
  for (const Sentence& each : sentences) {
    const auto tokens = withPrefix(61, each);
    longest = std::max(longest, tokens.size());
    for (std::size_t size = 1; size < tokens.size(); ++size)
      beginnings.emplace(tokens.begin(), tokens.begin() + std::ptrdiff_t(size));
  }
  EXPECT_EQ(plan.paddedPositions, std::int64_t(1000 * longest));
  EXPECT_GE(plan.filled, std::int64_t(beginnings.size()));
  EXPECT_LE(double(plan.filled), 1.1 * double(beginnings.size()));  // beginnings that two rows need
  EXPECT_LE(double(plan.positions), 1.05 * double(plan.filled));    // ends of rows
  std::int64_t positions = 0;
  for (const ForwardPass& pass : plan.passes) {
    EXPECT_EQ(pass.tokens.size(), std::size_t(pass.rows * pass.length));
    EXPECT_LE(pass.rows * pass.length, 4096);
    positions += pass.rows * pass.length;
  }
  EXPECT_EQ(plan.positions, positions);
  EXPECT_LT(plan.share(), 0.4);
}

TEST(PrefixPlan, SentencesLongerThanTheContextAreCutOrSkippedAndCounted) {
  const std::vector<Sentence> sentences{{1, 2, 3, 4, 5, 6}, {1, 2, 3, 4}, {}, {7}, {1, 2, 3, 4, 5}};
  PrefixPlanOptions options{.context = 4, .longSentences = LongSentences::Skip};
  const auto skipped = planPrefixes(sentences, options);
  EXPECT_EQ(skipped.tooLong, 1);
  EXPECT_EQ(skipped.empty, 2);
  EXPECT_EQ(skipped.skipped, (std::vector<bool>{true, false, true, true, false}));
  auto scores = sumOfTargets(skipped, runPlan(skipped));
  EXPECT_TRUE(std::isnan(scores[0]) && std::isnan(scores[2]) && std::isnan(scores[3]));
  EXPECT_NEAR(scores[4], scoreAlone(sentences[4]), 1e-12);
  options.longSentences = LongSentences::Cut;
  const auto cut = planPrefixes(sentences, options);
  EXPECT_EQ(cut.tooLong, 1);
  scores = sumOfTargets(cut, runPlan(cut));
  EXPECT_NEAR(scores[0], scoreAlone({1, 2, 3, 4, 5}), 1e-12);
  for (const ForwardPass& pass : cut.passes)
    for (const std::int64_t position : pass.positions) EXPECT_LT(position, 4);
}

TEST(PrefixPlan, RefusesTokensThatTheModelDoesNotKnow) {
  try {
    planPrefixes(std::vector<Sentence>{{1, 2}, {3, 60}}, {.vocabulary = 50});
    FAIL();
  } catch (const UserError& error) {
    EXPECT_NE(std::string(error.what()).find("Sentence 2 holds the token 60"), std::string::npos) << error.what();
  }
  EXPECT_THROW(planPrefixes(std::vector<Sentence>{{1, -2}}, {}), UserError);
  EXPECT_THROW(planPrefixes(std::vector<Sentence>{{1, 2}}, {.vocabulary = 50, .prefix = 50}), UserError);
  EXPECT_THROW(planPrefixes(std::vector<Sentence>{{1, 2}}, {.context = 0}), std::invalid_argument);
  EXPECT_EQ(planPrefixes(std::vector<Sentence>{}, {}).passes.size(), 0u);
}

}  // namespace
}  // namespace studio
