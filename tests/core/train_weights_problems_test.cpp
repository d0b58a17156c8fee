// Weights to start from that do not fit the model: how many do, the first that does not with both shapes, and the way
// out.
#include <algorithm>
#include <cmath>

#include "core/network/source.h"
#include "core/engine_jobs.h"
#include "core/run/error.h"
#include "core/run/npy.h"
#include "core/train/preflight.h"
#include "tests/core/train_fixture.h"
#include "tests/support/user_error.h"

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
  writeWeights(file, makeStateDict(*previewNetwork(config, input)));
  return file.string();
}

TEST(WeightsProblems, ThoseThatFitAreNone) {
  const TemporaryFolder place;
  auto config = resnetFor(10);
  EXPECT_TRUE(weightsProblems(config, kImages).empty());  // none named
  config.model.weights = saved(config, place);
  EXPECT_TRUE(weightsProblems(config, kImages).empty());
  config.model.blurPool = true;  // they load, but were not made for this
  EXPECT_NO_THROW(previewNetwork(config, kImages));
  const auto problems = weightsProblems(config, kImages);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].severity, Problem::Severity::Warning);
  for (const auto& [key, value] : problems[0].fix) applySetting(config, key + "=" + value);
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
  for (const auto& [key, value] : problems[0].fix) applySetting(config, key + "=" + value);
  EXPECT_TRUE(weightsProblems(config, kImages).empty());
  EXPECT_EQ(config.model.classes, 100);
}

TEST(WeightsProblems, WhatFitsCanBeLoadedAndTheRestIsNamed) {
  const TemporaryFolder place;
  auto config = resnetFor(1000);
  config.model.weights = saved(resnetFor(100), place);
  ASSERT_TRUE(weightsProblems(config, kImages).at(0).compares);
  const auto fit = findWeightsFit(config);
  EXPECT_EQ(fit.fitting, 120);
  EXPECT_EQ(fit.ours, 122);
  ASSERT_EQ(fit.tensors.size(), 122U);
  EXPECT_EQ(fit.tensors[0].name, "fc.bias");
  EXPECT_EQ(fit.tensors[0].kind, WeightsFit::Kind::OtherShape);
  EXPECT_EQ(fit.tensors[1].theirs, "100x512");
  EXPECT_EQ(fit.tensors[1].ours, "1000x512");
  EXPECT_EQ(fit.tensors[2].kind, WeightsFit::Kind::Fits);
  config.model.partialWeights = true;
  const auto problems = weightsProblems(config, kImages);
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].severity, Problem::Severity::Warning);
  EXPECT_TRUE(holds(problems[0].sentence, "120 of 122", "fc.bias", "fc.weight"));
  const auto loaded = makeStateDict(*previewNetwork(config, kImages));
  const auto file = readWeights(config.model.weights);
  auto plain = config;
  plain.model.weights.clear();
  const auto random = makeStateDict(*previewNetwork(plain, kImages));
  for (std::size_t i = 0; i < loaded.size(); ++i) {
    const bool ofFile = !loaded[i].first.starts_with("fc.");
    EXPECT_TRUE(loaded[i].second.equal((ofFile ? file : random)[i].second)) << loaded[i].first;
  }
}

TEST(WeightsProblems, AFileOfWhichNothingFitsCannotBeLoadedInPart) {
  const TemporaryFolder place;
  auto config = smallConfig();
  config.model.weights = saved(resnetFor(8), place);
  EXPECT_FALSE(weightsProblems(config, {1, 8, 8}).at(0).compares);
  config.model.partialWeights = true;
  EXPECT_TRUE(holds(weightsProblems(config, {1, 8, 8}).at(0).sentence, "No weight of"));
  EXPECT_TRUE(holds(errorSentence([&] { previewNetwork(config, {1, 8, 8}); }), "No weight of"));
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
    writeWeights(config.model.weights, makeStateDict(*previewNetwork(stored, tokens)), texts);
  }
  std::vector<Problem> problems() const { return weightsProblems(config, tokens); }
  void fix() {
    for (const auto& problem : problems())
      for (const auto& [key, value] : problem.fix) applySetting(config, key + "=" + value);
  }
};

TEST(WeightsProblems, HeadsThatAreToldNowhereAreAskedFor) {
  StoredGpt bare(6, true, {});
  ASSERT_EQ(bare.problems().size(), 1U);
  EXPECT_EQ(bare.problems()[0].severity, Problem::Severity::Error);
  EXPECT_EQ(bare.problems()[0].key, "model.heads");
  EXPECT_NE(bare.problems()[0].sentence.find(
                "gpt.safetensors does not say how many attention heads its network has (width 48); set model.heads"),
            std::string::npos);
  bare.config.model.heads = 6;
  EXPECT_TRUE(bare.problems().empty());
}

TEST(WeightsProblems, WhatTheFileSaysAndTheModelDoesNotIsAnErrorUnlessNamed) {
  StoredGpt stored(6, false,
                   {{"model_args.n_head", "6"}, {"activation_function", "gelu_new"}, {"layer_norm_epsilon", "1e-3"}});
  auto problems = stored.problems();  // heads, gelu, epsilon, head
  ASSERT_EQ(problems.size(), 4U);
  for (const auto& problem : problems) EXPECT_EQ(problem.severity, Problem::Severity::Error) << problem.sentence;
  stored.fix();
  EXPECT_TRUE(stored.problems().empty());
  EXPECT_EQ(stored.config.model.heads, 6);
  EXPECT_EQ(stored.config.model.gelu, "tanh");
  EXPECT_EQ(stored.config.model.normEpsilon, 1e-3);
  EXPECT_FALSE(stored.config.model.tiedHead);
  EXPECT_NO_THROW(previewNetwork(stored.config, stored.tokens));
  stored.config.model.heads = 8;
  problems = stored.problems();
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].severity, Problem::Severity::Warning);  // named: a choice
}

TEST(WeightsProblems, AnotherModelIsNamedAndOffered) {
  const TemporaryFolder place;
  auto config = smallConfig();
  config.model.weights = saved(resnetFor(8), place);
  const auto problems = weightsProblems(config, {1, 8, 8});
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].fixLabel, "Use resnet18");
  for (const auto& [key, value] : problems[0].fix) applySetting(config, key + "=" + value);
  EXPECT_EQ(config.model.name, "resnet18");
  EXPECT_TRUE(config.model.smallImages);
  EXPECT_TRUE(weightsProblems(config, kImages).empty());
  const auto all = modelProblems(smallConfig(), {1, 8, 8});  // and they are among the problems of a run
  EXPECT_TRUE(all.empty());
  config = smallConfig();
  config.model.weights = (place.path() / "missing.pt").string();
  EXPECT_EQ(modelProblems(config, {1, 8, 8}).size(), 1u);
}

/// A file of a small ResNet with these texts, and data of this preparation and these classes.
std::vector<Problem> againstData(const std::map<std::string, std::string>& texts, const DataFacts& facts,
                                 const std::vector<std::string>& settings = {}) {
  const TemporaryFolder place;
  auto config = resnetFor(3);
  const auto file = (place.path() / "w.safetensors").string();
  writeWeights(file, makeStateDict(*previewNetwork(config, kImages)), texts);
  config.model.weights = file;
  for (const auto& setting : settings) applySetting(config, setting);
  auto problems = weightsDataProblems(config, facts);
  for (const auto& problem : problems)  // the way out is one
    for (const auto& [key, value] : problem.fix) applySetting(config, key + "=" + value);
  if (!problems.empty() && !problems[0].fix.empty()) {
    EXPECT_TRUE(weightsDataProblems(config, facts).empty());
  }
  return problems;
}

TEST(WeightsProblems, ImagesPreparedOtherwiseAreAWarningWithItsMend) {
  const std::map<std::string, std::string> texts{{"data.mean", "[0.5,0.4,0.3]"}, {"data.std", "[0.2,0.2,0.2]"}};
  DataFacts facts{kImages, 10, 2, 3, {}, {}, {0.485, 0.456, 0.406}, {0.229, 0.224, 0.225}};
  const auto problems = againstData(texts, facts);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].severity, Problem::Severity::Warning);
  for (const char* part : {"w.safetensors was made with images of mean 0.5, 0.4, 0.3 and std 0.2",
                           "mean 0.485, 0.456, 0.406", "set data.mean and data.std"})
    EXPECT_NE(problems[0].sentence.find(part), std::string::npos) << problems[0].sentence;
  EXPECT_TRUE(againstData(texts, facts, {"data.mean=[0.5,0.4,0.3]", "data.std=0.2"}).empty());
  EXPECT_EQ(againstData(texts, facts, {"data.mean=0.5", "data.std=0.2"}).size(), 1u);
  facts.mean = facts.std = {};  // arrays are taken as they are
  EXPECT_TRUE(againstData(texts, facts).empty());
}

TEST(WeightsProblems, OtherClassNamesOrAnotherOrderAreAWarning) {
  const std::map<std::string, std::string> texts{{"class_names", R"(["ape","bee","cat"])"}};
  const auto classes = [&](const std::vector<std::string>& names) {
    const auto problems = againstData(texts, {kImages, 10, 2, std::int64_t(names.size()), {}, names, {0.5}, {0.5}});
    EXPECT_LE(problems.size(), 1u);
    return problems.empty() ? std::string() : problems[0].sentence;
  };
  EXPECT_EQ(classes({"ape", "bee", "cat"}), "");
  EXPECT_EQ(classes({"ape", "bee"}), "");   // one output is not used
  EXPECT_EQ(classes({"0", "1", "2"}), "");  // numbers are no names
  EXPECT_EQ(classes({}), "");
  const auto order = classes({"ape", "cat", "bee"});
  for (const char* part : {"w.safetensors was trained on the classes ape, bee, cat, the data have ape, cat, bee, the "
                           "same in another order",
                           "output 1 is bee there, cat here", "trained again", "take data with"})
    EXPECT_NE(order.find(part), std::string::npos) << order;
  const auto other = classes({"ape", "dog", "cat"});
  EXPECT_NE(other.find("output 1 is bee there, dog here"), std::string::npos) << other;
  EXPECT_EQ(other.find("another order"), std::string::npos) << other;
}

/// Both are among what `check` prints and in the log of the run.
TEST(WeightsProblems, WhatTheDataDoOtherwiseIsToldByCheckAndLogged) {
  const TemporaryFolder place;
  auto config = smallConfig();
  config.train.epochs = 1;
  const auto file = (place.path() / "start.safetensors").string();
  writeWeights(
      file, makeStateDict(*previewNetwork(config, {1, 8, 8})),
      {{"data.mean", "[0.2]"}, {"data.std", "[0.3]"}, {"class_names", R"(["a","b","c","d","e","f","g","h"])"}});
  config.model.weights = file;
  const auto problems = runProblems(config, readDataFacts(config));
  EXPECT_EQ(std::count_if(problems.begin(), problems.end(),
                          [](const Problem& problem) { return problem.severity == Problem::Severity::Warning; }),
            2);
  const auto folder = RunStore(place.path()).create("run");
  runHere(requestFor(config, folder));
  const auto log = folder.log();
  for (const char* part : {"was made with images of mean 0.2", "was trained on the classes a, b",
                           "training prepares its images by data.mean"})
    EXPECT_NE(log.find(part), std::string::npos) << log;
}

TEST(WeightsProblems, ADamagedCheckpointIsNoPlaceToStart) {
  const TemporaryFolder place;
  auto config = smallConfig();
  config.train.epochs = 1;
  const auto folder = RunStore(place.path()).create("run");
  runHere(requestFor(config, folder));
  const auto file = folder.checkpoint(folder.checkpointSteps().back()) / "model.safetensors";
  config.model.weights = file.string();
  EXPECT_TRUE(weightsProblems(config, {1, 8, 8}).empty());
  ASSERT_TRUE(unitOfWeights(file, "fc1", 3));
  auto bytes = readFileBytes(file);
  bytes[bytes.size() - 3] = char(bytes[bytes.size() - 3] ^ 1);
  place.write("run/checkpoints/" + file.parent_path().filename().string() + "/model.safetensors", bytes);
  std::filesystem::last_write_time(file, std::filesystem::last_write_time(file) + std::chrono::seconds(2));
  const auto problems = weightsProblems(config, {1, 8, 8});
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_NE(problems[0].sentence.find("is damaged"), std::string::npos) << problems[0].sentence;
  EXPECT_THROW(unitOfWeights(file, "fc1", 3), UserError);
}

TEST(WeightsProblems, NaNIsFoundWhereItIsReadAndNoTrainingBegins) {
  const TemporaryFolder place;
  auto config = smallConfig();
  const InputShape input{1, 8, 8};
  const auto file = (place.path() / "nan.safetensors").string();
  auto tensors = makeStateDict(*previewNetwork(config, input));
  const auto weight =
      std::find_if(tensors.begin(), tensors.end(), [](const auto& item) { return item.first == "fc1.weight"; });
  weight->second = weight->second.clone();
  weight->second[2][5] = std::nan("");
  writeWeights(file, tensors);
  config.model.weights = file;
  const auto problems = weightsProblems(config, input);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].severity, Problem::Severity::Error);
  for (const char* part : {"nan.safetensors", "fc1.weight", "NaN at [2, 5]", "1 of 4096"})
    EXPECT_NE(problems[0].sentence.find(part), std::string::npos) << problems[0].sentence;
}

TEST(WeightsProblems, AVarianceBelowZeroIsNoPlaceToStart) {
  const TemporaryFolder place;
  auto config = resnetFor(10);
  config.model.weights = (place.path() / "negative.safetensors").string();
  auto start = config;
  start.model.weights.clear();
  auto tensors = makeStateDict(*previewNetwork(start, kImages));
  for (auto& [name, tensor] : tensors)
    if (name == "bn1.running_var") tensor = -tensor;
  writeWeights(config.model.weights, tensors);
  const auto problems = weightsProblems(config, kImages);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_NE(problems[0].sentence.find("bn1.running_var holds -1, a variance below zero"), std::string::npos)
      << problems[0].sentence;
  SourceRequest request;  // and whoever asks the network is warned
  request.model = "resnet18", request.weights = config.model.weights;
  std::string warning;
  warnOfWeights(openSource(request), {.warn = [&](const std::string& sentence) { warning = sentence; }});
  EXPECT_NE(warning.find("bn1.running_var holds -1, a variance below zero; the network's outputs are undefined"),
            std::string::npos)
      << warning;
  EXPECT_NE(readWeightsReport(config.model.weights).notes.back().find("bn1.running_var holds -1"), std::string::npos);
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
  writeNpz(config.data.root, {{"x", NpyArray::from(std::vector<float>(6 * 64), {6, 8, 8})},
                              {"y", NpyArray::from(std::vector<std::int64_t>{1, 2, 3, 1, 2, 3}, {6})}});
  const auto notes = readDataFacts(openRunData(config)).remarks;
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_NE(notes[0].find("No training image is of the class 0"), std::string::npos) << notes[0];
}

}  // namespace
}  // namespace studio
