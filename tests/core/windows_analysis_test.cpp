// Integration windows through the engine: words and what is exchanged for them, effects against whole forward passes,
// given sequences, and what cannot be.
#include <gtest/gtest.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>

#include "core/analysis/analyse.h"
#include "core/analysis/analyses.h"
#include "core/analysis/word_swaps.h"
#include "core/data/npy_tensor.h"
#include "core/language/words.h"
#include "core/network/network.h"
#include "core/network/source.h"
#include "core/run/run_files.h"
#include "tests/core/train_fixture.h"
#include "tests/support/user_error.h"
#include "topo/window_fit.h"

namespace studio {
namespace {

const std::string kLayer = "transformer.h.0.mlp.c_fc";

RunConfig smallLanguageModel(std::int64_t context = 160) {
  RunConfig config;
  config.model.name = "nanogpt";
  config.model.layers = 1;
  config.model.heads = 2;
  config.model.width = 16;
  config.model.context = context;
  config.model.vocabulary = 256;
  config.train.seed = 2;
  return config;
}

std::shared_ptr<Model> model(std::int64_t context = 160) {
  return buildNetwork(smallLanguageModel(context), InputShape::ofTokens(context, 256));
}

/// Words of one to three letters; every twelfth ends a sentence.
std::string someText(int words) {
  std::string text = "Begin. ";
  for (int i = 0; i < words; ++i) {
    text += std::string(1 + std::size_t(i * 7 % 3), char('a' + i * 5 % 23));
    text += i % 12 == 11 ? ". " : " ";
  }
  return text;
}

class Windows : public ::testing::Test {
 protected:
  void SetUp() override { torch::set_num_threads(1); }
  TextWords words(WordUnit unit = WordUnit::Word) const { return readWords(text_, *byteTokenizer(), unit, 10000); }
  TemporaryFolder place_;
  std::filesystem::path text_ = place_.write("text.txt", someText(400));
};

TEST_F(Windows, WordsStandBetweenBlanksAndKnowTheirSentence) {
  const auto file = place_.write("a.txt", "One two.\n\nThree  four!");
  const auto text = readWords(file, *byteTokenizer(), WordUnit::Word, 100);
  EXPECT_EQ(text.texts, (std::vector<std::string>{"One", "two.", "Three", "four!"}));
  EXPECT_EQ(text.tokens[1], (std::vector<std::int64_t>{' ', 't', 'w', 'o', '.'}));
  EXPECT_EQ(text.endsSentence, (std::vector<bool>{false, true, false, true}));
  EXPECT_EQ(readWords(file, *byteTokenizer(), WordUnit::Word, 2).size(), 2u);
  EXPECT_EQ(readWords(file, *byteTokenizer(), WordUnit::Token, 100).size(), 3u + 5 + 6 + 6);
}

TEST_F(Windows, PlainWordsHaveNoPunctuationAndKeepTheirSentence) {
  const auto file = place_.write("b.txt", "He said \"Don't!\" -- (I KNOW\xe2\x80\x9d. So \xc3\xa9t\xc3\xa9 .");
  const auto text = readWords(file, *byteTokenizer(), WordUnit::Word, 100, WordWriting::Plain);
  EXPECT_EQ(text.texts, (std::vector<std::string>{"he", "said", "don't", "i", "know", "so", "\xc3\xa9t\xc3\xa9"}));
  EXPECT_EQ(text.endsSentence, (std::vector<bool>{false, false, true, false, true, false, true}));
}

TEST_F(Windows, SentencesOfWordsOfOneTokenAreFound) {
  TextWords text;
  for (int i = 0; i < 9; ++i) {
    text.tokens.push_back(i == 4 ? std::vector<std::int64_t>{1, 2} : std::vector<std::int64_t>{1});
    text.texts.emplace_back("a");
    text.endsSentence.push_back(i % 3 == 2);
  }
  EXPECT_EQ(findSentences(text, 3), (std::vector<std::size_t>{3, 6}));
  EXPECT_EQ(findSentences(text, 3, true), (std::vector<std::size_t>{6}));
}

TEST_F(Windows, SequencesFitTheContextAndSentencesHaveTheirLength) {
  const auto text = words();
  for (const auto begin : chooseSequences(text, 30, 100, 8)) {
    std::size_t tokens = 0;
    for (std::size_t word = begin; word < begin + 30; ++word) tokens += text.tokens[word].size();
    EXPECT_LE(tokens, 100u);
  }
  EXPECT_EQ(chooseSequences(text, 30, 160, 8).size(), 8u);
  EXPECT_TRUE(chooseSequences(text, 30, 20, 8).empty());
  const auto sentences = findSentences(text, 12);
  ASSERT_GT(sentences.size(), 20u);
  EXPECT_EQ(sentences[0], 1u);
  EXPECT_EQ(sentences[1], 13u);
}

TEST_F(Windows, EachKindOfSwapIsWhatItSays) {
  auto network = model();
  const auto text = words(WordUnit::Token);
  const WordTags tags(place_.write("tags.txt", "a\tx\nf\tx\nk\ty\n"));
  std::vector<std::size_t> places(30);
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = 40 + i;
  for (const auto kind :
       {SwapKind::Random, SwapKind::OneToken, SwapKind::Embedding, SwapKind::Likely, SwapKind::SameTag}) {
    WordSwapper swapper(kind, text, *network, &tags, 3, 160, torch::kCPU);
    const auto made = swapper.make(places);
    ASSERT_EQ(made.swaps.size(), places.size());
    for (std::size_t i = kind == SwapKind::Likely ? 1 : 0; i < places.size(); ++i) {
      ASSERT_EQ(made.swaps[i].size(), 1u) << int(kind) << " " << i;
      EXPECT_NE(made.swaps[i], made.words[i]) << int(kind) << " " << i;
      if (kind == SwapKind::SameTag && text.texts[places[i]] == "a") {
        EXPECT_EQ(made.swaps[i][0], 'f');
      }
    }
    WordSwapper again(kind, text, *network, &tags, 3, 160, torch::kCPU);
    EXPECT_EQ(again.make(places).swaps, made.swaps) << "same seed, same words";
  }
}

TEST_F(Windows, OneTokenSwapsHaveOneAndRandomOnesAreWordsOfTheText) {
  auto network = model();
  const auto file = place_.write("mixed.txt", someText(200) + " b c d f g");
  const auto text = readWords(file, *byteTokenizer(), WordUnit::Word, 10000);
  std::vector<std::size_t> places(20);
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = 10 + i;
  EXPECT_TRUE(holds(errorSentence([&] {
                      const WordSwapper swapper(SwapKind::OneToken, text, *network, nullptr, 1, 160, torch::kCPU);
                    }),
                    "one token"))
      << "a word has a blank before it: two bytes at least";
  WordSwapper swapper(SwapKind::Random, text, *network, nullptr, 1, 160, torch::kCPU);
  const auto made = swapper.make(places);
  for (std::size_t i = 0; i < places.size(); ++i) {
    EXPECT_NE(std::find(text.tokens.begin(), text.tokens.end(), made.swaps[i]), text.tokens.end()) << i;
    EXPECT_NE(made.swaps[i], made.words[i]) << i;
  }
}

/// Distances around the mean of all pairs, within what there is to choose from.
TEST_F(Windows, EmbeddingSwapsAreAsFarAwayEverywhere) {
  auto network = model();
  const auto text = words(WordUnit::Token);
  std::vector<std::size_t> places(40);
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = 20 + i;
  const auto embedding = network->named_parameters()["transformer.wte.weight"].detach();
  const auto spread = [&](SwapKind kind) {
    WordSwapper swapper(kind, text, *network, nullptr, 5, 160, torch::kCPU);
    const auto made = swapper.make(places);
    std::vector<double> distances;
    for (std::size_t i = 0; i < places.size(); ++i)
      distances.push_back((embedding[made.words[i][0]] - embedding[made.swaps[i][0]]).abs().mean().item<double>());
    return torch::tensor(distances, torch::kDouble).std().item<double>();
  };
  EXPECT_LT(spread(SwapKind::Embedding), 0.6 * spread(SwapKind::OneToken));
}

TEST_F(Windows, WordsWithoutATagAreExchangedForAnyWord) {
  auto network = model();
  const auto text = words(WordUnit::Token);
  const WordTags tags(place_.write("tags.txt", "k\ty\n"));
  WordSwapper swapper(SwapKind::SameTag, text, *network, &tags, 3, 160, torch::kCPU);
  std::vector<std::size_t> places(30);
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = 40 + i;
  for (const auto& swap : swapper.make(places).swaps) EXPECT_EQ(swap.size(), 1u);
  EXPECT_TRUE(holds(errorSentence([&] { WordTags bad(place_.write("bad.txt", "a\tx\nno tag\n")); }), "bad.txt line 2"));
}

TEST_F(Windows, LikelySwapsAreTheModelsOwn) {
  auto network = model();
  const auto text = words(WordUnit::Token);
  std::vector<std::size_t> places{10, 11, 12, 13};
  WordSwapper swapper(SwapKind::Likely, text, *network, nullptr, 0, 160, torch::kCPU);
  const auto made = swapper.make(places);
  const torch::NoGradGuard noGrad;
  network->eval();
  std::vector<std::int64_t> row;
  for (const auto& word : made.words) row.push_back(word[0]);
  const auto top = std::get<1>(network->forward(torch::tensor(row).unsqueeze(0))[0].topk(5));
  for (std::size_t i = 1; i < places.size(); ++i)
    EXPECT_TRUE((top[std::int64_t(i) - 1] == made.swaps[i][0]).any().item<bool>()) << i;
  EXPECT_TRUE(made.swaps[0].empty()) << "nothing stands before it";
}

/// One forward pass of each row alone, word by word.
TEST_F(Windows, EffectsAreThoseOfWholeForwardPasses) {
  auto network = model();
  const auto text = words();
  WordSwapper swapper(SwapKind::Random, text, *network, nullptr, 1, 160, torch::kCPU);
  std::vector<SwapSequence> sequences;
  for (const std::size_t first : {20, 60}) {
    std::vector<std::size_t> places(26);
    for (std::size_t i = 0; i < places.size(); ++i) places[i] = first + i;
    sequences.push_back(swapper.make(places));
  }
  const auto effect = swapEffects(*network, {kLayer}, sequences, 20, torch::kCPU).at(kLayer);
  const torch::NoGradGuard noGrad;
  network->eval();
  const auto responses = [&](const std::vector<std::vector<std::int64_t>>& row) {
    std::vector<std::int64_t> tokens;
    for (const auto& word : row) tokens.insert(tokens.end(), word.begin(), word.end());
    Recording recording({kLayer}, Pooling::Mean, true);
    Taps taps;
    recording.addTo(taps);
    network->forward(torch::tensor(tokens).unsqueeze(0), taps);
    std::vector<torch::Tensor> means;
    std::int64_t at = 0;
    for (const auto& word : row) {
      means.push_back(recording.seen.at(kLayer).narrow(0, at, std::int64_t(word.size())).mean(0));
      at += std::int64_t(word.size());
    }
    return torch::stack(means);
  };
  for (const auto& [swapped, lag] : {std::pair<std::int64_t, std::int64_t>(3, 0), {3, 5}, {0, 20}, {25, 0}}) {
    torch::Tensor sum;
    for (const auto& sequence : sequences) {
      auto other = sequence.words;
      other[std::size_t(swapped)] = sequence.swaps[std::size_t(swapped)];
      const auto off = (responses(other) - responses(sequence.words)).abs()[swapped + lag];
      sum = sum.defined() ? sum + off : off;
    }
    EXPECT_TRUE(torch::allclose(effect.differences[swapped][lag], (sum / 2).to(torch::kDouble), 1e-4, 1e-6))
        << swapped << " " << lag;
  }
}

/// Whatever goes through the network together, with little memory a word at a time; told of each.
TEST_F(Windows, EffectsAreTheSameInSmallPortionsAndProgressCountsWords) {
  auto network = model();
  const auto text = words();
  WordSwapper swapper(SwapKind::Random, text, *network, nullptr, 1, 160, torch::kCPU);
  std::vector<std::size_t> places(26);
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = 20 + i;
  const std::vector<SwapSequence> sequences{swapper.make(places), swapper.make(places)};
  ASSERT_EQ(swapCount(sequences), 52);
  std::vector<std::int64_t> told;
  const auto tell = [&](std::int64_t done, std::int64_t all) {
    told.push_back(done);
    EXPECT_EQ(all, 52);
  };
  const auto whole = swapEffects(*network, {kLayer}, sequences, 20, torch::kCPU, tell).at(kLayer);
  EXPECT_EQ(told, (std::vector<std::int64_t>{26, 52}));
  told.clear();
  const auto pieces = swapEffects(*network, {kLayer}, sequences, 20, torch::kCPU, tell, 1).at(kLayer);
  EXPECT_EQ(told.size(), 52u);
  EXPECT_TRUE(torch::allclose(whole.differences, pieces.differences, 1e-4, 1e-6, true));
  EXPECT_TRUE(torch::allclose(whole.level, pieces.level, 1e-6, 1e-9));
}

class WindowsOfARun : public Windows {
 protected:
  RunFolder trained() const {
    auto config = smallLanguageModel(320);  // five sentences of twelve words, in bytes
    config.data.kind = "text";
    config.data.root = text_.string();
    config.data.context = 32;
    config.topoloss.factor = {2, 2};
    config.train.steps = 20;
    config.train.batchSize = 8;
    const RunFolder run = RunStore(place_.path()).create("run");
    runHere(requestFor(config, run));
    return run;
  }
  AnalysisRequest request(const RunFolder& run) const {
    AnalysisRequest request;
    request.analyses = {"windows"};
    request.source.run = run.path().string();
    request.settings.layers = "topo";
    request.settings.values["text"] = text_.string();
    request.settings.values["sequences"] = std::int64_t(4);
    request.settings.values["words"] = std::int64_t(30);
    return request;
  }
};

TEST_F(WindowsOfARun, GiveMapsAndMediansLayerByLayer) {
  const RunFolder run = trained();
  const auto found = analyse(request(run), {});
  const Result* result = found.result("windows");
  ASSERT_TRUE(result);
  ASSERT_EQ(found.layers.size(), 1u);
  const auto& window = result->list("", {{"layer", kLayer}}, "window");
  ASSERT_EQ(window.size(), 21u);
  EXPECT_EQ(window.front(), 1);
  EXPECT_LT(window.back(), 1);
  const double weight = found.number("windows", kLayer, "c");
  EXPECT_TRUE(weight >= 0 && weight <= 1) << weight;
  ASSERT_TRUE(found.map(kLayer, "c"));
  EXPECT_EQ(found.map(kLayer, "c")->values.size(), 64u);
  EXPECT_TRUE(std::isfinite(found.number("windows", kLayer, "yoking"))) << "sentences of twelve words are there";
  EXPECT_EQ(found.mean("windows", "c"), weight);
  const auto again = storedAnalysis(request(run));
  ASSERT_TRUE(again.result("windows")) << "it is kept with the run";
  EXPECT_EQ(again.number("windows", kLayer, "c"), weight);
  ASSERT_EQ(again.result("windows")->arrays.size(), 1u);
  EXPECT_EQ(again.result("windows")->arrays[0].values.shape, (std::vector<std::int64_t>{64, 21}));
}

TEST_F(WindowsOfARun, PartsOfBothTermsAreTheirWeightsAsFarAsTheFitExplains) {
  const auto found = analyse(request(trained()), {});
  const auto at = [&](const char* map, std::size_t unit) { return double(found.map(kLayer, map)->values[unit]); };
  int defined = 0;
  for (std::size_t unit = 0; unit < 64; ++unit) {
    if (!std::isfinite(at("c", unit))) continue;
    ++defined;
    EXPECT_NEAR(at("power", unit), at("c", unit) * std::max(0.0, at("r2", unit)), 1e-5);
    EXPECT_NEAR(at("power", unit) + at("exponential", unit), std::max(0.0, at("r2", unit)), 1e-5);
    EXPECT_GT(at("mean_lag", unit), 0);
  }
  EXPECT_GT(defined, 32);
  const Result& result = *found.result("windows");
  double shares = 0;
  for (const char* shape : {"mixture_share", "exponential_share", "power_share", "constant_share"})
    shares += result.number("", {{"layer", kLayer}}, shape);
  EXPECT_NEAR(shares, 1, 1e-9);
  const auto& curve = result.list("median_fit", {{"layer", kLayer}}, "curve");
  ASSERT_EQ(curve.size(), 21u);
  EXPECT_NEAR(curve[0], 1, 1e-9);
}

/// The picture has the medians as points and the curve that was fitted to them.
TEST_F(WindowsOfARun, ThePlotHasTheFittedCurveOfEachLayer) {
  const auto found = analyse(request(trained()), {});
  const auto& kind = findAnalysis("windows").kind;
  ASSERT_EQ(kind.plots.size(), 1u);
  PlottedNetwork network;
  network.name = "trained";
  network.found = &found;
  const auto one = kind.plots[0].make({network}, kLayer);
  ASSERT_EQ(one.series.size(), 2u);
  EXPECT_EQ(one.series[0].shape, PlotSeries::Shape::Points);
  EXPECT_EQ(one.series[0].y, found.result("windows")->list("", {{"layer", kLayer}}, "window"));
  EXPECT_EQ(one.series[1].y, found.result("windows")->list("median_fit", {{"layer", kLayer}}, "curve"));
  const auto all = kind.plots[0].make({network}, "");
  ASSERT_EQ(all.series.size(), 2u) << "a layer, and the mean over layers";
  EXPECT_TRUE(all.series[0].pale);
}

TEST_F(WindowsOfARun, StoppedTheyLeaveNothing) {
  const RunFolder run = trained();
  Computing computing;
  computing.progress = [](std::int64_t, std::int64_t) { throw ComputingStopped{}; };
  EXPECT_THROW(analyse(request(run), computing), ComputingStopped);
  EXPECT_FALSE(storedAnalysis(request(run)).result("windows"));
}

/// Every sequence and every swap through the network alone, and the formulas as they are written (anchors-2026.md a1).
class PlainWindows {
 public:
  PlainWindows(Model& network, const torch::Tensor& tokens, const torch::Tensor& swaps) {
    const torch::NoGradGuard noGrad;
    network.eval();
    const auto length = tokens.size(1);
    for (std::int64_t row = 0; row < tokens.size(0); ++row) {
      const auto original = responses(network, tokens[row]);
      if (!differences_.defined()) differences_ = torch::zeros({length, length, original.size(1)}, torch::kDouble);
      for (std::int64_t i = 0; i < length; ++i) {
        auto other = tokens[row].clone();
        other[i] = swaps[row][i];
        differences_[i] += (responses(network, other) - original).abs().to(torch::kDouble) / double(tokens.size(0));
      }
    }
  }
  std::vector<double> window(std::int64_t unit) const {
    std::vector<double> medians;
    for (std::int64_t lag = 0; lag <= 20; ++lag) {
      std::vector<double> shares;
      for (std::int64_t j = 22; j < differences_.size(0); ++j) shares.push_back(at(j - lag, j, unit) / at(j, j, unit));
      std::sort(shares.begin(), shares.end());
      const auto middle = shares.size() / 2;
      medians.push_back(shares.size() % 2 == 1 ? shares[middle] : (shares[middle - 1] + shares[middle]) / 2);
    }
    return medians;
  }

 private:
  static torch::Tensor responses(Model& network, const torch::Tensor& row) {
    Recording recording({kLayer}, Pooling::Mean, true);
    Taps taps;
    recording.addTo(taps);
    network.forward(row.unsqueeze(0), taps);
    return recording.seen.at(kLayer).to(torch::kFloat);
  }
  double at(std::int64_t i, std::int64_t j, std::int64_t unit) const { return differences_[i][j][unit].item<double>(); }
  torch::Tensor differences_;  ///< [swapped, measured, units]
};

TEST_F(WindowsOfARun, OfGivenSequencesAreThoseOfEverySwapAlone) {
  const RunFolder run = trained();
  auto asked = request(run);
  asked.settings.values.erase("text");
  torch::manual_seed(3);
  const auto tokens = torch::randint(97, 120, {2, 28}, torch::kInt64),
             swaps = torch::randint(97, 120, {2, 28}, torch::kInt64);
  writeNpy(place_.path() / "t.npy", makeNpyArray(tokens));
  writeNpy(place_.path() / "w.npy", makeNpyArray(swaps));
  asked.settings.values["input"] = (place_.path() / "t.npy").string();
  asked.settings.values["swaps"] = (place_.path() / "w.npy").string();
  const auto found = analyse(asked, {});
  const auto source = openSource(asked.source);
  const PlainWindows plain(*source.model, tokens, swaps);
  const auto& windows = found.result("windows")->arrays.at(0).values;
  const auto values = windows.asDoubles();
  for (std::int64_t unit = 0; unit < 64; unit += 7) {
    const auto window = plain.window(unit);
    for (std::size_t lag = 0; lag <= 20; ++lag)
      EXPECT_NEAR(values[std::size_t(unit) * 21 + lag], window[lag], 1e-3 * (1 + window[lag])) << unit << " " << lag;
    const auto fit = fitWindow(std::vector<double>(values.begin() + unit * 21, values.begin() + (unit + 1) * 21));
    EXPECT_NEAR(found.map(kLayer, "c")->values[std::size_t(unit)], fit.shape.powerWeight, 1e-6);
  }
}

TEST_F(WindowsOfARun, UntrainedTheyAreNotFittedAndWhyIsSaid) {
  auto asked = request(trained());
  asked.firstWeights = true;
  const auto found = analyse(asked, {});
  EXPECT_TRUE(std::isnan(found.number("windows", kLayer, "c")));
  ASSERT_FALSE(found.result("windows")->notes.empty());
  EXPECT_TRUE(holds(found.result("windows")->notes[0], "not")) << found.result("windows")->notes[0];
}

TEST_F(WindowsOfARun, GivenSequencesAreTakenAsTheyAre) {
  const RunFolder run = trained();
  auto asked = request(run);
  asked.settings.values.erase("text");
  torch::manual_seed(0);
  const auto tokens = torch::randint(0, 256, {3, 30}, torch::kInt64);
  const auto file = [&](const char* name, const torch::Tensor& values) {
    writeNpy(place_.path() / name, makeNpyArray(values));
    return (place_.path() / name).string();
  };
  asked.settings.values["input"] = file("t.npy", tokens);
  asked.settings.values["swaps"] = file("w.npy", (tokens + 1) % 256);
  const auto found = analyse(asked, {});
  EXPECT_EQ(found.result("windows")->list("", {{"layer", kLayer}}, "window").size(), 21u);
  EXPECT_TRUE(std::isnan(found.number("windows", kLayer, "yoking")));
  asked.settings.values["swaps"] = file("short.npy", tokens.narrow(1, 0, 29));
  EXPECT_TRUE(holds(errorSentence([&] { analyse(asked, {}); }), "3x30", "3x29"));
  asked.settings.values["swaps"] = file("large.npy", tokens + 100);
  EXPECT_TRUE(holds(errorSentence([&] { analyse(asked, {}); }), "large.npy", "0 to 255"));
}

TEST_F(WindowsOfARun, WhatCannotBeIsOneSentence) {
  const RunFolder run = trained();
  auto asked = request(run);
  asked.settings.values.erase("text");
  EXPECT_TRUE(holds(errorSentence([&] { analyse(asked, {}); }), "--data text:FILE"));
  asked = request(run);
  asked.settings.values["swap_kind"] = std::string("same_tag");
  EXPECT_TRUE(holds(errorSentence([&] { analyse(asked, {}); }), "--tags"));
  asked = request(run);
  asked.settings.values["text"] = place_.write("few.txt", "too few words").string();
  EXPECT_TRUE(holds(errorSentence([&] { analyse(asked, {}); }), "few.txt", "23 words"));
  asked.source.run.clear();
  asked.source.model = "mlp";
  asked.source.weights = "random:0";
  EXPECT_TRUE(holds(errorSentence([&] { analyse(asked, {}); }), "reads images"));
}

}  // namespace
}  // namespace studio
