// Analyses of a whole network: pruning and downsampling of a small run, what is stored and saved of them, and that the
// run stays as it is.
#include <torch/types.h>
#include <torch/utils.h>

#include <atomic>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/analysis/analyse.h"
#include "core/analysis/analyses.h"
#include "core/analysis/shown_network.h"
#include "core/engine_jobs.h"
#include "core/data/memory_datasets.h"
#include "core/network/evaluation.h"
#include "core/run/analysis_store.h"
#include "core/run/group_analysis.h"
#include "tests/core/train_fixture.h"
#include "tests/support/user_error.h"
#include "topo/pruning.h"

namespace studio {
namespace {

using Json = nlohmann::json;

constexpr const char* kData = "bars:?samples=160&seed=5";

/// A run of a perceptron that knows its bars, those of seed 5, made once.
class PrunedRun {
 public:
  static const PrunedRun& made() {
    static const PrunedRun run;
    return run;
  }
  RunFolder run() const { return RunFolder(folder_.path() / "run"); }
  const TemporaryFolder& folder() const { return folder_; }

 private:
  PrunedRun() {
    RunConfig config = smallConfig();
    config.train.epochs = 6;
    const RunStore store(folder_.path());
    runHere(requestFor(config, store.create("run")));
  }
  TemporaryFolder folder_;
};

AnalysisRequest networkRequest(const std::string& analysis, const std::vector<double>& levels = {},
                               const std::string& data = kData) {
  AnalysisRequest request;
  request.analyses = {analysis};
  request.source.run = PrunedRun::made().run().path().string();
  request.stimuli.data = data;
  if (!levels.empty()) request.settings.values[analysis == "prune" ? "amounts" : "sparsities"] = levels;
  return request;
}

Computing quietly() {
  Computing computing;
  computing.device = "cpu";
  computing.threads = 1;
  return computing;
}

Json answer(const AnalysisRequest& request) {
  return Json::parse(formatAnalysis(request.analyses.front(), analyse(request, quietly())));
}

std::filesystem::path weightsFile() {
  const RunFolder run = PrunedRun::made().run();
  return run.checkpoint(run.weightSteps().back()) / "model.safetensors";
}

/// As a person evaluates a file of weights.
Evaluation evaluatedFile(const std::filesystem::path& file) {
  SourceRequest source;
  source.model = "mlp";
  source.weights = file.string();
  return evaluateSource(source, std::string(kData) + "&image_size=8", quietly());
}

TEST(Prune, TheFullNetworkIsWhatEvaluateFindsAndTheRestIsTorchs) {
  const auto json = answer(networkRequest("prune", {0, 0.5, 0.99}));
  EXPECT_FALSE(json.contains("layers"));
  ASSERT_EQ(json["rows"].size(), 3u);
  SourceRequest source;
  source.run = PrunedRun::made().run().path().string();
  const auto full = evaluateSource(source, kData, quietly());
  EXPECT_NEAR(json["rows"][0]["loss"], full.loss, 1e-9);
  EXPECT_EQ(json["rows"][0]["accuracy"], full.accuracy);
  EXPECT_EQ(json["full"]["accuracy"], full.accuracy);
  EXPECT_EQ(json["full"]["count"], full.count);
  EXPECT_EQ(json["rows"][0]["drop"], 0);
  EXPECT_GT(full.accuracy, 0.5) << "the network has learned something to lose";
  const auto weights = storedTensor(weightsFile(), "fc1.weight");
  EXPECT_EQ(json["weights"], weights.numel());
  for (const auto& row : json["rows"])
    EXPECT_EQ(row["nonzero"], weights.numel() - prunedCount(row["amount"], weights.numel()));
  EXPECT_LT(json["rows"][2]["accuracy"], json["rows"][0]["accuracy"]);
}

TEST(Prune, AreaAndDropFollowFromTheRows) {
  const auto json = answer(networkRequest("prune", {0, 0.5, 0.9}));
  const auto at = [&](int row, const char* column) { return json["rows"][row][column].get<double>(); };
  const double a = at(0, "accuracy"), b = at(1, "accuracy"), c = at(2, "accuracy");
  const double x = at(1, "pruned"), y = at(2, "pruned");
  const double area = (x * (a + b) / 2 + (y - x) * (b + c) / 2) / y;
  EXPECT_NEAR(json["mean"]["area_under_curve"], area, 1e-12);
  EXPECT_NEAR(json["mean"]["retained"], area / a, 1e-12);
  EXPECT_NEAR(at(2, "drop"), 1 - c / a, 1e-12);
}

TEST(Prune, RepeatedAmountsArePartsOfWhatIsLeft) {
  auto request = networkRequest("prune", {0.5, 0.5});
  request.settings.values["repeated"] = true;
  const auto repeated = answer(request), once = answer(networkRequest("prune", {0.75}));
  EXPECT_EQ(repeated["rows"][1]["nonzero"], once["rows"][0]["nonzero"]);
  EXPECT_EQ(repeated["rows"][1]["loss"], once["rows"][0]["loss"]);
  EXPECT_NEAR(repeated["rows"][1]["pruned"], 0.75, 1e-12);
}

TEST(Prune, GlobalTakesTheSmallestOfAllLayers) {
  auto request = networkRequest("prune", {0.5});
  request.settings.layers = "all";
  const auto alone = answer(request);
  request.settings.values["scope"] = std::string("global");
  const auto together = answer(request);
  EXPECT_EQ(alone["rows"][0]["nonzero"], together["rows"][0]["nonzero"]) << "half of all, layers being even";
  EXPECT_NE(alone["rows"][0]["loss"], together["rows"][0]["loss"]);
  EXPECT_GT(alone["weights"], answer(networkRequest("prune", {0.5}))["weights"]);
}

TEST(WholeNetwork, LeavesTheRunAsItIs) {
  const auto before = readWeights(weightsFile());
  std::vector<torch::Tensor> copies;
  for (const auto& [name, tensor] : before) copies.push_back(tensor.clone());
  answer(networkRequest("prune", {0.3}));
  answer(networkRequest("downsample", {0.3}));
  const auto after = readWeights(weightsFile());
  for (std::size_t i = 0; i < after.size(); ++i) EXPECT_TRUE(torch::equal(after[i].second, copies[i]));
}

TEST(WholeNetwork, ModelsAreAsTheyWereAfterwardsAlsoWhereItIsStopped) {
  const auto [source, stimuli, changed] = openShown(networkRequest("prune"), quietly());
  const auto before = source.model->layerWeight("fc1").clone();
  NetworkAnalysis found;
  analyseWholeNetwork({"prune", "downsample"}, source, stimuli, quietly(), found);
  EXPECT_TRUE(torch::equal(source.model->layerWeight("fc1"), before));
  Computing stopping = quietly();
  int left = 3;
  stopping.progress = [&](std::int64_t, std::int64_t) {
    if (--left == 0) throw ComputingStopped();
  };
  EXPECT_THROW(analyseWholeNetwork({"prune"}, source, stimuli, stopping, found), ComputingStopped);
  EXPECT_TRUE(torch::equal(source.model->layerWeight("fc1"), before));
}

TEST(WholeNetwork, IsStoredBesideTheUntrainedOneAndReadBack) {
  auto request = networkRequest("prune", {0, 0.4, 0.8}, "bars:?samples=168");
  int shown = 0;
  Computing counting = quietly();
  counting.progress = [&](std::int64_t done, std::int64_t of) {
    EXPECT_LE(done, of);
    EXPECT_EQ(of, 3 * 168) << "the full network and two levels";
    ++shown;
  };
  const auto text = formatAnalysis("prune", analyse(request, counting));
  EXPECT_GT(shown, 0);
  counting.progress = [](std::int64_t, std::int64_t) { ADD_FAILURE() << "it was computed again"; };
  EXPECT_EQ(formatAnalysis("prune", analyse(request, counting)), text);
  EXPECT_EQ(planAnalyses(request).stored, std::vector<std::string>{"prune"});
  const auto stored = readAnalyses(PrunedRun::made().run(), {{}, "bars:?samples=168", "prune"});
  ASSERT_FALSE(stored.empty());
  EXPECT_TRUE(stored.result("prune")->ofNetwork);
  EXPECT_EQ(stored.result("prune")->find("rows")->rows(), 3u);
  EXPECT_TRUE(std::isfinite(stored.mean("prune", "retained")));
  request.firstWeights = true;
  const auto untrained = analyse(request, quietly());
  EXPECT_LT(untrained.result("prune")->find("full")->number(0, "accuracy"),
            stored.result("prune")->find("full")->number(0, "accuracy"));
  const auto mean = meanAnalysis({&stored, &untrained});
  const Table* rows = mean.result("prune")->find("rows");
  ASSERT_EQ(rows->rows(), 3u) << "level by level";
  EXPECT_NEAR(rows->number(1, "loss"),
              (stored.result("prune")->find("rows")->number(1, "loss") +
               untrained.result("prune")->find("rows")->number(1, "loss")) /
                  2,
              1e-12);
}

TEST(WholeNetwork, StandsBesideAnalysesOfLayers) {
  auto request = networkRequest("prune", {0, 0.4}, "bars:?samples=176");
  const auto alone = formatAnalysis("prune", analyse(request, quietly()));
  request.analyses = {"smoothness", "downsample", "prune"};
  const auto found = analyse(request, quietly());
  EXPECT_EQ(formatAnalysis("prune", found), alone);
  EXPECT_EQ(found.layers.size(), 1u);
  EXPECT_TRUE(found.result("smoothness")->has("fc1"));
  EXPECT_FALSE(Json::parse(formatAnalysis("downsample", found)).contains("layers"));
}

TEST(Downsample, RowsCountStoredParameters) {
  const auto json = answer(networkRequest("downsample"));
  ASSERT_EQ(json["rows"].size(), 4u);
  EXPECT_EQ(json["rows"][0]["sheet"], (std::vector<int>{8, 8}));
  EXPECT_EQ(json["rows"][2]["sheet"], (std::vector<int>{5, 5}));
  const std::int64_t depth = storedTensor(weightsFile(), "fc1.weight").size(1);
  EXPECT_EQ(json["rows"][0]["parameters"].get<std::int64_t>() - json["rows"][2]["parameters"].get<std::int64_t>(),
            (64 - 25) * depth);
  EXPECT_EQ(json["rows"][0]["accuracy"], json["full"]["accuracy"]);
  EXPECT_GT(json["rows"][3]["loss"], json["rows"][0]["loss"]);
}

/// science.md 6.2: the totals of the published figure.
TEST(Downsample, TotalsOfThePublishedNetworks) {
  const auto expectTotals = [](const char* name, bool bias, const std::vector<double>& millions) {
    RunConfig config = findModel(name).defaults();
    config.model.name = name;
    config.model.bias = bias;
    const auto facts = describeNetwork(config, defaultInputShape(config.model));
    std::vector<LayerInfo> layers = facts.layers;
    std::erase_if(layers, [](const LayerInfo& layer) { return !layer.topo; });
    EXPECT_EQ(layers.size(), 12u);
    const std::vector<double> sparsities{0, 0.2, 0.5, 0.8};
    for (std::size_t i = 0; i < sparsities.size(); ++i)
      EXPECT_NEAR(double(storedParameters(facts.parameters, layers, sparsities[i])) / 1e6, millions[i], 5e-4)
          << name << " at " << sparsities[i];
  };
  expectTotals("nanogpt", false, {124.374, 118.125, 109.748, 101.481});
  expectTotals("gpt_neo_125m", true, {125.199, 118.950, 110.573, 102.306});
}

TEST(SavedNetwork, OpensAndEvaluatesAsItsRow) {
  const TemporaryFolder out;
  for (const std::string analysis : {"prune", "downsample"}) {
    const auto request = networkRequest(analysis, {0.5, 0.8});
    const auto file = out.path() / (analysis + ".safetensors");
    const auto saved = saveNetwork({request, file, 0.5}, quietly());
    EXPECT_EQ(saved.level, 0.5);
    EXPECT_EQ(saved.bytes, std::int64_t(std::filesystem::file_size(file)));
    const auto found = evaluatedFile(file);
    const auto row = answer(request)["rows"][0];
    EXPECT_EQ(found.accuracy, row["accuracy"]) << analysis;
    EXPECT_NEAR(found.loss, row["loss"], 1e-6) << analysis;
  }
  const auto pruned = storedTensor(out.path() / "prune.safetensors", "fc1.weight");
  EXPECT_EQ((pruned == 0).sum().item<std::int64_t>(), prunedCount(0.5, pruned.numel()));
  EXPECT_LT(std::filesystem::file_size(out.path() / "downsample.safetensors"),
            std::filesystem::file_size(out.path() / "prune.safetensors"))
      << "sheets are stored small";
  EXPECT_EQ(storedTensor(out.path() / "downsample.safetensors", "fc1.weight").size(0), 64) << "and enlarged when read";
}

TEST(SavedNetwork, RefusesWhatCannotBe) {
  const TemporaryFolder out;
  const auto request = networkRequest("prune", {0.5, 0.8});
  const auto refusal = [&](const SaveNetworkRequest& wanted) {
    return errorSentence([&] { saveNetwork(wanted, quietly()); });
  };
  EXPECT_TRUE(holds(refusal({request, out.path() / "w.pt", {}}), ".safetensors"));
  EXPECT_TRUE(holds(refusal({request, out.path() / "w.safetensors", 1.5}), "--at", "1.5"));
  EXPECT_TRUE(holds(refusal({request, PrunedRun::made().run().path() / "w.safetensors", {}}), "run", "elsewhere"));
  EXPECT_TRUE(holds(refusal({networkRequest("smoothness"), out.path() / "w.safetensors", {}}), "smoothness"));
  auto repeated = request;
  repeated.settings.values["repeated"] = true;
  EXPECT_TRUE(holds(refusal({repeated, out.path() / "w.safetensors", 0.3}), "--at 0.3", "repeated"));
  EXPECT_TRUE(std::filesystem::is_empty(out.path()));
}

TEST(WholeNetwork, RefusesLevelsThatCannotBe) {
  EXPECT_TRUE(holds(errorSentence([] { answer(networkRequest("prune", {0.5, 1})); }), "--amounts", "0.99"));
  EXPECT_TRUE(holds(errorSentence([] { answer(networkRequest("downsample", {-0.1})); }), "--sparsities"));
}

TEST(WholeNetwork, ALanguageModelIsMeasuredByItsPerplexity) {
  const TemporaryFolder place;
  std::string text;
  for (int i = 0; i < 1000; ++i) text += static_cast<char>('a' + (i * 3) % 26);
  AnalysisRequest request;
  request.analyses = {"downsample"};
  request.source.model = "nanogpt";
  request.source.weights = "random:1";
  request.source.settings = {"model.layers=1", "model.heads=2", "model.width=32", "model.context=16",
                             "model.vocabulary=256"};
  request.stimuli.data = "text:" + place.write("corpus.txt", text).string();
  request.settings.values["sparsities"] = std::vector<double>{0, 0.5};
  const auto json = answer(request);
  ASSERT_EQ(json["rows"].size(), 2u);
  EXPECT_FALSE(json["rows"][1].contains("accuracy"));
  EXPECT_NEAR(json["rows"][1]["perplexity"], std::exp(json["rows"][1]["loss"].get<double>()), 1e-9);
  EXPECT_NEAR(json["rows"][1]["drop"],
              1 - json["full"]["perplexity"].get<double>() / json["rows"][1]["perplexity"].get<double>(), 1e-12);
  EXPECT_EQ(json["rows"][1]["sheet"], (std::vector<int>{5, 11})) << "of the 8 x 16 units of c_fc";
}

/// The head of a GPT is its table of tokens, by far its largest tensor: twice in the file it would outweigh what the
/// small sheets save.
TEST(SavedNetwork, ALanguageModelHoldsItsSmallSheetsAndItsTableOnce) {
  const TemporaryFolder place;
  std::string text;
  for (int i = 0; i < 1000; ++i) text += static_cast<char>('a' + (i * 3) % 26);
  AnalysisRequest request;
  request.source.model = "nanogpt";
  request.source.weights = "random:1";
  request.source.settings = {"model.layers=1", "model.heads=2", "model.width=32", "model.context=16",
                             "model.vocabulary=256"};
  request.stimuli.data = "text:" + place.write("corpus.txt", text).string();
  for (const std::string analysis : {"prune", "downsample"}) {
    request.analyses = {analysis};
    request.settings.values.clear();
    request.settings.values[analysis == "prune" ? "amounts" : "sparsities"] = std::vector<double>{0.5};
    const auto row = answer(request)["rows"].back();
    const auto file = place.path() / (analysis + ".safetensors");
    saveNetwork({request, file, 0.5}, quietly());
    SourceRequest source;
    source.model = "nanogpt";
    source.weights = file.string();
    EXPECT_NEAR(evaluateSource(source, request.stimuli.data, quietly()).loss, row["loss"], 1e-6) << analysis;
    if (analysis == "prune") continue;
    constexpr std::uintmax_t kNamesAndShapes = 8192;  // bytes; the table has 32768
    EXPECT_LT(std::filesystem::file_size(file), 4 * row["parameters"].get<std::uintmax_t>() + kNamesAndShapes);
  }
  EXPECT_LT(std::filesystem::file_size(place.path() / "downsample.safetensors"),
            std::filesystem::file_size(place.path() / "prune.safetensors"));
}

/// Counts how often an image is decoded.
class CountedImages : public Dataset {
 public:
  std::int64_t size() const override { return 40; }
  Example get(std::int64_t index) const override {
    ++decoded;
    return {torch::full({1, 8, 8}, index, torch::kUInt8), index % 4};
  }
  std::int64_t label(std::int64_t index) const override { return index % 4; }
  std::vector<std::int64_t> imageShape() const override { return {1, 8, 8}; }
  std::vector<std::string> classNames() const override { return {"a", "b", "c", "d"}; }
  mutable std::atomic<int> decoded{0};
};

TEST(LabelledBatches, AreDecodedOnceWhereTheyFit) {
  ModelConfig config;
  config.hidden = {9};
  config.classes = 4;
  torch::manual_seed(2);
  const auto model = findModel("mlp").make(config, {1, 8, 8});
  Batcher::Options options;
  options.batchSize = 16;
  const auto direct = evaluate(*model, std::make_shared<CountedImages>(), options);
  for (const bool fits : {true, false}) {
    const auto images = std::make_shared<CountedImages>();
    LabelledBatches batches(images, options, fits ? 1 << 20 : 1000);
    EXPECT_EQ(batches.areKept(), fits);
    EXPECT_EQ(batches.evaluate(*model, false).loss, direct.loss);
    const int once = images->decoded;
    EXPECT_EQ(batches.evaluate(*model, false).loss, direct.loss);
    EXPECT_EQ(batches.evaluate(*model, true).count, 40);
    EXPECT_EQ(fits, images->decoded - once < 10) << "but for the one image that shows the number of outputs";
    EXPECT_TRUE(fits || images->decoded - once >= 80);
  }
}

}  // namespace
}  // namespace studio
