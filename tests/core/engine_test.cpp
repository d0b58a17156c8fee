// The engine's interface: tables, problems with their fixes, previews, pre-flight, places and devices.
#include <algorithm>
#include <cstdlib>

#include "core/engine_jobs.h"
#include "core/run/error.h"
#include "tests/core/train_fixture.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

const Problem* find(const std::vector<Problem>& problems, const std::string& part) {
  for (const auto& problem : problems)
    if (problem.sentence.find(part) != std::string::npos) return &problem;
  return nullptr;
}

bool hasError(const std::vector<Problem>& problems) {
  return std::any_of(problems.begin(), problems.end(),
                     [](const Problem& problem) { return problem.severity == Problem::Severity::Error; });
}

/// Presses the problem's button; the problem must be gone then.
void expectCorrected(RunConfig config, const std::string& part) {
  const auto problems = findProblems(config);
  const auto* problem = find(problems, part);
  ASSERT_NE(problem, nullptr) << part;
  ASSERT_FALSE(problem->fix.empty()) << problem->sentence;
  EXPECT_FALSE(problem->fixLabel.empty());
  for (const auto& [key, value] : problem->fix) applySetting(config, key + "=" + value);
  EXPECT_EQ(find(findProblems(config), part), nullptr) << problem->sentence;
  EXPECT_FALSE(hasError(findProblems(config)));
}

TEST(Engine, ASoundConfigurationHasNoProblems) { EXPECT_TRUE(findProblems(smallConfig()).empty()); }

TEST(Engine, AFactorThatDoesNotFitIsAnErrorWithAMend) {
  auto config = smallConfig();
  config.topoloss.factor = {20, 20};
  EXPECT_TRUE(hasError(findProblems(config)));
  EXPECT_EQ(find(findProblems(config), "does not fit")->sentence,
            "The factor 20 × 20 does not fit fc1: its sheet is 8 × 8, at most 4 × 4 makes sense.");
  expectCorrected(config, "does not fit");
  config = smallConfig();
  config.model.hidden = {64, 36};
  config.topoloss.overrides = {{"fc2", {}, {{50, 50}}}};
  expectCorrected(config, "does not fit");
}

TEST(Engine, AFactorThatFitsNoLayerIsOneProblemThatNamesThemAll) {
  auto config = smallConfig();
  config.model = {};
  config.model.name = "resnet18";
  config.model.smallImages = true;
  config.model.classes = 8;
  config.topoloss.factor = {40, 40};
  const auto problems = findProblems(config);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_TRUE(holds(problems[0].sentence, "16 layers", "layer1.0.conv1, ", "layer4.1.conv2.", "4 × 4"));
  EXPECT_EQ(problems[0].fixLabel, "Use 4 × 4");
  expectCorrected(config, "does not fit");
  config.topoloss.factor = {8, 8};  // fits, but leaves one value of the sheets of 8 x 8
  ASSERT_EQ(findProblems(config).size(), 1u);
  EXPECT_TRUE(holds(findProblems(config)[0].sentence, "4 layers to a single value"));
  config.topoloss.factor = {2, 2};
  config.topoloss.defaultLayers = false;
  config.topoloss.layers = {"fc1", "fc2", "fc3"};  // of another network
  ASSERT_EQ(findProblems(config).size(), 1u);
  EXPECT_TRUE(holds(findProblems(config)[0].sentence, "`fc1`, `fc2`, `fc3`"));
  expectCorrected(config, "fc1");
}

TEST(Engine, AFactorThatBlursToOneValueIsAWarning) {
  auto config = smallConfig();
  config.topoloss.factor = {8, 8};
  EXPECT_FALSE(hasError(findProblems(config)));
  EXPECT_NE(find(findProblems(config), "to a single value"), nullptr);
}

TEST(Engine, StripsClassesAndLayersAreTold) {
  auto config = smallConfig();
  config.model.hidden = {64, 97};
  config.topoloss.factor = {1, 3};
  expectCorrected(config, "strip (97 is prime)");
  config = smallConfig();
  config.model.classes = 10;
  expectCorrected(config, "8 classes");
  config.model.classes = 4;
  EXPECT_TRUE(hasError(findProblems(config)));
  expectCorrected(config, "8 classes");
  config = smallConfig();
  config.topoloss.defaultLayers = false;
  config.topoloss.layers = {"fc3"};
  EXPECT_TRUE(holds(find(findProblems(config), "fc3")->sentence, "did you mean `fc"));
}

TEST(Engine, ANetworkOfOneSizeTakesNoGrowingImages) {
  auto config = smallConfig();  // a perceptron for 8 x 8
  config.data.trainSize = 8;
  EXPECT_FALSE(hasError(findProblems(config)));
  config.data.trainSize = 16;
  EXPECT_TRUE(hasError(findProblems(config)));
  expectCorrected(config, "images of one size, 8 x 8");
  config.model.name = "resnet18";
  EXPECT_FALSE(hasError(findProblems(config)));
}

TEST(Engine, TheTimeOfARunCountsTheSizesOfItsImages) {
  auto config = smallConfig();
  config.model.name = "resnet18";
  config.data.samples = 20;
  config.data.trainSize = 16;
  config.data.trainSizeEnd = 64;
  config.data.growTo = 3;  // of four epochs, the last has the largest images
  config.train.batchSize = 9;
  config.output.maps = "none";
  const auto report = checkRun(config, "cpu", 1);
  EXPECT_EQ(report.steps, 8);
  EXPECT_GT(report.startSeconds, 0) << "no run begins at once";
  EXPECT_LT(report.seconds - report.startSeconds, report.secondsPerStep * 8);
}

TEST(Engine, MissingPlacesAreProblemsNotCrashes) {
  auto config = smallConfig();
  config.data.kind = "idx";
  config.data.root = "no/such/folder";
  const auto problems = findProblems(config);
  EXPECT_TRUE(hasError(problems));
  EXPECT_NE(find(problems, "no/such/folder"), nullptr);
  config = smallConfig();
  config.model.weights = "no/such.safetensors";
  expectCorrected(config, "no/such.safetensors");
  config = smallConfig();
  config.model.name = "mlpp";
  EXPECT_TRUE(hasError(findProblems(config)));
}

TEST(Engine, LayersFollowTheDataAndTheConfiguration) {
  auto config = smallConfig();
  const auto layers = makeEngine()->layers(config);
  ASSERT_EQ(layers.size(), 2u);
  EXPECT_EQ(layers[0].depth, 64);  // 8 x 8 pixels
  EXPECT_TRUE(layers[0].topo);
  config.topoloss.defaultLayers = false;
  config.topoloss.layers = {"fc2"};
  EXPECT_FALSE(makeEngine()->layers(config)[0].topo);
  EXPECT_TRUE(makeEngine()->layers(config)[1].topo);
  config.data.imageSize = 10;
  EXPECT_EQ(makeEngine()->layers(config)[0].depth, 100);
}

TEST(Engine, TablesGiveChoicesAndSizes) {
  const auto names = makeEngine()->choices("model.name");
  EXPECT_NE(std::find(names.begin(), names.end(), "resnet18"), names.end());
  const auto kinds = makeEngine()->choices("data.kind");
  for (const char* kind : {"idx", "image_folder", "cifar10", "arrays", "bars"})
    EXPECT_NE(std::find(kinds.begin(), kinds.end(), kind), kinds.end()) << kind;
  EXPECT_FALSE(makeEngine()->choices("optimizer.kind").empty());
  for (const auto& row : makeEngine()->models()) EXPECT_GT(row.parameters, 0) << row.name;
}

TEST(Engine, ThePreviewIsASliceOfTheFirstWeightsAndItsBlur) {
  const auto config = smallConfig();
  const auto preview = blurPreview(config, "fc1");
  EXPECT_EQ(preview.lowHeight, 4);
  EXPECT_EQ(preview.lowWidth, 4);
  ASSERT_EQ(preview.weights.values.size(), 64u);
  const auto weight = buildNetwork(config, {1, 8, 8})->layerWeight("fc1").detach();
  const auto blurred = SheetLoss({64, 64}, SheetKind::Weight, {2, 2}).blurred(weight);
  bool found = false;
  for (std::int64_t slice = 0; slice < 64 && !found; ++slice) {
    found = true;
    for (std::int64_t unit = 0; unit < 64 && found; ++unit)
      found = weight[unit][slice].item<float>() == preview.weights.values[std::size_t(unit)] &&
              std::abs(blurred[unit][slice].item<float>() - preview.blurred.values[std::size_t(unit)]) < 1e-6f;
  }
  EXPECT_TRUE(found);
  EXPECT_TRUE(holds(errorSentence([&] { blurPreview(config, "fc9"); }), "fc9"));
}

TEST(Engine, CheckMeasuresAndLeavesNothingBehind) {
  const auto before = std::filesystem::current_path();
  const TemporaryFolder place;
  std::filesystem::current_path(place.path());
  const auto report = checkRun(smallConfig(), "cpu", 1);
  EXPECT_TRUE(std::filesystem::is_empty(place.path()));
  std::filesystem::current_path(before);
  EXPECT_TRUE(report.problems.empty());
  EXPECT_EQ(report.trainingImages, 360);
  EXPECT_EQ(report.validationImages, 40);
  EXPECT_EQ(report.classes, 8);
  EXPECT_EQ(report.steps, 60);
  EXPECT_EQ(report.parameters, 64 * 64 + 64 + 64 * 8 + 8);
  EXPECT_GT(report.secondsPerStep, 0);
  EXPECT_GT(report.seconds, report.secondsPerStep * 60);  // validations and maps take time too
  EXPECT_GT(report.memoryBytes, 1e6);
  EXPECT_NEAR(report.taskLoss, std::log(8.0), 0.3);  // untrained: every class is as likely
  EXPECT_GT(report.topoLoss, 0.1);
  EXPECT_GT(report.runBytes, 1e4);
}

TEST(Engine, SettingsOfOtherModelsDataSetsAndSchedulesAreIdle) {
  const auto idle = [](const RunConfig& config, const std::string& key) {
    const auto keys = makeEngine()->idleSettings(config);
    return std::find(keys.begin(), keys.end(), key) != keys.end();
  };
  auto config = smallConfig();  // mlp on bars, adam
  EXPECT_TRUE(idle(config, "model.small_images") && idle(config, "data.root") && idle(config, "optimizer.momentum") &&
              idle(config, "topoloss.tau_start"));
  EXPECT_FALSE(idle(config, "model.hidden") || idle(config, "data.samples") || idle(config, "train.epochs") ||
               idle(config, "model.name"));
  applySetting(config, "model.name=\"resnet18\"");
  applySetting(config, "data.kind=\"image_folder\"");
  applySetting(config, "optimizer.kind=\"sgd\"");
  applySetting(config, "topoloss.schedule=\"linear\"");
  applySetting(config, "train.steps=10");
  EXPECT_FALSE(idle(config, "model.small_images") || idle(config, "data.root") || idle(config, "optimizer.momentum") ||
               idle(config, "topoloss.tau_start"));
  EXPECT_TRUE(idle(config, "model.hidden") && idle(config, "data.samples") && idle(config, "train.epochs") &&
              idle(config, "topoloss.tau_end"));
  EXPECT_TRUE(idle(config, "optimizer.beta2") && idle(config, "optimizer.decay_on") &&
              idle(config, "optimizer.warmup_start") && idle(config, "data.grow_to"));
  EXPECT_FALSE(idle(config, "optimizer.nesterov") || idle(config, "optimizer.final_rate") ||
               idle(config, "data.train_size"));
  for (const char* setting : {"optimizer.kind=\"adamw\"", "optimizer.weight_decay=0.1", "optimizer.warmup_steps=2",
                              "data.train_size_end=32", "optimizer.schedule=\"constant\"", "data.kind=\"arrays\""})
    applySetting(config, setting);
  EXPECT_FALSE(idle(config, "optimizer.beta2") || idle(config, "optimizer.decay_on") ||
               idle(config, "optimizer.warmup_start"));
  EXPECT_TRUE(idle(config, "optimizer.nesterov") && idle(config, "optimizer.final_rate") &&
              idle(config, "data.train_size") && idle(config, "data.crop_ratio"));
}

TEST(Engine, UnitWeightsComeFromTheCheckpointBefore) {
  const TemporaryFolder place;
  const RunFolder folder = RunStore(place.path()).create("run");
  runHere(requestFor(smallConfig(), folder));
  const auto unit = unitWeights(folder, 59, "fc1", 11);  // checkpoints are at 45 and 60
  ASSERT_TRUE(unit);
  EXPECT_EQ(unit->shape, (std::vector<std::int64_t>{64}));
  const auto stored = storedTensor(folder.checkpoint(45) / "model.safetensors", "fc1.weight");
  for (std::int64_t i = 0; i < 64; ++i) EXPECT_EQ(unit->values[std::size_t(i)], stored[11][i].item<float>());
  EXPECT_FALSE(unitWeights(folder, 10, "fc1", 11));
  EXPECT_FALSE(unitWeights(folder, 60, "fc1", 64));
  EXPECT_FALSE(unitWeights(folder, 60, "fc7", 0));
}

TEST(Engine, PlacesAreFoundFromTheConfigurationsFolderAndTheResources) {
  const TemporaryFolder place;
  place.write("digits/readme", "");
  RunConfig config;
  config.data.root = "digits";
  EXPECT_EQ(withResolvedPaths(config, place.path()).data.root, (place.path() / "digits").string());
  EXPECT_EQ(withResolvedPaths(config).data.root, "digits");  // not there from here: left as it is
  ASSERT_FALSE(resourceFolder().empty());
  config.data.root = "resources/demo";
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(place.path());
  EXPECT_EQ(withResolvedPaths(config).data.root, "resources/demo");
  EXPECT_TRUE(std::filesystem::exists(withOpenablePaths(config).data.root));
  std::filesystem::current_path(before);
}

TEST(Engine, TheDeviceIsChosenWithItsReason) {
  EXPECT_EQ(chooseDevice("cpu").name, "cpu");
  const auto automatic = chooseDevice("auto");
  EXPECT_EQ(automatic.name == "cpu", !automatic.reason.empty());
  EXPECT_EQ(devices().back().name, "cpu");
  EXPECT_TRUE(holds(errorSentence([] { chooseDevice("cuda:97"); }), "cuda:97"));
  EXPECT_TRUE(holds(errorSentence([] { chooseDevice("tpu"); }), "tpu"));
}

}  // namespace
}  // namespace studio
