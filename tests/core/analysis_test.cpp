// Analyses of runs: every row of the table, its controls, what is stored, and what is made of stored maps.
#include <torch/types.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/analysis/analyse.h"
#include "core/analysis/analyses.h"
#include "core/network/activations.h"
#include "core/run/analysis.h"
#include "core/run/analysis_store.h"
#include "core/run/measures.h"
#include "core/run/text_file.h"
#include "tests/core/train_fixture.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

using Json = nlohmann::json;

/// One small run, its twin with tau 0, made once for all tests.
class Runs {
 public:
  static const Runs& made() {
    static const Runs runs;
    return runs;
  }
  RunFolder trained() const { return RunFolder(folder_.path() / "trained"); }
  RunFolder baseline() const { return RunFolder(folder_.path() / "baseline"); }
  std::filesystem::path root() const { return folder_.path(); }

 private:
  Runs() {
    RunConfig config = smallConfig();
    config.train.epochs = 2;
    const RunStore store(folder_.path());
    runHere(requestFor(config, store.create("trained")));
    config.topoloss.tau = 0;
    runHere(requestFor(config, store.create("baseline")));
    config.train.seed = 6;
    runHere(requestFor(config, store.create("other_seed")));
  }
  TemporaryFolder folder_;
};

AnalysisRequest makeRequest(const std::string& analysis, const std::string& data = "bars:?samples=160") {
  AnalysisRequest request;
  request.analyses = {analysis};
  request.source.run = Runs::made().trained().path().string();
  request.stimuli.data = data;
  return request;
}

Computing onCpu(int* message = nullptr) {
  Computing computing;
  computing.device = "cpu";
  computing.threads = 1;
  if (message) computing.progress = computing.layers = [message](std::int64_t, std::int64_t) { ++*message; };
  return computing;
}

std::size_t mapsIn(const NetworkAnalysis& found) {
  std::size_t maps = 0;
  for (const Result& result : found.results) maps += result.maps.size();
  return maps;
}

double smoothnessIn(const NetworkAnalysis& found) { return found.mean("smoothness", "max_minus_min"); }

class EachAnalysis : public ::testing::TestWithParam<AnalysisEntry> {};

TEST_P(EachAnalysis, FindsSomethingInEveryLayerAndIsComputedOnce) {
  const auto request = makeRequest(GetParam().kind.name, "bars:?samples=168");  // of no other test
  int first = 0, second = 0;
  const auto found = analyse(request, onCpu(&first));
  const auto text = formatAnalysis(GetParam().kind.name, found);
  const Json json = Json::parse(text);
  EXPECT_EQ(json["settings"]["data"], "bars:?samples=168");
  if (GetParam().kind.ofNetwork) {
    EXPECT_FALSE(json["rows"].empty());
  } else {
    ASSERT_TRUE(json["layers"].contains("fc1"));
    EXPECT_EQ(json["layers"]["fc1"]["sheet"], (std::vector<int>{8, 8}));
  }
  EXPECT_GT(first, 0);
  const auto again = analyse(request, onCpu(&second));
  EXPECT_EQ(second, 0) << "it was computed a second time";
  EXPECT_EQ(formatAnalysis(GetParam().kind.name, again), text);
  EXPECT_EQ(formatAnalysis(GetParam().kind.name, storedAnalysis(request)), text);
  EXPECT_EQ(mapsIn(again), mapsIn(found));
}

TEST_P(EachAnalysis, OtherStimuliAreAnotherResult) {
  int message = 0;
  analyse(makeRequest(GetParam().kind.name, "bars:?samples=96"), onCpu(&message));
  EXPECT_GT(message, 0);
}

/// Those of sentences are shown nothing (blimp_analysis_test.cpp).
std::vector<AnalysisEntry> analysesOfStimuli() {
  std::vector<AnalysisEntry> rows;
  for (const AnalysisEntry& entry : analyses())
    if (entry.kind.sentences.empty()) rows.push_back(entry);
  return rows;
}

INSTANTIATE_TEST_SUITE_P(Table, EachAnalysis, ::testing::ValuesIn(analysesOfStimuli()), [](const auto& info) {
  std::string name = info.param.kind.name;
  std::erase(name, '-');
  return name;
});

TEST(Analyse, RowsNameTheScalarsThatTrainingMeasuresToo) {
  std::size_t named = 0;
  const auto scalars = scalarColumns();
  for (const auto& entry : analyses())
    for (const ShownColumn& column : entry.kind.columns) {
      if (column.scalar.empty()) continue;
      ++named;
      EXPECT_TRUE(std::any_of(scalars.begin(), scalars.end(), [&](const auto& each) {
        return each.name == column.scalar;
      })) << column.scalar;
      const auto measure = measureOfScalar(column.scalar);
      ASSERT_TRUE(measure) << "a table of runs knows it";
      EXPECT_EQ(measure->result, entry.kind.name + "/" + column.table + "/" + column.column);
      EXPECT_TRUE(measure->published);
    }
  EXPECT_EQ(named, 2u) << "smoothness and dimensionality";
}

TEST(Analyse, AllAtOnceIsWhatEachFindsAlone) {
  AnalysisRequest all = makeRequest("smoothness", "bars:?samples=128");
  all.analyses = {"smoothness", "dimensionality", "selectivity", "similarity"};
  const auto together = analyse(all, onCpu());
  for (const auto& name : all.analyses)
    EXPECT_EQ(formatAnalysis(name, together),
              formatAnalysis(name, storedAnalysis(makeRequest(name, "bars:?samples=128"))))
        << name;
}

TEST(Analyse, WhatWasStoredStandsBesideWhatIsComputed) {
  const auto alone = analyse(makeRequest("selectivity", "bars:?samples=136"), onCpu());
  AnalysisRequest all = makeRequest("selectivity", "bars:?samples=136");
  all.analyses = {"smoothness", "selectivity", "patches"};
  const auto together = analyse(all, onCpu());
  EXPECT_EQ(formatAnalysis("selectivity", together), formatAnalysis("selectivity", alone));
  EXPECT_EQ(mapsIn(together), mapsIn(alone));
  for (const auto& layer : together.layers) {
    for (const auto& name : all.analyses)
      EXPECT_TRUE(together.result(name)->has(layer.layer)) << layer.layer << ' ' << name;
  }
}

/// Of stored maps the same bits come as of the responses that they were made of, and no stimulus is shown for them.
TEST(Analyse, WhatNeedsOnlyMapsIsMadeOfTheStoredOnes) {
  const std::vector<std::string> ofMaps{"patches",         "similarity",  "morans-i",
                                        "island-morans-i", "frequencies", "coherence"};
  const TemporaryFolder apart;
  std::vector<std::string> direct;
  for (const auto& name : ofMaps) {
    EXPECT_TRUE(findAnalysis(name).kind.ofMaps) << name;
    auto request = makeRequest(name, "bars:?samples=152");
    request.store = apart.path() / name;  // no maps are there
    int shown = 0;
    Computing computing = onCpu();
    computing.progress = [&](std::int64_t, std::int64_t) { ++shown; };
    direct.push_back(formatAnalysis(name, analyse(request, computing)));
    EXPECT_GT(shown, 0) << name;
  }
  AnalysisRequest all = makeRequest("selectivity", "bars:?samples=152");
  analyse(all, onCpu());
  all.analyses.insert(all.analyses.end(), ofMaps.begin(), ofMaps.end());
  AnalysisPlan plan = planAnalyses(all);
  EXPECT_EQ(plan.stored, std::vector<std::string>{"selectivity"});
  EXPECT_EQ(plan.fromMaps, ofMaps);
  EXPECT_TRUE(plan.fromStimuli.empty());
  Computing computing = onCpu();
  int layers = 0;
  computing.progress = [](std::int64_t, std::int64_t) { ADD_FAILURE() << "a stimulus was shown"; };
  computing.layers = [&](std::int64_t, std::int64_t) { ++layers; };
  std::vector<std::string> begun;
  computing.begun = [&](const std::vector<std::string>& names, bool fromMaps) {
    EXPECT_TRUE(fromMaps);
    begun.insert(begun.end(), names.begin(), names.end());
  };
  const auto found = analyse(all, computing);
  EXPECT_GT(layers, 0);
  EXPECT_EQ(begun, ofMaps) << "it says what is made of stored maps";
  for (std::size_t i = 0; i < ofMaps.size(); ++i) EXPECT_EQ(formatAnalysis(ofMaps[i], found), direct[i]);
  plan = planAnalyses(all);
  EXPECT_EQ(plan.stored.size(), ofMaps.size() + 1);
}

TEST(Analyse, APlanNamesWhatTakesTheStimuliAndHowManyTheyAre) {
  AnalysisRequest request = makeRequest("smoothness", "bars:?samples=144");
  request.analyses = {"smoothness", "patches"};
  AnalysisPlan plan = planAnalyses(request);
  EXPECT_EQ(plan.fromStimuli, request.analyses) << "there are no maps yet";
  EXPECT_EQ(plan.stimuli, 144);
  EXPECT_GT(plan.seconds, 0) << "by the run's own speed";
  request.stimuli.data.clear();
  EXPECT_EQ(planAnalyses(request).stimuli, 40) << "the run's validation images";
  request.source.run.clear();
  request.source.model = "mlp";
  request.source.weights = "random:1";
  plan = planAnalyses(request);
  EXPECT_EQ(plan.fromStimuli, request.analyses);
  EXPECT_EQ(plan.seconds, -1);
}

TEST(Analyse, TheUntrainedControlIsTheFirstStepOfTheSameSeed) {
  auto request = makeRequest("smoothness");
  const auto trained = analyse(request, onCpu());
  request.firstWeights = true;
  const auto untrained = analyse(request, onCpu());
  EXPECT_EQ(untrained.step, 0);
  EXPECT_GT(smoothnessIn(trained), smoothnessIn(untrained));  // the loss has done something
  EXPECT_TRUE(std::filesystem::exists(Runs::made().trained().path() / "results/smoothness@untrained.json"));
  request.source.run = Runs::made().baseline().path().string();  // the same seed: the same first weights
  EXPECT_EQ(smoothnessIn(analyse(request, onCpu())), smoothnessIn(untrained));
}

TEST(Analyse, TheBaselineIsTheRunWithTauZeroOfTheSameSeed) {
  SourceRequest source;
  source.run = Runs::made().trained().path().string();
  EXPECT_EQ(findBaseline(source).run.filename(), "baseline");
  source.run = Runs::made().baseline().path().string();
  EXPECT_TRUE(holds(findBaseline(source).missing, "τ 0 itself"));
  const TemporaryFolder elsewhere;
  std::filesystem::copy(Runs::made().trained().path(), elsewhere.path() / "alone",
                        std::filesystem::copy_options::recursive);
  source.run = (elsewhere.path() / "alone").string();
  EXPECT_TRUE(findBaseline(source).run.empty());
  EXPECT_TRUE(holds(findBaseline(source).missing, "seed 5", "train one"));
}

/// A copy of the baseline with other words in its configuration.
void copyBaseline(const std::filesystem::path& to, const std::string& from, const std::string& into) {
  std::filesystem::copy(Runs::made().baseline().path(), to, std::filesystem::copy_options::recursive);
  const auto file = to / "config.resolved.toml";
  std::string text = readFile(file);
  const auto at = text.find(from);
  ASSERT_NE(at, std::string::npos) << from;
  std::ofstream(file) << text.replace(at, from.size(), into);
}

TEST(Analyse, ABaselineHasNoRivalLossAndIsAsLongWhereThereIsSuchARun) {
  const TemporaryFolder runs;
  std::filesystem::copy(Runs::made().trained().path(), runs.path() / "run", std::filesystem::copy_options::recursive);
  SourceRequest source;
  source.run = (runs.path() / "run").string();
  const std::string ended = "\n[train]\n";
  copyBaseline(runs.path() / "a_rival", ended, "\n[losses.all_tnn]\nweight = 10.0\n" + ended);
  EXPECT_TRUE(findBaseline(source).run.empty()) << "its weights were shaped, too";
  copyBaseline(runs.path() / "b_longer", "epochs = 2", "epochs = 9");
  EXPECT_EQ(findBaseline(source).run.filename(), "b_longer");
  EXPECT_TRUE(holds(listNetworks(runs.path() / "run", -1, 0).at(1).detail, "τ 0", "9 epochs"));
  copyBaseline(runs.path() / "c_equal", "epochs = 2", "epochs = 2");
  EXPECT_EQ(findBaseline(source).run.filename(), "c_equal");
  source.run = (runs.path() / "a_rival").string();
  EXPECT_EQ(findBaseline(source).run.filename(), "c_equal") << "a rival is held against the network without it";
}

TEST(Analyse, StoppingInTheMiddleLeavesNothing) {
  auto request = makeRequest("dimensionality", "bars:?samples=640");
  Computing computing = onCpu();
  computing.progress = [](std::int64_t, std::int64_t) { throw std::runtime_error("stopped"); };
  EXPECT_THROW(analyse(request, computing), std::runtime_error);
  EXPECT_TRUE(storedAnalysis(request).layers.empty());
}

TEST(Analyse, AChoiceThatCannotBeIsRefusedBeforeAnythingIsComputed) {
  auto request = makeRequest("similarity");
  request.settings.values["ssim_window"] = std::int64_t{4};
  int message = 0;
  EXPECT_TRUE(holds(errorSentence([&] { analyse(request, onCpu(&message)); }), "--window 4", "odd"));
  EXPECT_EQ(message, 0);
}

TEST(ResponseStorage, KeepsValuesWhetherInMemoryOrNot) {
  ResponseStorage storage(1000);
  auto inMemory = storage.take(10, 10), onDisk = storage.take(300, 70);
  const auto values = torch::randn({300, 70});
  inMemory.fill_(2);
  onDisk.copy_(values);
  EXPECT_TRUE(torch::equal(onDisk, values));
  EXPECT_EQ(inMemory.sum().item<double>(), 200);
  EXPECT_TRUE(
      holds(errorSentence([] { ResponseStorage(0, "/no/such/folder").take(2, 2); }), "/no/such/folder", "TMPDIR"));
}

TEST(Analyse, OfAFileOfWeightsNothingIsComputedTwiceWhereAFolderKeepsIt) {
  const TemporaryFolder place;
  RunConfig config = smallConfig();
  config.data.imageSize = 28;
  const auto file = place.path() / "mlp.safetensors";
  writeWeights(file, makeStateDict(*previewNetwork(config, {1, 28, 28})));
  AnalysisRequest request;
  request.analyses = {"selectivity", "smoothness"};
  request.source.model = "mlp";
  request.source.weights = file.string();
  request.stimuli.data = "synthetic_localizer:?samples=40";
  request.settings.layers = "all";
  EXPECT_EQ(planAnalyses(request).fromStimuli, request.analyses);
  request.store = place.path() / "kept";
  int shown = 0;
  const auto first = analyse(request, onCpu(&shown));
  EXPECT_GT(shown, 0);
  EXPECT_EQ(first.notStored, "");
  const AnalysisPlan plan = planAnalyses(request);
  EXPECT_EQ(plan.stored, request.analyses);
  EXPECT_TRUE(plan.fromStimuli.empty());
  shown = 0;
  const auto again = analyse(request, onCpu(&shown));
  EXPECT_EQ(shown, 0) << "no stimulus is shown again";
  for (const auto& name : request.analyses) EXPECT_EQ(formatAnalysis(name, again), formatAnalysis(name, first));
  EXPECT_EQ(storedAnalysis(request).layers.size(), first.layers.size());

  AnalysisRequest untrained = request, patches = request;
  untrained.firstWeights = true;
  EXPECT_EQ(planAnalyses(untrained).fromStimuli, request.analyses) << "another network";
  patches.analyses = {"patches"};
  EXPECT_EQ(planAnalyses(patches).fromMaps, patches.analyses);
  config.train.seed = 99;
  writeWeights(file, makeStateDict(*previewNetwork(config, {1, 28, 28})));
  EXPECT_EQ(planAnalyses(request).fromStimuli, request.analyses) << "the file holds other weights";
}

}  // namespace
}  // namespace studio
