// A language model through the whole engine: data, problems, training, evaluation, responses, maps.
#include <torch/utils.h>

#include <cmath>

#include "core/data/encoded_text.h"
#include "core/data/token_dataset.h"
#include "core/network/activations.h"
#include "core/network/evaluation.h"
#include "core/network/network.h"
#include "core/network/text_probe.h"
#include "core/run/check_report.h"
#include "core/train/preflight.h"
#include "core/train/trainer.h"
#include "tests/core/train_fixture.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

/// 3000 bytes in which each letter follows from the one before.
std::string someText() {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += static_cast<char>('a' + (i * 3) % 26);
  return text;
}

RunConfig languageConfig(const std::filesystem::path& file, const std::string& model = "nanogpt") {
  RunConfig config;
  config.model.name = model;
  config.model.layers = 2;
  config.model.heads = 2;
  config.model.width = 32;
  config.model.context = 16;
  config.model.vocabulary = 256;
  config.model.bias = false;
  config.data.kind = "text";
  config.data.root = file.string();
  config.topoloss.tau = 1;
  config.topoloss.factor = {2, 2};
  config.optimizer.learningRate = 1e-2;
  config.optimizer.labelSmoothing = 0.05;
  config.train.epochs = 3;
  config.train.batchSize = 8;
  config.output.scalarsEvery = 5;
  return config;
}

class Language : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override { torch::set_num_threads(1); }  // threads of so small a network would only wait for each other
  TemporaryFolder place_;
  std::filesystem::path text_ = place_.write("corpus.txt", someText());
};

TEST_P(Language, LearnsAndLeavesACompleteRunFolder) {
  const auto config = languageConfig(text_, GetParam());
  EXPECT_TRUE(findProblems(config).empty());
  const RunFolder folder = RunStore(place_.path()).create("run");
  runHere(requestFor(config, folder));
  EXPECT_EQ(folder.status().state, RunState::Finished);
  EXPECT_EQ(folder.status().step, 3 * 21);  // 187 rows of 16, 19 of them set apart
  const auto rows = folder.scalars();
  EXPECT_NEAR(rows.front().taskLoss, std::log(256), 0.1);
  EXPECT_NEAR(rows.front().validationLoss, std::log(256), 0.1);
  EXPECT_LT(rows.back().validationLoss, 2);
  EXPECT_GT(rows.back().validationAccuracy, 0.9);
  EXPECT_LT(rows.back().topoLoss, rows.front().topoLoss);
  for (const auto& row : rows)
    EXPECT_TRUE(std::isnan(row.trainAccuracy) || (row.trainAccuracy >= 0 && row.trainAccuracy <= 1));
  const auto maps = folder.maps(63);
  EXPECT_EQ(maps.find("transformer.h.1.mlp.c_fc", kCosineQuantity)->values.size(), 128U);
  EXPECT_EQ(maps.find("transformer.h.0.mlp.c_proj", kNormQuantity)->values.size(), 32U);
  for (const auto& map : maps.maps)
    EXPECT_TRUE(map.quantity == kCosineQuantity || map.quantity == kNormQuantity);  // no classes, no contrasts
}

TEST_P(Language, GoesOnExactlyFromACheckpoint) {
  const auto config = languageConfig(text_, GetParam());
  const RunFolder whole = RunStore(place_.path()).create("whole"), halved = RunStore(place_.path()).create("halved");
  runHere(requestFor(config, whole));
  runUntil(requestFor(config, halved), 10);
  runHere(requestFor(config, halved, true));
  EXPECT_TRUE(sameBits(newestState(halved), newestState(whole)));
}

INSTANTIATE_TEST_SUITE_P(Both, Language, ::testing::Values("nanogpt", "gpt_neo_125m"));

/// Of plain bytes a token is a byte, so bits per byte are the loss in bits; the first row has them too.
TEST_P(Language, RowsHavePerplexityAndBitsPerByteOfTheValidation) {
  const auto config = languageConfig(text_, GetParam());
  const RunFolder folder = trainedRun(place_, "run", config);
  int validated = 0;
  for (const auto& row : folder.scalars()) {
    if (std::isnan(row.validationLoss)) {
      EXPECT_TRUE(std::isnan(row.value("validation_perplexity"))) << row.step;
      continue;
    }
    ++validated;
    EXPECT_NEAR(row.value("validation_perplexity"), std::exp(row.validationLoss), 1e-3 * std::exp(row.validationLoss));
    EXPECT_NEAR(row.value("validation_bits_per_byte"), row.validationLoss / std::log(2), 1e-4);
  }
  EXPECT_EQ(validated, 4) << "the first weights, and the end of each epoch";
  EXPECT_EQ(scalarColumn("validation_bits_per_byte").unit, "bits");
}

/// Text is drawn whenever maps are stored, so it counts in the time of the run.
TEST_P(Language, CheckCountsTheTextThatIsDrawnWithTheSnapshots) {
  auto config = languageConfig(text_, GetParam());
  config.output.sampleTokens = 30;  // beyond the context, too
  const auto drawn = checkRun(config, "cpu", 1);
  EXPECT_GT(drawn.textSeconds, 0);
  EXPECT_GE(drawn.seconds, drawn.probeSeconds + drawn.textSeconds);
  EXPECT_EQ(parseCheckReport(formatCheckReport(drawn)).textSeconds, drawn.textSeconds);
  config.output.sampleTokens = 0;
  EXPECT_EQ(checkRun(config, "cpu", 1).textSeconds, 0);
  config.output.sampleTokens = 30;
  config.output.maps = "none";
  EXPECT_EQ(checkRun(config, "cpu", 1).textSeconds, 0) << "there are no snapshots";
}

/// Which values are left out goes on too.
TEST_P(Language, GoesOnExactlyWithDropout) {
  auto config = languageConfig(text_, GetParam());
  config.model.dropout = 0.2;
  config.train.parts = 2;
  const RunFolder whole = RunStore(place_.path()).create("whole"), halved = RunStore(place_.path()).create("halved");
  runHere(requestFor(config, whole));
  runUntil(requestFor(config, halved), 10);
  runHere(requestFor(config, halved, true));
  EXPECT_TRUE(sameBits(newestState(halved), newestState(whole)));
}

class LanguageParts : public Language {};

/// With each stored snapshot, of the weights as they were, and the weights become what they become without.
TEST_F(LanguageParts, TextIsDrawnWithTheSnapshots) {
  auto config = languageConfig(text_);
  config.train.epochs = 1;
  config.output.samplePrompt = "abc";
  config.output.sampleTokens = 20;
  config.output.sampleTemperature = 0;
  const RunFolder folder = trainedRun(place_, "drawing", config);
  const auto steps = folder.mapSteps();
  for (const auto step : steps) {
    const auto text = folder.text(step);
    EXPECT_EQ(text.size(), 23u) << "bytes are tokens";
    EXPECT_TRUE(text.starts_with("abc"));
    EXPECT_EQ(folder.maps(step).text, text);
  }
  SourceRequest source;
  source.run = folder.path().string();
  SampleRequest request{.prompt = "abc", .tokens = 20, .temperature = 0};
  EXPECT_EQ("abc" + makeEngine()->sample(source, request, {}, {}).text, folder.text(steps.back()));
  config.output.sampleTokens = 0;
  const RunFolder silent = trainedRun(place_, "silent", config);
  EXPECT_EQ(silent.text(steps.back()), "");
  EXPECT_TRUE(sameBits(newestState(silent), newestState(folder)));
  folder.dropAfter(2);
  EXPECT_EQ(folder.text(2).size(), 23u);
  EXPECT_EQ(folder.text(5), "");
}

/// Trains 20 steps while somebody has asked once for maps and for this text; what came of it.
std::shared_ptr<const Snapshot> watchedOnce(const RunConfig& config, const RunFolder& folder,
                                            const TextProbeRequest& text) {
  RunChannel channel;
  RunControl control;
  JobContext context{control, channel};
  ViewRequest request;
  request.text = text;
  channel.want(request);
  std::make_unique<TrainJob>(requestFor(config, folder))->run(context);
  return channel.takeSnapshot();
}

/// Of the weights before the step, and the weights become what they become when nobody looks.
TEST_F(LanguageParts, ATextIsReadWhileTheNetworkLearns) {
  auto config = languageConfig(text_);
  config.train.steps = 20;
  const TextProbeRequest text{.text = "adgj", .layer = "transformer.h.1.mlp.c_fc"};
  const RunFolder seen = RunStore(place_.path()).create("seen");
  const auto snapshot = watchedOnce(config, seen, text);
  ASSERT_TRUE(snapshot && snapshot->probed);
  EXPECT_EQ(snapshot->step, 0);
  EXPECT_EQ(snapshot->probed->step, 0);
  EXPECT_EQ(snapshot->probed->request, text);
  const auto first = buildNetwork(config, InputShape::ofTokens(16, 256));
  const auto expected = probeText(*first, *byteTokenizer(), text, torch::kCPU);
  ASSERT_EQ(snapshot->probed->tokens.size(), 4u);
  for (std::size_t i = 1; i < 4; ++i)
    EXPECT_NEAR(snapshot->probed->tokens[i].surprisal, expected.tokens[i].surprisal, 1e-6);
  ASSERT_EQ(snapshot->probed->responses.size(), 4u * 128u);
  EXPECT_NEAR(snapshot->probed->responses[300], expected.responses[300], 1e-6);
  EXPECT_TRUE(sameBits(newestState(seen), newestState(trainedRun(place_, "unseen", config))));
}

/// It goes on learning.
TEST_F(LanguageParts, ATextThatItCannotReadIsSaidWhileTheNetworkLearns) {
  auto config = languageConfig(text_);
  config.train.steps = 20;
  config.data.further[kTokenizerSetting] = std::string("characters");
  config.output.sampleTokens = 0;
  const RunFolder folder = RunStore(place_.path()).create("run");
  const auto snapshot = watchedOnce(config, folder, {.text = "ABC"});
  ASSERT_TRUE(snapshot && snapshot->probed);
  EXPECT_FALSE(snapshot->probed->problem.empty());
  EXPECT_TRUE(snapshot->probed->tokens.empty());
  EXPECT_EQ(folder.status().state, RunState::Finished);
}

TEST_F(LanguageParts, APromptThatItsTokenizerCannotReadIsRefusedBeforeTheStart) {
  auto config = languageConfig(text_);
  config.data.further[kTokenizerSetting] = std::string("characters");
  config.output.samplePrompt = "ABC";  // capitals, which the text has not
  const RunFolder folder = RunStore(place_.path()).create("run");
  EXPECT_TRUE(holds(errorSentence([&] { runHere(requestFor(config, folder)); }), "output.sample_prompt"));
  config.output.samplePrompt.clear();
  config.train.epochs = 1;
  EXPECT_EQ(trainedRun(place_, "other", config).text(0).size(), 100u) << "the text has no line end to begin with";
}

TEST_F(LanguageParts, AHeadOfItsOwnIsTrainedStoredAndGoneOnWith) {
  auto config = languageConfig(text_);
  config.model.tiedHead = false;
  config.model.gelu = "tanh";
  const RunFolder whole = RunStore(place_.path()).create("whole"), halved = RunStore(place_.path()).create("halved");
  runHere(requestFor(config, whole));
  runUntil(requestFor(config, halved), 10);
  runHere(requestFor(config, halved, true));
  EXPECT_TRUE(sameBits(newestState(halved), newestState(whole)));
  const auto file = whole.checkpoint(whole.checkpointSteps().back()) / "model.safetensors";
  const auto first = makeStateDict(*buildNetwork(config, InputShape::ofTokens(16, 256)));
  for (const auto& [name, tensor] : readWeights(file))
    for (const auto& [other, before] : first)
      if (name == other && (name == "lm_head.weight" || name == "transformer.wte.weight")) {
        EXPECT_FALSE(torch::equal(tensor, before)) << name;
      }
  const auto metadata = openWeights(file).metadata;  // the file alone says what its shapes do not
  EXPECT_EQ(metadata.at("model.heads"), "2");
  EXPECT_EQ(metadata.at("model.tied_head"), "false");
  EXPECT_EQ(metadata.at("model.gelu"), "tanh");
}

TEST_F(LanguageParts, TheTaskLossIsTheMeanOverPositions) {
  auto config = languageConfig(text_);
  const auto data = openRunData(config);
  const auto facts = readDataFacts(data);
  const auto batch = makeBatch(*data.training, {0, 5, 9}, {});
  for (const double smoothing : {0.0, 0.2}) {
    config.optimizer.labelSmoothing = smoothing;
    const auto logits =
        buildNetwork(config, facts.input)->forward(batch.images).detach().to(torch::kDouble);  // [3, 16, 256]
    const auto logs = torch::log_softmax(logits, 2);
    const auto right = logs.gather(2, batch.labels.unsqueeze(2)).mean().item<double>(),
               all = logs.mean().item<double>();
    Trainer trainer(config, buildNetwork(config, facts.input), 10);
    const auto result = trainer.step(batch, {.scalars = true});
    EXPECT_NEAR(result.taskLoss.item<double>(), -((1 - smoothing) * right + smoothing * all), 1e-5);
    EXPECT_EQ(result.correct.item<std::int64_t>(), (logits.argmax(2) == batch.labels).sum().item<std::int64_t>());
  }
}

TEST_F(LanguageParts, PerplexityIsOfAllTokensPredicted) {
  const auto config = languageConfig(text_);
  const auto data = openRunData(config).training;
  const auto model = buildNetwork(config, makeInputShape(*data));
  Batcher::Options options;
  options.batchSize = 50;  // the last batch is smaller
  const auto found = evaluate(*model, data, options);
  torch::NoGradGuard noGrad;
  double loss = 0;
  for (std::int64_t row = 0; row < data->size(); ++row) {
    const auto example = data->get(row);
    const auto logs = torch::log_softmax(model->forward(example.image.unsqueeze(0))[0].to(torch::kDouble), 1);
    loss -= logs.gather(1, example.next.unsqueeze(1)).sum().item<double>();
  }
  EXPECT_TRUE(found.language);
  EXPECT_EQ(found.count, 16 * data->size());
  EXPECT_NEAR(found.loss, loss / double(found.count), 1e-5);
  EXPECT_NEAR(found.perplexity, std::exp(loss / double(found.count)), 1e-2);
}

TEST_F(LanguageParts, AResponseIsTheMeanOverTokens) {
  const auto config = languageConfig(text_);
  const auto data = openRunData(config).validation;
  const auto model = buildNetwork(config, makeInputShape(*data));
  const std::string layer = "transformer.h.1.mlp.c_fc";
  ResponseStorage storage;
  const auto responses = collectResponses(*model, data, {}, {{layer}}, storage).units.at(layer);
  EXPECT_EQ(responses.sizes(), (std::vector<std::int64_t>{data->size(), 128}));
  torch::NoGradGuard noGrad;
  Recording all({layer}, Pooling::Mean, /*everyToken=*/true);
  Taps taps;
  all.addTo(taps);
  model->forward(data->get(3).image.unsqueeze(0), taps);
  EXPECT_EQ(all.seen.at(layer).sizes(), (std::vector<std::int64_t>{16, 128}));
  EXPECT_TRUE(torch::allclose(all.seen.at(layer).mean(0), responses[3], 1e-4, 1e-5));
}

/// A row is a position of a sequence, and stays so; the mean over the positions is what the mean of a sequence was.
TEST_F(LanguageParts, ResponsesKeepTheirSequenceAndPosition) {
  const auto config = languageConfig(text_);
  const auto data = openRunData(config).validation;
  const auto model = buildNetwork(config, makeInputShape(*data));
  const std::string layer = "transformer.h.1.mlp.c_fc";
  ResponseStorage storage;
  const auto mean = collectResponses(*model, data, {}, {{layer}}, storage);
  const auto each = collectResponses(*model, data, {}, {{layer}, Pooling::Mean, true}, storage);
  EXPECT_EQ(mean.rows, (ResponseRows{data->size(), 1}));
  EXPECT_EQ(each.rows, (ResponseRows{data->size(), 16}));
  EXPECT_EQ(each.units.at(layer).sizes(), (std::vector<std::int64_t>{each.rows.count(), 128}));
  // [sequences * positions, units] -> [sequences, positions, units]
  const auto byPosition = each.units.at(layer).view({each.rows.stimuli, each.rows.positions, 128});
  EXPECT_TRUE(torch::allclose(byPosition.mean(1), mean.units.at(layer), 1e-5, 1e-6));
  torch::NoGradGuard noGrad;
  Recording alone({layer}, Pooling::Mean, true);
  Taps taps;
  alone.addTo(taps);
  model->forward(data->get(2).image.unsqueeze(0), taps);
  const auto row = each.rows.rowIndex(2, 5);
  EXPECT_TRUE(torch::allclose(each.units.at(layer)[row], alone.seen.at(layer)[5], 1e-4, 1e-5));
  EXPECT_TRUE(torch::equal(byPosition[2][5], each.units.at(layer)[row]));
}

TEST_F(LanguageParts, ModelsAndDataThatDoNotGoTogetherAreAProblemOfTheKind) {
  const auto onKind = [](const RunConfig& config) {
    for (const auto& problem : findProblems(config))
      if (problem.key == "data.kind" && problem.severity == Problem::Severity::Error) return problem.sentence;
    return std::string();
  };
  auto config = languageConfig(text_);
  config.data = smallConfig().data;
  EXPECT_EQ(
      onKind(config),
      "nanogpt reads tokens, but data of the kind bars are images; name data of the kind tokens, text or sentences, or "
      "another model.");
  EXPECT_TRUE(holds(errorSentence([&] { openRunData(config); }), "nanogpt reads tokens"));
  config = smallConfig();
  config.data = languageConfig(text_).data;
  EXPECT_TRUE(holds(onKind(config), "mlp reads images", "text are tokens", "bars"));
  EXPECT_EQ(onKind(languageConfig(text_)), "");
}

TEST_F(LanguageParts, CountsThatDoNotFitAreToldWithTheirMend) {
  const auto findProblem = [](const RunConfig& config, const std::string& key) {
    for (const auto& problem : findProblems(config))
      if (problem.key == key) return problem;
    return Problem{};
  };
  auto config = languageConfig(text_);
  config.model.vocabulary = 300;
  EXPECT_EQ(findProblem(config, "model.vocabulary").severity, Problem::Severity::Warning);
  EXPECT_TRUE(holds(findProblem(config, "model.vocabulary").sentence, "256 kinds of tokens", "300", "unused"));
  EXPECT_EQ(findProblem(config, "model.vocabulary").fix.at(0).second, "256");
  config = languageConfig(text_);
  config.data.context = 17;
  EXPECT_EQ(findProblem(config, "data.context").severity, Problem::Severity::Error);
  EXPECT_TRUE(holds(findProblem(config, "data.context").sentence, "rows of 17 tokens", "16 at once"));
  config.data.context = 4;
  EXPECT_TRUE(findProblems(config).empty());
  EXPECT_EQ(readDataFacts(config).input.tokens, 4);
  config.data.validation = 0;
  EXPECT_TRUE(holds(findProblem(config, "data.validation").sentence, "data.validation is 0"));
  config = languageConfig(text_);
  config.model.heads = 5;
  EXPECT_TRUE(holds(findProblem(config, "model.name").sentence, "model.width is 32"));
}

TEST_F(LanguageParts, LongVocabulariesAreEvaluatedInSmallBatches) {
  EXPECT_EQ(examplesAtOnce(250, {3, 224, 224}, torch::kCPU), 250);
  EXPECT_EQ(examplesAtOnce(250, InputShape::ofTokens(16, 256), torch::kCPU), 250);
  EXPECT_EQ(examplesAtOnce(250, InputShape::ofTokens(1024, 50304), torch::kCPU), 2);
  EXPECT_EQ(examplesAtOnce(250, InputShape::ofTokens(1'000'000, 50304), torch::kCPU), 1);
}

TEST_F(LanguageParts, SettingsOfImagesAreIdle) {
  const auto idle = makeEngine()->idleSettings(languageConfig(text_));
  const auto isIdle = [&](const char* key) { return std::find(idle.begin(), idle.end(), key) != idle.end(); };
  EXPECT_TRUE(isIdle("model.classes") && isIdle("model.patch_size") && isIdle("data.image_size") &&
              isIdle("data.augment") && isIdle("data.mean"));
  EXPECT_FALSE(isIdle("model.layers") || isIdle("model.context") || isIdle("model.bias") || isIdle("data.context") ||
               isIdle("data.root"));
}

TEST_F(LanguageParts, FactsOfThePublishedSizesTakeNoTimeOrRandomNumbers) {
  torch::manual_seed(9);
  const auto expected = torch::rand({3});
  torch::manual_seed(9);
  RunConfig config;
  config.model = findModel("nanogpt").defaults().model;
  const auto facts = describeNetwork(config, defaultInputShape(config.model));
  EXPECT_EQ(facts.parameters, 124'373'760);
  EXPECT_EQ(facts.layers.size(), 48U);
  EXPECT_TRUE(torch::equal(torch::rand({3}), expected));
}

}  // namespace
}  // namespace studio
