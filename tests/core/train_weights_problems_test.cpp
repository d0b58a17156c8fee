// Weights to start from that do not fit the model: how many do, the first that does not with both shapes, and the way out.
#include <algorithm>
#include <cmath>

#include "core/run/error.h"
#include "core/run/npy.h"
#include "core/train/run_problems.h"
#include "core/train/weights_problems.h"
#include "tests/core/train_fixture.h"

namespace studio {
namespace {

constexpr InputShape kImages{3, 32, 32};

RunConfig resnetFor(std::int64_t classes) {
  RunConfig config;
  config.model.name = "resnet18";
  config.model.classes = classes;
  config.model.smallImages = true;
  return config;
}

std::string saved(const RunConfig& config, const TemporaryFolder& place, const InputShape& input = kImages) {
  const auto file = place.path() / "weights.pt";
  writeWeights(file, stateDictOf(*previewNetwork(config, input)));
  return file.string();
}

TEST(WeightsProblems, ThoseThatFitAreNone) {
  const TemporaryFolder place;
  auto config = resnetFor(10);
  EXPECT_TRUE(weightsProblems(config, kImages).empty());     // none named
  config.model.weights = saved(config, place);
  EXPECT_TRUE(weightsProblems(config, kImages).empty());
  config.model.blurPool = true;                               // they load, but were not made for this
  EXPECT_NO_THROW(previewNetwork(config, kImages));
  const auto problems = weightsProblems(config, kImages);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].severity, Problem::Severity::Warning);
  for (const auto& [key, value] : problems[0].mend) applySetting(config, key + "=" + value);
  EXPECT_TRUE(weightsProblems(config, kImages).empty());
}

TEST(WeightsProblems, OtherClassesAreToldWithBothShapesAndMended) {
  const TemporaryFolder place;
  auto config = resnetFor(1000);
  config.model.weights = saved(resnetFor(100), place);
  const auto problems = weightsProblems(config, kImages);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_NE(problems[0].sentence.find("120 of 122 weights"), std::string::npos) << problems[0].sentence;
  EXPECT_NE(problems[0].sentence.find("fc.bias is 100, the model has 1000"), std::string::npos) << problems[0].sentence;
  for (const auto& [key, value] : problems[0].mend) applySetting(config, key + "=" + value);
  EXPECT_TRUE(weightsProblems(config, kImages).empty());
  EXPECT_EQ(config.model.classes, 100);
}

/// A GPT to start from, as another program stored it.
struct StoredGpt {
  TemporaryFolder place;
  RunConfig config;
  InputShape tokens = InputShape::ofTokens(16, 50);
  StoredGpt(std::int64_t heads, bool tied, const std::map<std::string, std::string>& texts) {
    config.model.name = "nanogpt";
    config.model.layers = 1, config.model.width = 48, config.model.context = 16, config.model.vocabulary = 50;
    auto stored = config;
    stored.model.heads = heads, stored.model.tiedHead = tied;
    config.model.weights = (place.path() / "gpt.safetensors").string();
    writeWeights(config.model.weights, stateDictOf(*previewNetwork(stored, tokens)), texts);
  }
  std::vector<Problem> problems() const { return weightsProblems(config, tokens); }
  void mend() {
    for (const auto& problem : problems())
      for (const auto& [key, value] : problem.mend) applySetting(config, key + "=" + value);
  }
};

TEST(WeightsProblems, HeadsThatAreToldNowhereAreAskedFor) {
  StoredGpt bare(6, true, {});
  ASSERT_EQ(bare.problems().size(), 1U);
  EXPECT_EQ(bare.problems()[0].severity, Problem::Severity::Error);
  EXPECT_EQ(bare.problems()[0].key, "model.heads");
  EXPECT_NE(bare.problems()[0].sentence.find("gpt.safetensors does not say how many attention heads its network has (width 48); set model.heads"), std::string::npos);
  bare.config.model.heads = 6;
  EXPECT_TRUE(bare.problems().empty());
}

TEST(WeightsProblems, WhatTheFileSaysAndTheModelDoesNotIsAnErrorUnlessNamed) {
  StoredGpt stored(6, false, {{"model_args.n_head", "6"}, {"activation_function", "gelu_new"}, {"layer_norm_epsilon", "1e-3"}});
  auto problems = stored.problems();   // heads, gelu, epsilon, head
  ASSERT_EQ(problems.size(), 4U);
  for (const auto& problem : problems) EXPECT_EQ(problem.severity, Problem::Severity::Error) << problem.sentence;
  stored.mend();
  EXPECT_TRUE(stored.problems().empty());
  EXPECT_EQ(stored.config.model.heads, 6);
  EXPECT_EQ(stored.config.model.gelu, "tanh");
  EXPECT_EQ(stored.config.model.normEpsilon, 1e-3);
  EXPECT_FALSE(stored.config.model.tiedHead);
  EXPECT_NO_THROW(previewNetwork(stored.config, stored.tokens));
  stored.config.model.heads = 8;
  problems = stored.problems();
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].severity, Problem::Severity::Warning);   // named: a choice
}

TEST(WeightsProblems, AnotherModelIsNamedAndOffered) {
  const TemporaryFolder place;
  auto config = smallConfig();
  config.model.weights = saved(resnetFor(8), place);
  const auto problems = weightsProblems(config, {1, 8, 8});
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].mendLabel, "Use resnet18");
  for (const auto& [key, value] : problems[0].mend) applySetting(config, key + "=" + value);
  EXPECT_EQ(config.model.name, "resnet18");
  EXPECT_TRUE(config.model.smallImages);
  EXPECT_TRUE(weightsProblems(config, kImages).empty());
  const auto all = modelProblems(smallConfig(), {1, 8, 8});   // and they are among the problems of a run
  EXPECT_TRUE(all.empty());
  config = smallConfig();
  config.model.weights = (place.path() / "missing.pt").string();
  EXPECT_EQ(modelProblems(config, {1, 8, 8}).size(), 1u);
}

TEST(WeightsProblems, NaNIsFoundWhereItIsReadAndNoTrainingBegins) {
  const TemporaryFolder place;
  auto config = smallConfig();
  const InputShape input{1, 8, 8};
  const auto file = (place.path() / "nan.safetensors").string();
  auto tensors = stateDictOf(*previewNetwork(config, input));
  const auto weight = std::find_if(tensors.begin(), tensors.end(), [](const auto& item) { return item.first == "fc1.weight"; });
  weight->second = weight->second.clone();
  weight->second[2][5] = std::nan("");
  writeWeights(file, tensors);
  config.model.weights = file;
  const auto problems = weightsProblems(config, input);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].severity, Problem::Severity::Error);
  for (const char* part : {"nan.safetensors", "fc1.weight", "NaN at [2, 5]", "1 of 4096"}) EXPECT_NE(problems[0].sentence.find(part), std::string::npos) << problems[0].sentence;
}

/// The learning rate is not to blame for data that no network could compute with.
TEST(TrainJob, DataTooLargeToComputeWithAreNamedNotTheLearningRate) {
  const TemporaryFolder place;
  auto config = smallConfig();
  config.data.kind = "arrays";
  config.data.root = (place.path() / "large.npz").string();
  config.model.hidden = {256};
  std::vector<float> values(40 * 64, 3e38f);
  std::vector<std::int64_t> labels;
  for (std::int64_t image = 0; image < 40; ++image) labels.push_back(image % 8);
  writeNpz(config.data.root, {{"x", NpyArray::from(values, {40, 8, 8})}, {"y", NpyArray::from(labels, {40})}});
  std::string sentence;
  try {
    runHere(requestFor(config, RunStore(place.path()).create("large")));
  } catch (const UserError& error) {
    sentence = error.what();
  }
  EXPECT_NE(sentence.find("values of the data (up to 3e+38)"), std::string::npos) << sentence;
  EXPECT_EQ(sentence.find("learning rate"), std::string::npos) << sentence;
}

TEST(DataFacts, AClassWithoutImagesIsAWarning) {
  const TemporaryFolder place;
  auto config = smallConfig();
  config.data.kind = "arrays";
  config.data.root = (place.path() / "gap.npz").string();
  config.data.validation = 0;
  writeNpz(config.data.root, {{"x", NpyArray::from(std::vector<float>(6 * 64), {6, 8, 8})}, {"y", NpyArray::from(std::vector<std::int64_t>{1, 2, 3, 1, 2, 3}, {6})}});
  const auto notes = factsOf(openDataOf(config)).remarks;
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_NE(notes[0].find("No training image is of the class 0"), std::string::npos) << notes[0];
}

}  // namespace
}  // namespace studio
