// Labelled sentences as stimuli: how they are read, which tokens a sentence, a word and a token are, and what a
// language model answers to each.
#include <gtest/gtest.h>
#include <torch/utils.h>

#include "core/analysis/analyse.h"
#include "core/data/encoded_text.h"
#include "core/data/labelled_sentences.h"
#include "core/network/activations.h"
#include "core/network/evaluation.h"
#include "core/network/network.h"
#include "core/network/text_measures.h"
#include "core/network/token_parts.h"
#include "core/train/probe.h"
#include "tests/core/token_bytes.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

const char* const kSorted =
    "# animals and tools\n"
    "animal\tThe dog barks\n"
    "tool\ta saw\n"
    "\n"
    "animal\tone cat sleeps now\n"
    "tool\tmy hammer fell\n";

class Sentences : public ::testing::Test {
 protected:
  DataConfig config(const std::string& rows, std::int64_t context = 64) const {
    auto config = tokensIn(file_, context);
    config.kind = "sentences";
    config.vocabulary = 256;
    config.further["data.sentences.rows"] = rows;
    return config;
  }
  static std::shared_ptr<const Dataset> open(const DataConfig& config) { return openData(config, 0).training; }
  TemporaryFolder place_;
  std::filesystem::path file_ = place_.write("sorted.tsv", kSorted);
};

std::vector<std::string> names(const Dataset& data) {
  std::vector<std::string> names;
  for (std::int64_t i = 0; i < data.size(); ++i) names.push_back(data.stimulusName(i));
  return names;
}

TEST_F(Sentences, AreLinesOfLabelAndSentence) {
  const auto data = open(config("sentence"));
  EXPECT_EQ(data->classNames(), (std::vector<std::string>{"animal", "tool"}));
  EXPECT_EQ(names(*data), (std::vector<std::string>{"The dog barks", "a saw", "one cat sleeps now", "my hammer fell"}));
  EXPECT_EQ(data->label(3), 1);
  const auto& part = data->parts()->parts[0];
  EXPECT_EQ(part.first, 12) << "its last token, of bytes";
  EXPECT_EQ(part.end, 13);
}

TEST_F(Sentences, AreFilesOfAFolderOneALabel) {
  TemporaryFolder folder;
  folder.write("verb.txt", "run\r\n\r\nsleep\n");
  folder.write("noun.txt", "dog\n");
  folder.write("readme.md", "no text");
  const auto found = readLabelledSentences(folder.path());
  EXPECT_EQ(found.labels, (std::vector<std::string>{"noun", "verb"}));
  ASSERT_EQ(found.sentences.size(), 3U);
  EXPECT_EQ(found.sentences[2].text, "sleep");
  EXPECT_EQ(found.sentences[2].label, 1);
}

TEST_F(Sentences, WordsAndTokensAreStimuliOfTheirOwn) {
  const auto words = open(config("word"));
  EXPECT_EQ(names(*words).front(), "[The] dog barks");
  EXPECT_EQ(names(*words)[1], "The [dog] barks");
  EXPECT_EQ(words->size(), 3 + 2 + 4 + 3);
  EXPECT_EQ(words->parts()->parts[1].first, 4);
  EXPECT_EQ(words->parts()->parts[1].end, 7) << "the blank before belongs to no word of bytes";
  EXPECT_EQ(words->label(3), 1);
  const auto tokens = open(config("token"));
  EXPECT_EQ(tokens->size(), 13 + 5 + 18 + 14);
}

TEST_F(Sentences, TokensOfAWordAreThoseOfItsLetters) {
  auto asked = config("word");
  asked.vocabulary = 384;
  asked.further[kTokenizerSetting] = std::string(STUDIO_SOURCE_DIR "/tests/data/tokenizer");
  const auto data = open(asked);
  const auto tokenizer = openTokenizer(STUDIO_SOURCE_DIR "/tests/data/tokenizer");
  const auto& parts = *data->parts();
  EXPECT_EQ(data->size(), 12);
  const auto& dog = parts.parts[1];
  std::string text;
  for (auto at = dog.first; at < dog.end; ++at)
    text += *tokenizer->bytes(std::int32_t(parts.sequences[0][at].item<std::int64_t>()));
  EXPECT_EQ(text, " dog") << "with its blank, as GPT-2 has it";
}

TEST_F(Sentences, EveryTokenIsAskedForOnceWhateverTheStimuliAre) {
  for (const char* rows : {"sentence", "token"}) {
    const auto data = open(config(rows));
    std::int64_t asked = 0;
    for (std::int64_t i = 0; i < data->size(); ++i) asked += data->get(i).next.ne(-100).sum().item<std::int64_t>();
    EXPECT_EQ(asked, 12 + 4 + 17 + 13) << rows;
  }
  EXPECT_EQ(tensorValues(open(config("sentence"))->get(1).next.narrow(0, 0, 5)),
            (std::vector<std::int64_t>{' ', 's', 'a', 'w', -100}));
}

TEST_F(Sentences, LongerOnesThanTheContextAreCutOrLeftOutAndCounted) {
  auto asked = config("sentence", 14);
  EXPECT_EQ(open(asked)->size(), 4);
  EXPECT_EQ(open(asked)->remarks(),
            (std::vector<std::string>{"1 sentence is longer than 14 tokens and was cut there."}));
  asked.further["data.sentences.longer"] = std::string("skip");
  EXPECT_EQ(open(asked)->size(), 3);
  EXPECT_TRUE(holds(open(asked)->remarks().at(0), "was left out"));
}

TEST_F(Sentences, WhatIsWrongIsOneSentence) {
  const auto refusal = [&](const char* text) {
    auto asked = config("sentence");
    asked.root = place_.write("bad.tsv", text).string();
    return errorSentence([&] { openData(asked, 0); });
  };
  EXPECT_TRUE(holds(refusal("a\tb\nno tab\n"), "bad.tsv line 2", "no tab", "\"no tab\""));
  EXPECT_TRUE(holds(refusal("a\t\n"), "line 1"));
  EXPECT_TRUE(holds(refusal("\tb c\n"), "line 1", "no tab"));
  EXPECT_TRUE(holds(refusal("\n"), "bad.tsv"));
  auto asked = config("sentence");
  asked.vocabulary = 100;
  EXPECT_TRUE(
      holds(errorSentence([&] { openData(asked, 0); }), "sorted.tsv line 2", "100 kinds", "data.text.tokenizer"));
  asked.vocabulary = 256;
  asked.further[kTokenizerSetting] = "characters:" + place_.write("abc.txt", "The dogbarks").string();
  EXPECT_TRUE(holds(errorSentence([&] { openData(asked, 0); }), "sorted.tsv line 3", "\"w\""));
}

TEST_F(Sentences, AFileOfAFolderNeedsASentence) {
  auto asked = config("sentence");
  place_.write("sorted/empty.txt", "\n");
  place_.write("sorted/noun.txt", "dog\n\nc\xc3\xa4t\n");
  asked.root = (place_.path() / "sorted").string();
  EXPECT_TRUE(holds(errorSentence([&] { openData(asked, 0); }), "empty.txt", "no sentence"));
  std::filesystem::remove(place_.path() / "sorted/empty.txt");
  asked.further[kTokenizerSetting] = "characters:" + place_.write("abc.txt", "dogcat").string();
  EXPECT_TRUE(holds(errorSentence([&] { openData(asked, 0); }), "noun.txt line 3", "U+00E4"));
}

RunConfig smallLanguageModel() {
  RunConfig config;
  config.model.name = "nanogpt";
  config.model.layers = 1;
  config.model.heads = 2;
  config.model.width = 16;
  config.model.context = 64;
  config.model.vocabulary = 256;
  config.train.seed = 3;
  return config;
}

TEST_F(Sentences, EachStimulusHasTheResponseOfItsTokensAlone) {
  auto model = buildNetwork(smallLanguageModel(), InputShape::ofTokens(64, 256));
  const std::string layer = "transformer.h.0.mlp.c_fc";
  for (const char* rows : {"sentence", "word", "token"}) {
    const auto data = open(config(rows));
    ResponseStorage storage;
    Batcher::Options options;
    options.batchSize = 3;  // of sequences; the last one alone
    const auto found = collectResponses(*model, data, options, {{layer}}, storage);
    ASSERT_EQ(found.rows.count(), data->size());
    for (std::int64_t i = 0; i < data->size(); ++i) {
      const auto& part = data->parts()->parts[std::size_t(i)];
      const torch::NoGradGuard noGrad;
      Recording recording({layer}, Pooling::Mean, true);
      Taps taps;
      recording.addTo(taps);
      model->eval();
      model->forward(data->parts()->sequences[part.sequence].narrow(0, 0, part.end).unsqueeze(0), taps);
      const auto alone = recording.seen.at(layer).narrow(0, part.first, part.end - part.first).mean(0);
      EXPECT_TRUE(torch::allclose(found.units.at(layer)[i], alone, 1e-4, 1e-5)) << rows << " " << i;
    }
  }
}

/// Rows are as long as the longest sentence; what is asked of a word is its own tokens alone.
TEST_F(Sentences, TheLossIsTheMeanOverTheTokensThatAreAskedFor) {
  auto model = buildNetwork(smallLanguageModel(), InputShape::ofTokens(64, 256));
  const torch::NoGradGuard noGrad;
  const EvaluationMode mode(*model);
  for (const char* rows : {"sentence", "word", "token"}) {
    const auto data = open(config(rows));
    double loss = 0;
    std::int64_t asked = 0;
    for (std::int64_t i = 0; i < data->size(); ++i) {
      const auto row = data->get(i);
      const auto logs = torch::log_softmax(model->forward(row.image.unsqueeze(0))[0], 1);
      for (std::int64_t at = 0; at < row.next.size(0); ++at)
        if (const auto next = row.next[at].item<std::int64_t>(); next >= 0)
          loss -= logs[at][next].item<double>(), ++asked;
    }
    const auto found = evaluate(*model, data, Batcher::Options{});
    EXPECT_EQ(found.count, asked) << rows;
    EXPECT_NEAR(found.loss, loss / double(asked), 1e-4) << rows;
    EXPECT_GT(found.perplexity, 100) << "nothing is learned of 256 bytes";
    EXPECT_DOUBLE_EQ(bytesPerToken(*data, *byteTokenizer()), 1) << rows;
  }
}

TEST_F(Sentences, TheProbeSeesThemAndRunningText) {
  auto asked = smallLanguageModel();
  asked.data.kind = "text";
  asked.data.root = place_.write("corpus.txt", std::string(4000, 'a') + kSorted).string();
  asked.probe.stimuli = 100;
  auto model = buildNetwork(asked, InputShape::ofTokens(64, 256));
  const auto split = openRunData(asked);
  const auto running = openProbe(asked, split.validation, {});
  EXPECT_EQ(running->stimuli(), 128) << "two rows of 64";
  EXPECT_TRUE(running->contrasts().empty());
  asked.probe.data = "sentences:" + file_.string() + "?rows=word";
  EXPECT_TRUE(probeProblems(asked).empty());
  const auto sorted = openProbe(asked, split.validation, {});
  EXPECT_EQ(sorted->contrasts(), (std::vector<std::string>{"animal", "tool"}));
  EXPECT_EQ(sorted->stimuli(), 12) << "all words: there are not 50 of each";
  const auto found = sorted->measure(*model, model->layers(), 0, false);
  EXPECT_EQ(found.maps.size(), 2 * model->layers().size());
  EXPECT_GT(found.scores.front().dimensionality, 1);
}

TEST_F(Sentences, ImagesAreNoProbeOfALanguageModel) {
  auto asked = smallLanguageModel();
  asked.probe.data = "synthetic_localizer:";
  const auto problems = probeProblems(asked);
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_TRUE(holds(problems[0].sentence, "are images", "sentences:FILE")) << problems[0].sentence;
}

}  // namespace
}  // namespace studio
