// Words of a text, what each kind of swap exchanges them for, and the effects against whole forward passes.
#include "core/analysis/word_swaps.h"

#include <torch/utils.h>

#include <algorithm>

#include "tests/core/windows_fixture.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

TEST_F(Windows, WordsStandBetweenBlanksAndKnowTheirSentence) {
  const auto file = place_.write("a.txt", "One two.\n\nThree  four!");
  const auto text = readWords(file, *byteTokenizer(), WordUnit::Word, 100);
  EXPECT_EQ(text.texts, (std::vector<std::string>{"One", "two.", "Three", "four!"}));
  EXPECT_EQ(text.tokens[1], (std::vector<std::int64_t>{' ', 't', 'w', 'o', '.'}));
  EXPECT_EQ(text.endsSentence, (std::vector<bool>{false, true, false, true}));
  EXPECT_EQ(readWords(file, *byteTokenizer(), WordUnit::Word, 2).size(), 2u);
  EXPECT_EQ(readWords(file, *byteTokenizer(), WordUnit::Token, 100).size(), 3u + 5 + 6 + 6);
}

TEST_F(Windows, ATextWithoutBlanksIsCutAndAForeignLetterNamesItsFile) {
  const auto file = place_.write("long.txt", std::string(2 * kLongestWord + 7, 'a') + " end");
  const auto text = readWords(file, *byteTokenizer(), WordUnit::Word, 100);
  ASSERT_EQ(text.size(), 4u) << "a line of any length is bounded memory";
  EXPECT_EQ(text.texts[0].size(), kLongestWord);
  EXPECT_EQ(text.texts[2].size(), 7u);
  EXPECT_EQ(text.texts[3], "end");
  CharacterCounter counter;
  counter.add("ab "), counter.finish();
  const auto foreign = place_.write("c.txt", "ab ac");
  EXPECT_TRUE(
      holds(errorSentence([&] { readWords(foreign, *counter.tokenizer(), WordUnit::Word, 100); }), "c.txt", "\"c\""));
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
  auto network = untrainedModel();
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
  auto network = untrainedModel();
  const auto file = place_.write("mixed.txt", wordsAndSentences(200) + " b c d f g");
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
  auto network = untrainedModel();
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
  auto network = untrainedModel();
  const auto text = words(WordUnit::Token);
  const WordTags tags(place_.write("tags.txt", "k\ty\n"));
  WordSwapper swapper(SwapKind::SameTag, text, *network, &tags, 3, 160, torch::kCPU);
  std::vector<std::size_t> places(30);
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = 40 + i;
  for (const auto& swap : swapper.make(places).swaps) EXPECT_EQ(swap.size(), 1u);
  EXPECT_TRUE(holds(errorSentence([&] { WordTags bad(place_.write("bad.txt", "a\tx\nno tag\n")); }), "bad.txt line 2"));
}

TEST_F(Windows, LikelySwapsAreTheModelsOwn) {
  auto network = untrainedModel();
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
  auto network = untrainedModel();
  const auto text = words();
  WordSwapper swapper(SwapKind::Random, text, *network, nullptr, 1, 160, torch::kCPU);
  std::vector<SwapSequence> sequences;
  for (const std::size_t first : {20, 60}) {
    std::vector<std::size_t> places(26);
    for (std::size_t i = 0; i < places.size(); ++i) places[i] = first + i;
    sequences.push_back(swapper.make(places));
  }
  const auto effect = swapEffects(*network, {kWindowsLayer}, sequences, 20, torch::kCPU).at(kWindowsLayer);
  const torch::NoGradGuard noGrad;
  network->eval();
  const auto responses = [&](const std::vector<std::vector<std::int64_t>>& row) {
    std::vector<std::int64_t> tokens;
    for (const auto& word : row) tokens.insert(tokens.end(), word.begin(), word.end());
    Recording recording({kWindowsLayer}, Pooling::Mean, true);
    Taps taps;
    recording.addTo(taps);
    network->forward(torch::tensor(tokens).unsqueeze(0), taps);
    std::vector<torch::Tensor> means;
    std::int64_t at = 0;
    for (const auto& word : row) {
      means.push_back(recording.seen.at(kWindowsLayer).narrow(0, at, std::int64_t(word.size())).mean(0));
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
  auto network = untrainedModel();
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
  const auto whole = swapEffects(*network, {kWindowsLayer}, sequences, 20, torch::kCPU, tell).at(kWindowsLayer);
  EXPECT_EQ(told, (std::vector<std::int64_t>{26, 52}));
  told.clear();
  const auto pieces = swapEffects(*network, {kWindowsLayer}, sequences, 20, torch::kCPU, tell, 1).at(kWindowsLayer);
  EXPECT_EQ(told.size(), 52u);
  EXPECT_TRUE(torch::allclose(whole.differences, pieces.differences, 1e-4, 1e-6, true));
  EXPECT_TRUE(torch::allclose(whole.level, pieces.level, 1e-6, 1e-9));
}

}  // namespace
}  // namespace studio
