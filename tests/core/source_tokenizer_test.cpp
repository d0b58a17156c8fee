// The tokenizer of a run: kept in its folder, and used for whatever text its network is shown.
#include <gtest/gtest.h>

#include "core/data/encoded_text.h"
#include "core/network/source_tokenizer.h"
#include "core/network/stimuli.h"
#include "core/analysis/analyse.h"
#include "core/run/run_files.h"
#include "core/text/stored_tokenizer.h"
#include "core/weights/weights_jobs.h"
#include "tests/core/token_bytes.h"
#include "tests/core/train_fixture.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

class RunTokenizer : public ::testing::Test {
 protected:
  RunConfig config(const std::string& tokenizer) const {
    RunConfig config;
    config.model.name = "nanogpt";
    config.model.layers = 1;
    config.model.heads = 2;
    config.model.width = 16;
    config.model.context = 16;
    config.data.kind = "text";
    config.data.root = text_.string();
    config.data.further[kTokenizerSetting] = tokenizer;
    config.model.vocabulary = tokenizer == "characters" ? 8 : 256;
    config.topoloss.factor = {2, 2};
    config.train.steps = 2;
    config.train.batchSize = 4;
    return config;
  }
  RunFolder trained(const std::string& tokenizer) const {
    const RunFolder run = RunStore(place_.path()).create("run");
    runHere(requestFor(config(tokenizer), run));
    return run;
  }
  TemporaryFolder place_;
  std::string words_ = "we read";  ///< of characters of the text
  std::filesystem::path text_ = place_.write("corpus.txt", [] {
    std::string text;
    for (int i = 0; i < 60; ++i) text += "we read a dark tea ";
    return text;
  }());
  std::filesystem::path sorted_ = place_.write("sorted.tsv", "a\t" + words_ + "\nb\ta tea\n");
};

TEST_F(RunTokenizer, IsKeptWithTheRun) {
  const RunFolder run = trained("characters");
  const auto kept = openTokenizer(run.path() / RunFiles::kTokenizer);
  EXPECT_EQ(kept->kind(), "characters");
  EXPECT_EQ(kept->vocabulary(), 8);
  EXPECT_EQ(kept->decode(kept->encode(words_)), words_);
}

TEST_F(RunTokenizer, ReadsOtherTextWhenItsOwnIsGone) {
  const RunFolder run = trained("characters");
  const auto expected = openTokenizer(run.path() / RunFiles::kTokenizer)->encode(words_);
  std::filesystem::remove(text_);
  SourceRequest source;
  source.run = run.path().string();
  StimuliRequest stimuli;
  stimuli.data = "sentences:" + sorted_.string();
  const auto data = openStimuli(stimuli, withOwnTokenizer(source, run.config())).data;
  const auto first = tensorValues(data->parts()->sequences[0].narrow(0, 0, std::int64_t(expected.size())));
  EXPECT_EQ(first, std::vector<std::int64_t>(expected.begin(), expected.end()));
}

TEST_F(RunTokenizer, WhileTrainingCharactersOfOtherTextAreThoseOfTheRunsText) {
  StimuliRequest stimuli;
  stimuli.data = "sentences:" + sorted_.string();
  const auto data = openStimuli(stimuli, config("characters")).data;
  const auto expected = tokenizerOfData(config("characters"))->encode(words_);
  const auto first = tensorValues(data->parts()->sequences[0].narrow(0, 0, std::int64_t(expected.size())));
  EXPECT_EQ(first, std::vector<std::int64_t>(expected.begin(), expected.end()));
}

TEST_F(RunTokenizer, OfBytesIsKeptToo) {
  EXPECT_EQ(openTokenizer(trained("bytes").path() / RunFiles::kTokenizer)->vocabulary(), 256);
}

TEST_F(RunTokenizer, GivesTheModelItsVocabularyWhereNoneIsSet) {
  for (const auto& [tokenizer, kinds] : {std::pair("characters", 8), std::pair("bytes", 256)}) {
    auto open = config(tokenizer);
    open.model.vocabulary = 0;
    EXPECT_EQ(withVocabularyOfData(open).model.vocabulary, kinds);
    EXPECT_EQ(withVocabularyOfData(open).model.vocabulary, kinds) << "as it is remembered";
    for (const auto& problem : findProblems(open)) EXPECT_NE(problem.key, "model.vocabulary") << problem.sentence;
  }
  auto open = config("characters");
  open.model.vocabulary = 0;
  const RunFolder run = RunStore(place_.path()).create("open");
  runHere(requestFor(open, run));
  EXPECT_EQ(run.config().model.vocabulary, 8);
  EXPECT_EQ(storedTensor(run.checkpoint(2) / "model.safetensors", "transformer.wte.weight").size(0), 8);
  place_.write("corpus.txt", "wax in a text with others in it: zyx");  // it may be edited while a form is open
  EXPECT_GT(withVocabularyOfData(open).model.vocabulary, 8);
}

TEST_F(RunTokenizer, BesideTokensGivesTheVocabularyToo) {
  auto tokens = config("characters");
  tokens.model.vocabulary = 0;
  tokens.data.kind = "tokens";
  tokens.data.root = place_.write("data/train.bin", std::string(200, '\0')).parent_path().string();
  EXPECT_EQ(withVocabularyOfData(tokens).model.vocabulary, 0) << "as published";
  place_.write("data/tokenizer.json", openTokenizer(STUDIO_SOURCE_DIR "/tests/data/tokenizer")->json());
  EXPECT_EQ(withVocabularyOfData(tokens).model.vocabulary, 384);
  place_.write("data/tokenizer.json", R"({"model":{"type":"Unigram","vocab":[]}})");
  EXPECT_EQ(withVocabularyOfData(tokens).model.vocabulary, 0) << "one that is not read keeps nobody from training";
  EXPECT_EQ(tokenizerOfData(tokens), nullptr);
}

TEST_F(RunTokenizer, AModelWithFewerTokensIsRefusedInOneSentence) {
  auto small = config("characters");
  small.model.vocabulary = 5;
  EXPECT_TRUE(holds(errorSentence([&] { openRunData(small); }), "corpus.txt", "8 kinds", "knows 5", "vocabulary to 8"));
  auto weights = config("characters");
  weights.model.vocabulary = 0;
  weights.model.weights = "gpt2.safetensors";
  EXPECT_EQ(withVocabularyOfData(weights).model.vocabulary, 0) << "the weights decide it";
}

TEST_F(RunTokenizer, GoesWithItsWeights) {
  const RunFolder run = trained("characters");
  const auto text = tokenizerOfRun(run)->json();
  const auto checkpoint = run.checkpoint(2);
  EXPECT_EQ(openTokenizer(checkpoint / kTokenizerFile)->json(), text) << "a checkpoint's folder may be copied";
  const auto copy = place_.path() / "given/away.safetensors";
  std::filesystem::create_directories(copy.parent_path());
  convertWeights({run.path(), copy, "", {}, {}});
  EXPECT_EQ(tokenizerOfWeights(copy), copy.parent_path() / kTokenizerFile);
  EXPECT_EQ(openTokenizer(tokenizerOfWeights(copy))->json(), text);
  place_.write("given/tokenizer.json", byteTokenizer()->json());  // of other weights
  convertWeights({checkpoint, copy.parent_path() / "more.pt", "", {}, {}});
  EXPECT_EQ(openTokenizer(copy.parent_path() / kTokenizerFile)->json(), byteTokenizer()->json()) << "it stays";
  EXPECT_EQ(openTokenizer(tokenizerOfWeights(copy.parent_path() / "more.pt"))->json(), text);
}

TEST_F(RunTokenizer, IsFoundOfACheckpointThatHasNoneBesideIt) {
  const RunFolder run = trained("characters");
  const auto checkpoint = run.checkpoint(2);
  std::filesystem::remove(checkpoint / kTokenizerFile);  // of an older program
  EXPECT_EQ(tokenizerOfWeights(checkpoint / "model.safetensors"), run.path() / kTokenizerFile);
  EXPECT_EQ(tokenizerOfWeights(checkpoint), run.path() / kTokenizerFile);
  EXPECT_TRUE(tokenizerOfWeights(place_.path() / "nowhere.pt").empty());
}

TEST_F(RunTokenizer, GoesWithAPrunedNetwork) {
  const RunFolder run = trained("characters");
  SaveNetworkRequest request;
  request.analysis.source.run = run.path().string();
  request.analysis.analyses = {"prune"};
  request.level = 0.5;
  request.file = place_.path() / "half.safetensors";
  saveNetwork(request, {});
  EXPECT_EQ(openTokenizer(tokenizerOfWeights(request.file))->json(), tokenizerOfRun(run)->json());
}

TEST_F(RunTokenizer, ANetworkOfImagesHasNone) {
  EXPECT_EQ(tokenizerOfData(smallConfig()), nullptr);
  SourceRequest source;
  source.model = "mlp";
  source.weights = "random:0";
  RunConfig images = smallConfig();
  EXPECT_EQ(withOwnTokenizer(source, images).data.further, images.data.further);
}

}  // namespace
}  // namespace studio
