// Integration windows of given sequences and swaps against loops over the definitions, and of planted windows.
#include "topo/integration_windows.h"

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "analysis_reference.h"
#include "topo/undefined.h"
#include "topo/window_fit.h"

namespace studio {
namespace {

constexpr std::int64_t kWordsOfSequence = 40, kLags = 20;

/// Responses [positions, units] to a sequence of words.
using MadeUpNetwork = std::function<torch::Tensor(const torch::Tensor& words)>;

/// A saturating sum over all words so far, each unit with weights of its own by distance and word.
MadeUpNetwork causalNetwork(std::int64_t units) {
  torch::manual_seed(11);
  const auto meaning = torch::randn({50, units}, torch::kDouble);
  const auto reach = torch::linspace(0.2, 1.5, units, torch::kDouble);
  return [=](const torch::Tensor& words) {
    const auto position = torch::arange(words.size(0), torch::kDouble);
    const auto lag = (position.unsqueeze(1) - position).unsqueeze(2);        // [measured, word, 1]
    const auto weight = torch::exp(-reach * lag.clamp_min(0)) * (lag >= 0);  // [measured, word, units]
    return (weight * meaning.index_select(0, words)).sum(1).tanh();
  };
}

/// What an analysis does: one forward of the sequence, one for each word swapped.
SwapEffect measureSwaps(const MadeUpNetwork& network, const torch::Tensor& sequences, const torch::Tensor& swaps) {
  SwapDifferences differences(sequences.size(1), kLags);
  for (std::int64_t row = 0; row < sequences.size(0); ++row) {
    const auto original = network(sequences[row]);
    for (std::int64_t word = 0; word < sequences.size(1); ++word) {
      auto changed = sequences[row].clone();
      changed[word] = swaps[row][word];
      differences.add(original, word, network(changed).slice(0, word));
    }
  }
  return differences.effect();
}

double plainMedian(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 ? values[half] : (values[half - 1] + values[half]) / 2;
}

/// D[i, j] of a unit, word after word.
std::vector<std::vector<double>> plainDifferences(const MadeUpNetwork& network, const torch::Tensor& sequences,
                                                  const torch::Tensor& swaps, std::int64_t unit) {
  const auto positions = sequences.size(1);
  const std::vector<double> none(static_cast<std::size_t>(positions), 0.0);
  std::vector<std::vector<double>> sum(none.size(), none);
  for (std::int64_t row = 0; row < sequences.size(0); ++row) {
    const auto original = network(sequences[row]);
    for (std::int64_t i = 0; i < positions; ++i) {
      auto changed = sequences[row].clone();
      changed[i] = swaps[row][i];
      const auto difference = testing::tensorValues((network(changed) - original).abs().select(1, unit));
      for (std::int64_t j = 0; j < positions; ++j)
        sum[std::size_t(i)][std::size_t(j)] += difference[std::size_t(j)] / double(sequences.size(0));
    }
  }
  return sum;
}

/// The window by its definition (anchors-2026.md a1).
std::vector<double> plainWindow(const std::vector<std::vector<double>>& differences) {
  std::vector<double> diagonal, window;
  for (std::size_t word = 0; word < differences.size(); ++word) diagonal.push_back(differences[word][word]);
  const double scale = plainMedian(diagonal);
  for (std::size_t lag = 0; lag <= std::size_t(kLags); ++lag) {
    std::vector<double> shares;
    for (std::size_t j = 22; j < differences.size(); ++j)
      shares.push_back((differences[j - lag][j] / scale) / (differences[j][j] / scale));
    window.push_back(plainMedian(shares));
  }
  return window;
}

TEST(IntegrationWindows, OfGivenSequencesAndSwapsEqualTheDefinition) {
  const auto network = causalNetwork(3);
  const auto sequences = torch::randint(0, 50, {3, kWordsOfSequence}, torch::kLong);
  const auto swaps = torch::randint(0, 50, {3, kWordsOfSequence}, torch::kLong);
  const auto found = integrationWindows(measureSwaps(network, sequences, swaps));
  EXPECT_TRUE(found.notFitted.empty());
  for (std::int64_t unit = 0; unit < 3; ++unit) {
    const auto window = plainWindow(plainDifferences(network, sequences, swaps, unit));
    testing::expectNear(testing::tensorValues(found.window[unit]), window, 1e-12);
    const auto fit = fitWindow(window);
    EXPECT_NEAR(found.powerWeight[unit].item<double>(), fit.shape.powerWeight, 1e-6);
    EXPECT_NEAR(found.r2[unit].item<double>(), fit.r2, 1e-9);
    EXPECT_NEAR(found.meanLag[unit].item<double>(), windowReach(window).meanLag, 1e-9);
  }
}

/// Words are -1 or 1 and swaps change the sign: each effect is its weight, whichever the words.
MadeUpNetwork plantedNetwork(const std::vector<WindowShape>& shapes) {
  auto weights = torch::zeros({kWordsOfSequence, kWordsOfSequence, std::int64_t(shapes.size())}, torch::kDouble);
  for (std::int64_t j = 0; j < kWordsOfSequence; ++j)
    for (std::int64_t i = 0; i <= j; ++i)
      for (std::size_t unit = 0; unit < shapes.size(); ++unit)
        weights[j][i][std::int64_t(unit)] = shapes[unit].value(double(j - i));
  return [weights](const torch::Tensor& words) {
    const auto sign = (words * 2 - 1).to(torch::kDouble).unsqueeze(1);  // [word, 1]
    const auto seen = weights.slice(0, 0, words.size(0)).slice(1, 0, words.size(0));
    return (seen * sign).sum(1);
  };
}

TEST(IntegrationWindows, PlantedOnesAreFoundInSinglePrecisionToo) {
  const std::vector<WindowShape> shapes{{0.1, 1.0, 2.0}, {0.3, 0.5, 1.5}, {0.7, 0.8, 3.0}};
  torch::manual_seed(4);
  const auto sequences = torch::randint(0, 2, {2, 30}, torch::kLong);
  const auto planted = plantedNetwork(shapes);
  const auto single = [&](const torch::Tensor& words) { return planted(words).to(torch::kFloat); };
  const auto exact = integrationWindows(measureSwaps(planted, sequences, 1 - sequences));
  const auto rounded = integrationWindows(measureSwaps(single, sequences, 1 - sequences));
  for (std::size_t unit = 0; unit < shapes.size(); ++unit)
    for (const auto& [found, tolerance] : {std::pair{&exact, 1e-3}, {&rounded, 2e-2}}) {
      const auto at = std::int64_t(unit);
      EXPECT_NEAR(found->powerWeight[at].item<double>(), shapes[unit].powerWeight, tolerance);
      EXPECT_NEAR(found->exponent[at].item<double>(), shapes[unit].exponent, tolerance);
      EXPECT_NEAR(found->rate[at].item<double>(), shapes[unit].rate, tolerance * shapes[unit].rate);
      EXPECT_GT(found->r2[at].item<double>(), 0.9999);
    }
}

TEST(IntegrationWindows, OfSilentUnitsAreUndefined) {
  const auto planted = plantedNetwork({{0.3, 0.5, 1.5}, {0.3, 0.5, 1.5}, {0.3, 0.5, 1.5}});
  const auto network = [&](const torch::Tensor& words) {
    auto responses = planted(words);
    responses.select(1, 1).fill_(0.25);         // the same to all words
    responses.select(1, 2).mul_(1e-9).add_(1);  // no more than rounding
    return responses;
  };
  const auto sequences = torch::arange(26, torch::kLong).remainder(2).unsqueeze(0);
  const auto effect = measureSwaps(network, sequences, 1 - sequences);
  const auto found = integrationWindows(effect);
  EXPECT_TRUE(torch::equal(found.silent, torch::tensor({false, true, true})));
  EXPECT_TRUE(found.window[0].isfinite().all().item<bool>());
  for (const std::int64_t unit : {1, 2}) {
    EXPECT_TRUE(found.window[unit].isnan().all().item<bool>());
    EXPECT_TRUE(std::isnan(found.r2[unit].item<double>()));
    EXPECT_TRUE(std::isnan(found.lagOfThreeQuarters[unit].item<double>()));
  }
  const auto yoking = structureYoking(effect, {.first = 0, .words = 6, .sentences = 4});
  EXPECT_TRUE(torch::equal(yoking.index.isnan(), found.silent));
  EXPECT_EQ(definedMedians(found.silent.to(torch::kDouble)), std::vector<double>{1});
  EXPECT_EQ(definedMedians(found.window)[0], 1);
}

TEST(IntegrationWindows, OfAnUntrainedNetworkAreShownAndNotFitted) {
  const auto network = causalNetwork(2);
  const auto sequences = torch::randint(0, 50, {1, 30}, torch::kLong);
  const auto found = integrationWindows(measureSwaps(network, sequences, (sequences + 7).remainder(50)), false);
  EXPECT_FALSE(found.notFitted.empty());
  EXPECT_TRUE(found.window.isfinite().all().item<bool>());
  EXPECT_TRUE(found.meanLag.isfinite().all().item<bool>());
  for (const auto& each : {found.powerWeight, found.exponent, found.rate, found.r2, found.aicc})
    EXPECT_TRUE(each.isnan().all().item<bool>());
  EXPECT_FALSE(found.silent.any().item<bool>());
}

TEST(IntegrationWindows, SwapsMayBeOfSomeWordsOnly) {
  const auto network = causalNetwork(3);
  const auto words = torch::randint(0, 50, {kWordsOfSequence}, torch::kLong);
  const auto original = network(words);
  SwapDifferences some(kWordsOfSequence, kLags);
  auto changed = words.clone();
  changed[5] = (changed[5] + 1).remainder(50);
  const auto swapped = network(changed);
  some.add(original, 5, swapped.slice(0, 5));
  const auto effect = some.effect();
  EXPECT_TRUE(torch::allclose(effect.differences[5], (swapped - original).abs().slice(0, 5, 26)));
  EXPECT_TRUE(effect.differences[4].isnan().all().item<bool>());
  EXPECT_TRUE(torch::allclose(effect.level, original[5].abs()));
  EXPECT_THROW(some.add(original, 40, swapped), std::invalid_argument);
  EXPECT_THROW(some.add(original, 5, swapped.slice(0, 30)), std::invalid_argument);
  EXPECT_THROW(some.add(original.slice(1, 1), 5, swapped.slice(1, 1)), std::invalid_argument);
  EXPECT_THROW(integrationWindows(SwapDifferences(22, kLags).effect()), std::invalid_argument);
  EXPECT_THROW(structureYoking(effect), std::invalid_argument);  // five sentences of 12 words are 60
}

/// Words matter equally within their own sentence and not beyond.
TEST(StructureYoking, IsLargeWhereWindowsEndWithTheSentence) {
  constexpr std::int64_t kBefore = 3, kPositions = 66;
  const auto network = [](const torch::Tensor& words) {
    const auto sign = (words * 2 - 1).to(torch::kDouble), position = torch::arange(words.size(0), torch::kDouble);
    const auto sentence = ((position - kBefore) / 12).floor();
    const auto lag = position.unsqueeze(1) - position;  // [measured, word]
    const auto past = (lag >= 0).to(torch::kDouble);
    const auto yoked = (past * (sentence.unsqueeze(1) == sentence)).matmul(sign);
    const auto free = (past * torch::exp(-0.2 * lag.clamp_min(0))).matmul(sign);
    return torch::stack({yoked, free}, 1);
  };
  torch::manual_seed(6);
  const auto sequences = torch::randint(0, 2, {2, kPositions}, torch::kLong);
  const auto yoking = structureYoking(measureSwaps(network, sequences, 1 - sequences), {.first = kBefore});
  EXPECT_NEAR(yoking.index[0].item<double>(), 10.0 / 11, 1e-12);  // reaches 11 of 11 words after 1 of 11
  for (std::int64_t place = 1; place < 12; ++place)               // then a word less each time, the second still 11
    EXPECT_NEAR(yoking.profile[0][place].item<double>(), place == 1 ? 0 : -1.0 / 11, 1e-12);
  EXPECT_NEAR(yoking.profile[1].abs().max().item<double>(), 0, 1e-12);
}

TEST(StructureYoking, EqualsTheDefinitionWordByWord) {
  const auto network = causalNetwork(2);
  const auto sequences = torch::randint(0, 50, {2, 60}, torch::kLong);
  const auto swaps = torch::randint(0, 50, {2, 60}, torch::kLong);
  const auto yoking = structureYoking(measureSwaps(network, sequences, swaps));
  for (std::int64_t unit = 0; unit < 2; ++unit) {
    const auto differences = plainDifferences(network, sequences, swaps, unit);
    std::vector<double> diagonal;
    for (std::size_t word = 0; word < 60; ++word) diagonal.push_back(differences[word][word]);
    std::vector<double> sum(12), count(12);
    for (std::size_t j = 11; j + 1 < 60; ++j) {  // g[j + 1] of the last four sentences
      if (j + 1 + 10 > 59) continue;
      double step = 0;
      for (std::size_t k = 0; k <= 10; ++k) step += (differences[j + 1][j + 1 + k] - differences[j][j + k]) / 11;
      sum[(j + 1) % 12] += step / plainMedian(diagonal);
      ++count[(j + 1) % 12];
    }
    for (std::size_t place = 0; place < 12; ++place)
      EXPECT_NEAR(yoking.profile[unit][std::int64_t(place)].item<double>(), sum[place] / count[place], 1e-10);
    EXPECT_EQ(yoking.index[unit].item<double>(), yoking.profile[unit][0].item<double>());
  }
}

}  // namespace
}  // namespace studio
