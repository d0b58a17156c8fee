// The analysis "blimp" of a small run and of files of weights: its shares against sentences scored one at a time, what
// is stored, which tokenizer reads, what is left out and what is refused.
#include <ATen/ops/log_softmax.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <cmath>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/analysis/analyse.h"
#include "core/analysis/analyses.h"
#include "core/data/encoded_text.h"
#include "core/network/source_tokenizer.h"
#include "core/run/analysis_store.h"
#include "core/run/published_values.h"
#include "tests/core/train_fixture.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

using Json = nlohmann::json;
using PairTexts = std::vector<std::pair<std::string, std::string>>;

RunConfig bytesConfig(const std::filesystem::path& text) {
  RunConfig config;
  config.model.name = "nanogpt";
  config.model.layers = 2;
  config.model.heads = 2;
  config.model.width = 32;
  config.model.context = 16;
  config.model.vocabulary = 256;
  config.data.kind = "text";
  config.data.root = text.string();
  config.topoloss.tau = 0;
  config.optimizer.learningRate = 1e-2;
  config.train.epochs = 3;
  config.train.batchSize = 8;
  return config;
}

/// A file as BLiMP's.
void writePairs(const std::filesystem::path& folder, const std::string& name, const std::string& term,
                const PairTexts& pairs) {
  std::filesystem::create_directories(folder);
  std::ofstream file(folder / (name + ".jsonl"));
  std::int64_t id = 0;
  for (const auto& [good, bad] : pairs)
    file << Json{{"sentence_good", good},    {"sentence_bad", bad}, {"field", "syntax"},
                 {"linguistics_term", term}, {"UID", name},         {"pairID", std::to_string(id++)}}
                .dump()
         << "\n";
}

/// A run on bytes, each letter of which follows from the one before, and three paradigms; made once.
class BlimpRun {
 public:
  static const BlimpRun& made() {
    static const BlimpRun run;
    return run;
  }
  RunFolder run() const { return RunFolder(folder_.path() / "run"); }
  std::filesystem::path sentences() const { return folder_.path() / "blimp"; }
  std::filesystem::path root() const { return folder_.path(); }

 private:
  BlimpRun() {
    std::string text;
    for (int i = 0; i < 3000; ++i) text += char('a' + (i * 3) % 26);
    runHere(requestFor(bytesConfig(folder_.write("corpus.txt", text)), RunStore(folder_.path()).create("run")));
    writePairs(sentences(), "first", "binding", {{"adgjm", "adgja"}, {"behk", "bebb"}, {"cfil", "cfio"}, {"ee", "eh"}});
    writePairs(sentences(), "second", "binding", {{"zcfi", "zzzz"}, {"adg", "adx"}});
    writePairs(sentences(), "third", "quantifiers", {{"same", "same"}, {"mpsv", "mpss"}});
  }
  TemporaryFolder folder_;
};

AnalysisRequest blimpRequest(const std::filesystem::path& folder = BlimpRun::made().sentences()) {
  AnalysisRequest request;
  request.analyses = {"blimp"};
  request.source.run = BlimpRun::made().run().path().string();
  request.settings.values["folder"] = folder.string();
  return request;
}

Computing blimpComputing(int* passes = nullptr) {
  Computing computing;
  computing.device = "cpu";
  computing.threads = 1;
  if (passes) computing.progress = [passes](std::int64_t, std::int64_t) { ++*passes; };
  return computing;
}

Json blimpAnswer(const AnalysisRequest& request) {
  return Json::parse(formatAnalysis("blimp", analyse(request, blimpComputing())));
}

double scoreBytes(Model& model, const std::string& sentence) {
  const torch::NoGradGuard noGrad;
  std::vector<std::int64_t> bytes(sentence.begin(), sentence.end());
  const auto logs = at::log_softmax(model.forward(torch::tensor(bytes, torch::kInt64).unsqueeze(0)), 2);
  double sum = 0;
  for (std::size_t at = 1; at < bytes.size(); ++at) sum += logs[0][std::int64_t(at) - 1][bytes[at]].item<double>();
  return sum;
}

TEST(Blimp, SharesAreThoseOfSentencesScoredOneAtATime) {
  const auto found = analyse(blimpRequest(), blimpComputing());
  const auto json = Json::parse(formatAnalysis("blimp", found));
  ASSERT_EQ(json["rows"].size(), 3u);
  EXPECT_EQ(json["rows"][0]["paradigm"], "first");
  EXPECT_EQ(json["rows"][0]["phenomenon"], "binding");
  EXPECT_EQ(json["rows"][0]["n"], 4);
  EXPECT_EQ(json["rows"][2]["ties"], 1) << "equal sentences are no right pair";
  EXPECT_EQ(json["settings"]["sentences"], 16);
  const double mean = (json["rows"][0]["accuracy"].get<double>() + json["rows"][1]["accuracy"].get<double>() +
                       json["rows"][2]["accuracy"].get<double>()) /
                      3;
  EXPECT_NEAR(json["mean"]["accuracy"], mean, 1e-12);
  EXPECT_NEAR(json["accuracy"], mean, 1e-12);
  EXPECT_LT(json["rows"][0]["low"], json["rows"][0]["accuracy"]);
  EXPECT_GT(json["rows"][1]["high"], 0.5);
  ASSERT_EQ(json["phenomena"].size(), 2u);
  EXPECT_EQ(json["phenomena"][0]["n"], 6);
  EXPECT_LT(json["positions"]["computed"], json["positions"]["padded"]);
  EXPECT_GT(mean, 0.5) << "it has learned which letter follows";

  const auto source = openSource(blimpRequest().source);
  const auto& lines = found.result("blimp")->lines.at(0).lines;
  ASSERT_EQ(lines.size(), 9u);
  EXPECT_EQ(lines[0], "paradigm,pair,good,bad");
  double good = 0, bad = 0;
  ASSERT_EQ(std::sscanf(lines[1].c_str(), "first,0,%lf,%lf", &good, &bad), 2);
  EXPECT_NEAR(good, scoreBytes(*source.model, "adgjm"), 1e-4);
  EXPECT_NEAR(bad, scoreBytes(*source.model, "adgja"), 1e-4);
}

TEST(Blimp, IsStoredAndFoundWhateverTheStimuliAndComputedAgainForOtherSentences) {
  const auto folder = BlimpRun::made().root() / "changing";
  writePairs(folder, "first", "binding", {{"adgj", "adgg"}});
  AnalysisRequest request = blimpRequest(folder);
  int passes = 0;
  const auto text = formatAnalysis("blimp", analyse(request, blimpComputing(&passes)));
  EXPECT_GT(passes, 0);
  passes = 0;
  const auto again = analyse(request, blimpComputing(&passes));
  EXPECT_EQ(passes, 0) << "it was computed a second time";
  EXPECT_EQ(formatAnalysis("blimp", again), text);
  EXPECT_EQ(again.result("blimp")->lines.at(0).lines.size(), 2u) << "log-probabilities are kept";
  EXPECT_EQ(planAnalyses(request).stored, request.analyses);
  AnalysisRequest other = request;
  other.stimuli.data = "text:" + (BlimpRun::made().root() / "corpus.txt").string();
  EXPECT_FALSE(storedAnalysis(other).empty()) << "no stimulus has a part in it";
  other = request;
  other.settings.values["first_token"] = std::string("none");
  EXPECT_TRUE(storedAnalysis(other).empty());
  writePairs(folder, "first", "binding", {{"adgj", "adgg"}, {"behk", "behh"}});
  EXPECT_TRUE(storedAnalysis(request).empty()) << "another set of sentences";
  EXPECT_EQ(blimpAnswer(request)["n"], 2);
}

TEST(Blimp, StandsBesideAnalysesOfStimuliAndLeavesTheirsAlone) {
  AnalysisRequest request = blimpRequest();
  request.analyses = {"blimp", "dimensionality"};
  request.settings.values["limit"] = std::int64_t{1};
  const auto first = analyse(request, blimpComputing()), again = analyse(request, blimpComputing());
  for (const auto& found : {first, again, storedAnalysis(request)}) {
    EXPECT_FALSE(found.layers.empty());
    ASSERT_TRUE(found.result("blimp"));
    EXPECT_EQ(found.result("blimp")->sentences, 6);
    EXPECT_EQ(found.stimuliCount, 19 * 16) << "tokens of the run's own text";
  }
}

TEST(Blimp, TakesTheFirstPairsOfParadigmsByName) {
  AnalysisRequest request = blimpRequest();
  request.settings.values["paradigms"] = std::string("third, first");
  request.settings.values["limit"] = std::int64_t{1};
  const auto json = blimpAnswer(request);
  ASSERT_EQ(json["rows"].size(), 2u);
  EXPECT_EQ(json["n"], 2);
  request.settings.values["paradigms"] = std::string("thrid");
  EXPECT_TRUE(holds(errorSentence([&] { blimpAnswer(request); }), "thrid", "third"));
}

TEST(Blimp, SentencesBeyondTheContextAreLeftOutOrCutAndCounted) {
  const auto folder = BlimpRun::made().root() / "long";
  writePairs(folder, "first", "binding", {{"adgj", "adgg"}, {std::string(30, 'a'), "bb"}});
  AnalysisRequest request = blimpRequest(folder);
  auto json = blimpAnswer(request);
  EXPECT_EQ(json["rows"][0]["n"], 1);
  EXPECT_EQ(json["rows"][0]["left_out"], 1);
  EXPECT_TRUE(holds(json["settings"]["notes"].dump(), "context of 16 tokens: 1 of 4 sentences", "left out"));
  request.settings.values["long_sentences"] = std::string("cut");
  json = blimpAnswer(request);
  EXPECT_EQ(json["rows"][0]["n"], 2);
  EXPECT_TRUE(holds(json["settings"]["notes"].dump(), "by their beginnings"));
}

/// A file of weights of a network that knows the tokens of tests/data/tokenizer, in a folder of its own.
class BlimpWeights {
 public:
  explicit BlimpWeights(std::int64_t vocabulary) {
    RunConfig config = bytesConfig("");
    config.model.vocabulary = vocabulary;
    config.model.context = 32;
    file_ = folder_.path() / "net" / "model.safetensors";
    std::filesystem::create_directories(file_.parent_path());
    writeWeights(file_, makeStateDict(*previewNetwork(config, InputShape::ofTokens(32, vocabulary))));
  }
  AnalysisRequest request() const {
    AnalysisRequest request;
    request.analyses = {"blimp"};
    request.source.model = "nanogpt";
    request.source.weights = file_.string();
    request.source.settings = {"model.heads=2"};
    request.settings.values["folder"] = BlimpRun::made().sentences().string();
    return request;
  }
  std::filesystem::path folder() const { return file_.parent_path(); }

 private:
  TemporaryFolder folder_;
  std::filesystem::path file_;
};

constexpr const char* kPairTokenizer = STUDIO_SOURCE_DIR "/tests/data/tokenizer";

TEST(Blimp, TheTokenizerIsTheNamedOneOrThatBesideTheWeights) {
  const BlimpWeights weights(384);
  AnalysisRequest request = weights.request();
  EXPECT_TRUE(holds(errorSentence([&] { blimpAnswer(request); }), "not known which tokenizer", "--tokenizer"));
  request.settings.values["tokenizer"] = std::string(kPairTokenizer);
  const auto named = blimpAnswer(request);
  EXPECT_EQ(named["n"], 8);
  request.settings.values.erase("tokenizer");
  std::filesystem::copy_file(std::filesystem::path(kPairTokenizer) / "tokenizer.json",
                             weights.folder() / "tokenizer.json");
  EXPECT_EQ(blimpAnswer(request)["rows"], named["rows"]);
  request.settings.values["tokenizer"] = std::string("bytes");
  const auto bytes = blimpAnswer(request);
  EXPECT_TRUE(holds(bytes["settings"]["notes"].dump(), "no <|endoftext|>"));
}

TEST(Blimp, OfARunTheTokenizerIsThatOfItsText) {
  RunConfig config = bytesConfig(BlimpRun::made().root() / "corpus.txt");
  SourceRequest source;
  source.run = BlimpRun::made().run().path().string();
  EXPECT_EQ(openSourceTokenizer(source, config, "")->kind(), byteTokenizer()->kind());
  EXPECT_EQ(openSourceTokenizer(source, config, kPairTokenizer)->vocabulary(), 384);
  config.data.further[kTokenizerSetting] = std::string("characters");
  EXPECT_EQ(tokenizerOfText(config.data)->vocabulary(), 26);
}

TEST(Blimp, WhatCannotBeScoredIsOneSentence) {
  AnalysisRequest request = blimpRequest("");
  EXPECT_TRUE(holds(errorSentence([&] { blimpAnswer(request); }), "--folder"));
  EXPECT_TRUE(holds(errorSentence([&] { blimpAnswer(blimpRequest("/no/such/blimp")); }), "/no/such/blimp"));
  const auto broken = BlimpRun::made().root() / "broken";
  writePairs(broken, "first", "binding", {{"a", "b"}});
  std::ofstream(broken / "first.jsonl", std::ios::app) << "{\"sentence_good\": \n";
  EXPECT_TRUE(holds(errorSentence([&] { blimpAnswer(blimpRequest(broken)); }), "first.jsonl line 2"));
  const BlimpWeights weights(64);
  AnalysisRequest small = weights.request();
  small.settings.values["tokenizer"] = std::string("bytes");
  EXPECT_TRUE(holds(errorSentence([&] { blimpAnswer(small); }), "knows 0 to 63", "tokenizer"));
  request = blimpRequest();
  request.source = {"", "runs", "mlp", "random:1", {}};
  EXPECT_TRUE(holds(errorSentence([&] { blimpAnswer(request); }), "reads images", "nanogpt"));
}

TEST(Blimp, StoppedItLeavesNothing) {
  AnalysisRequest request = blimpRequest();
  request.settings.values["limit"] = std::int64_t{2};
  Computing computing = blimpComputing();
  computing.progress = [](std::int64_t, std::int64_t) { throw ComputingStopped(); };
  EXPECT_THROW(analyse(request, computing), ComputingStopped);
  EXPECT_TRUE(storedAnalysis(request).empty());
}

TEST(Blimp, ItsPictureHasABarAPhenomenonTheMeanLastAndPublishedMeansBeside) {
  const auto found = analyse(blimpRequest(), blimpComputing());
  const auto plot = findAnalysis("blimp").kind.plots.at(0).make({{"trained", "τ 1", {}, false, &found}}, "");
  EXPECT_EQ(plot.x.categories, (std::vector<std::string>{"binding", "quantifiers", "mean"}));
  ASSERT_GE(plot.series.size(), 2u);
  const PlotSeries& bars = plot.series.front();
  EXPECT_EQ(bars.shape, PlotSeries::Shape::Bars);
  ASSERT_EQ(bars.y.size(), 3u);
  EXPECT_NEAR(bars.y[2], 100 * found.mean("blimp", "accuracy"), 1e-9);
  EXPECT_LT(bars.low[0], bars.y[0]);
  std::size_t published = 0;
  for (const PlotSeries& series : plot.series)
    if (isPublished(series)) {
      published += series.x.size();
      for (const double place : series.x) EXPECT_EQ(place, 2) << "only means were published";
    }
  EXPECT_EQ(published, publishedBlimp().size());
  EXPECT_TRUE(holds(findAnalysis("blimp").kind.summary(found, *found.result("blimp")), "% right", "3 paradigms"));
}

}  // namespace
}  // namespace studio
