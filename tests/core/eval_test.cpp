// Evaluation and activations against direct computations, and sources of all sorts.
#include <gtest/gtest.h>
#include <torch/nn/functional/loss.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "core/data/memory_datasets.h"
#include "core/network/activations.h"
#include "core/network/evaluation.h"
#include "core/network/source.h"
#include "core/run/run_store.h"
#include "core/run/scalars.h"
#include "core/weights/state_dict.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"
#include "topo/undefined.h"

namespace studio {
namespace {

std::shared_ptr<const Dataset> randomImages(std::int64_t count, std::int64_t classes) {
  torch::manual_seed(4);
  std::vector<std::int64_t> labels;
  for (std::int64_t index = 0; index < count; ++index) labels.push_back(index % classes);
  return std::make_shared<TensorDataset>(torch::randint(0, 256, {count, 1, 6, 6}, torch::kUInt8), labels,
                                         std::vector<std::string>(static_cast<std::size_t>(classes), "x"));
}

std::shared_ptr<Model> perceptron(std::int64_t classes) {
  ModelConfig config;
  config.hidden = {20};
  config.classes = classes;
  torch::manual_seed(2);
  return findModel("mlp").make(config, {1, 6, 6});
}

torch::Tensor allImages(const Dataset& data) {
  std::vector<torch::Tensor> images;
  for (std::int64_t index = 0; index < data.size(); ++index)
    images.push_back((data.get(index).image.to(torch::kFloat32) / 255 - 0.5) / 0.5);
  return torch::stack(images);
}

SourceRequest randomSource(const std::string& model, const std::string& seed = "0") {
  SourceRequest request;
  request.model = model;
  request.weights = "random:" + seed;
  return request;
}

/// The constants of both floors in one file, which has to compile.
TEST(Undefined, IsNotANumberOnEitherFloor) {
  EXPECT_TRUE(std::isnan(kUndefined));
  EXPECT_TRUE(std::isnan(kUndefinedMeasure));
}

TEST(Evaluator, LossAndAccuraciesAreThoseOfTheDefinition) {
  const auto data = randomImages(50, 8);
  const auto model = perceptron(8);
  Batcher::Options options;
  options.batchSize = 16;         // the last batch is smaller
  options.augment = "crop_flip";  // must be ignored
  const auto found = evaluate(*model, data, options);
  torch::NoGradGuard noGrad;
  const auto logits = model->forward(allImages(*data)).to(torch::kDouble);
  double loss = 0, right = 0, amongFive = 0;
  for (std::int64_t image = 0; image < 50; ++image) {
    const auto label = data->label(image);
    loss -= torch::log_softmax(logits[image], 0)[label].item<double>();
    const auto better = (logits[image] > logits[image][label]).sum().item<int>();
    right += better == 0;
    amongFive += better < 5;
  }
  EXPECT_NEAR(found.loss, loss / 50, 1e-5);
  EXPECT_DOUBLE_EQ(found.accuracy, right / 50);
  EXPECT_DOUBLE_EQ(found.top5, amongFive / 50);
  EXPECT_LT(found.top5, 1);
  EXPECT_EQ(found.count, 50);
  EXPECT_TRUE(model->is_training());  // as it was
}

TEST(Evaluator, MirrorImagesAddTheirLogits) {
  const auto data = randomImages(50, 8);
  const auto model = perceptron(8);
  Batcher::Options options;
  options.batchSize = 16;
  options.sizeAt = [](std::int64_t) { return 3; };  // of training images: must be ignored
  const auto found = evaluate(*model, data, options, {}, true);
  torch::NoGradGuard noGrad;
  const auto images = allImages(*data);
  const auto logits = model->forward(images) + model->forward(images.flip({3}));
  std::vector<std::int64_t> labels;
  for (std::int64_t image = 0; image < 50; ++image) labels.push_back(data->label(image));
  const auto right = (logits.argmax(1) == torch::tensor(labels)).sum().item<int>();
  EXPECT_NEAR(found.loss, torch::nn::functional::cross_entropy(logits, torch::tensor(labels)).item<float>(), 1e-5);
  EXPECT_DOUBLE_EQ(found.accuracy, right / 50.0);
  EXPECT_NE(found.loss, evaluate(*model, data, options).loss);
}

TEST(Evaluator, StopsAndRefuses) {
  const auto model = perceptron(3);
  EXPECT_TRUE(holds(errorSentence([&] { evaluate(*model, randomImages(10, 5), {}); }), "5 classes", "distinguishes 3"));
  const auto unlabelled = std::make_shared<TensorDataset>(torch::zeros({2, 1, 6, 6}), std::vector<std::int64_t>{0, 0},
                                                          std::vector<std::string>{}, false);
  EXPECT_TRUE(holds(errorSentence([&] { evaluate(*model, unlabelled, {}); }), "no labels"));
  EXPECT_TRUE(holds(errorSentence([&] {
                      evaluate(*model, std::make_shared<SubsetDataset>(unlabelled, std::vector<std::int64_t>{}), {});
                    }),
                    "no images"));
  EXPECT_THROW(evaluate(*model, randomImages(10, 3), {},
                        [](std::int64_t, std::int64_t) { throw std::runtime_error("stopped"); }),
               std::runtime_error);
  EXPECT_TRUE(model->is_training());                                    // left as it was
  EXPECT_EQ(evaluate(*perceptron(3), randomImages(9, 3), {}).top5, 1);  // fewer than five classes
}

TEST(Activations, AreGatheredInTheOrderOfTheSet) {
  const auto data = randomImages(23, 3);
  const auto model = perceptron(3);
  Batcher::Options options;
  options.batchSize = 10;
  options.workers = 3;
  ResponseStorage storage;
  const auto responses = collectResponses(*model, data, options, {{"fc1", "fc2"}}, storage).units;
  torch::NoGradGuard noGrad;
  const auto images = allImages(*data);
  const auto named = model->named_parameters();
  EXPECT_TRUE(torch::allclose(responses.at("fc1"),
                              images.flatten(1).matmul(named["fc1.weight"].t()) + named["fc1.bias"], 1e-4, 1e-5));
  EXPECT_TRUE(torch::allclose(responses.at("fc2"), model->forward(images), 1e-4, 1e-5));
}

TEST(Activations, TapsOfTheWishAreAtWorkMeanwhile) {
  const auto data = randomImages(12, 3);
  const auto model = perceptron(3);
  ResponseStorage storage;
  ResponseRequest request{{"fc1", "fc2"}};
  request.taps.add("fc1", lesion({0}));
  const auto whole = collectResponses(*model, data, {}, {{"fc1", "fc2"}}, storage),
             lesioned = collectResponses(*model, data, {}, request, storage);
  EXPECT_EQ(lesioned.units.at("fc1").select(1, 0).abs().max().item<float>(), 0);
  EXPECT_TRUE(torch::equal(lesioned.units.at("fc1").select(1, 1), whole.units.at("fc1").select(1, 1)));
  EXPECT_FALSE(torch::equal(lesioned.units.at("fc2"), whole.units.at("fc2")));
}

TEST(Activations, LayersAreChosenByWish) {
  const auto model = perceptron(3);
  EXPECT_EQ(chooseLayers(*model, "topo"), (std::vector<std::string>{"fc1"}));
  EXPECT_EQ(chooseLayers(*model, "all"), (std::vector<std::string>{"fc1", "fc2"}));
  EXPECT_EQ(chooseLayers(*model, "fc2,fc1,fc2"), (std::vector<std::string>{"fc2", "fc1"}));
  EXPECT_TRUE(holds(errorSentence([&] { chooseLayers(*model, "fc3"); }), "fc3", "did you mean"));
  EXPECT_TRUE(holds(errorSentence([&] { chooseLayers(*model, ""); }), "No layer"));
}

TEST(Source, RandomWeightsFollowFromTheirSeed) {
  const auto layerWeight = [](const std::string& seed) {
    return openSource(randomSource("mlp", seed)).model->layerWeight("fc1").clone();
  };
  EXPECT_TRUE(torch::equal(layerWeight("3"), layerWeight("3")));
  EXPECT_FALSE(torch::equal(layerWeight("3"), layerWeight("4")));
  EXPECT_TRUE(holds(errorSentence([] { openSource(randomSource("mlp", "x")); }), "random:0"));
}

TEST(Source, InputFollowsFromTheDataOrTheStoredWeights) {
  const auto made = openSource(randomSource("mlp"), InputShape{3, 4, 5});
  EXPECT_EQ(made.model->layerWeight("fc1").size(1), 60);
  EXPECT_FALSE(made.model->is_training());
  TemporaryFolder folder;
  writeWeights(folder.path() / "a.safetensors", makeStateDict(*made.model));
  SourceRequest request;
  request.model = "mlp";
  request.weights = (folder.path() / "a.safetensors").string();
  request.settings = {"model.bias=false"};
  const auto stored = openSource(request);
  EXPECT_TRUE(torch::equal(stored.model->layerWeight("fc1"), made.model->layerWeight("fc1")));
  EXPECT_NO_THROW(requireFits(stored, {3, 4, 5}, "x"));
  EXPECT_TRUE(holds(errorSentence([&] {
                      requireFits(stored, {1, 28, 28}, "idx:mnist");
                    }),
                    "idx:mnist", "1 x 28 x 28", "60 values"));

  const auto grey = openSource(randomSource("resnet18"), InputShape{1, 32, 32});
  writeWeights(folder.path() / "b.safetensors", makeStateDict(*grey.model));
  request = {};
  request.model = "resnet18";
  request.weights = (folder.path() / "b.safetensors").string();
  const auto again = openSource(request);
  EXPECT_EQ(again.model->layerWeight("conv1").size(1), 1);
  EXPECT_TRUE(holds(errorSentence([&] { requireFits(again, {3, 32, 32}, "photos"); }), "photos", "1 channels"));
  request.settings = {"model.classes=10"};
  EXPECT_TRUE(holds(errorSentence([&] { openSource(request); }), "fc.weight is 1000x512, the model has 10x512"));
}

TEST(Source, SettingsThatAreNotGivenComeFromTheFile) {
  TemporaryFolder folder;
  auto blurred = randomSource("resnet18");
  blurred.settings = {"model.blur_pool=true", "model.small_images=true", "model.classes=3"};
  const auto original = openSource(blurred, InputShape{3, 32, 32});
  auto stored = blurred;
  stored.weights = (folder.path() / "blurred.pt").string();
  writeWeights(stored.weights, makeStateDict(*original.model));
  stored.settings.clear();  // the weights fit a plain ResNet too, whose outputs would differ
  const auto opened = openSource(stored, InputShape{3, 32, 32});
  torch::NoGradGuard noGrad;
  const auto images = torch::rand({2, 3, 32, 32});
  EXPECT_TRUE(torch::equal(opened.model->forward(images), original.model->forward(images)));
  EXPECT_EQ(opened.config.model.classes, 3);
  stored.settings = {"model.blur_pool=false"};  // as one requests
  EXPECT_FALSE(
      torch::equal(openSource(stored, InputShape{3, 32, 32}).model->forward(images), original.model->forward(images)));
}

TEST(Source, AVisionTransformersStoredPositionsDecideItsImages) {
  auto source = randomSource("vit_b_32");
  source.settings = {"model.layers=1", "model.heads=2", "model.width=16", "model.patch_size=4", "model.classes=3"};
  TemporaryFolder folder;
  writeWeights(folder.path() / "a.safetensors", makeStateDict(*openSource(source, InputShape{1, 12, 12}).model));
  source.weights = (folder.path() / "a.safetensors").string();
  for (const auto& input :
       {std::optional<InputShape>{}, std::optional<InputShape>{{1, 12, 12}}, std::optional<InputShape>{{1, 20, 20}}}) {
    const auto stored = openSource(source, input);
    EXPECT_NO_THROW(requireFits(stored, {1, 12, 12}, "x"));
    EXPECT_TRUE(holds(errorSentence([&] {
                        requireFits(stored, {1, 20, 20}, "photos");
                      }),
                      "photos has images of 20 x 20 px", "positions for 9 patches", "image_size"));
  }
}

TEST(Source, ALanguageModelsRowsFollowFromItsContext) {
  auto source = randomSource("nanogpt");
  source.settings = {"model.layers=1", "model.heads=2", "model.width=16", "model.context=8", "model.vocabulary=50"};
  TemporaryFolder folder;
  writeWeights(folder.path() / "a.safetensors", makeStateDict(*openSource(source).model));
  source.weights = (folder.path() / "a.safetensors").string();
  const auto stored = openSource(source, InputShape::ofTokens(5, 50));  // shorter rows are shown to the same network
  EXPECT_EQ(stored.model->forward(torch::zeros({1, 5}, torch::kLong)).size(2), 50);
  EXPECT_NO_THROW(requireFits(stored, InputShape::ofTokens(8, 50), "x"));
  EXPECT_TRUE(holds(errorSentence([&] { requireFits(stored, InputShape::ofTokens(9, 50), "corpus"); }),
                    "corpus has rows of 9 tokens"));
  EXPECT_TRUE(holds(errorSentence([&] {
                      requireFits(stored, {1, 28, 28}, "idx:mnist");
                    }),
                    "idx:mnist has images", "nanogpt reads tokens"));
}

TEST(Source, RunsAreOpenedAtTheirCheckpoints) {
  TemporaryFolder folder;
  RunConfig config;
  config.model.hidden = {9};
  config.model.classes = 4;
  const auto run = RunStore(folder.path()).create("digits");
  run.writeConfig(config, toToml(config));
  SourceRequest request;
  request.run = "digits";
  request.runsFolder = folder.path().string();
  EXPECT_TRUE(holds(errorSentence([&] { openSource(request); }), "digits", "has no checkpoint"));
  std::map<std::int64_t, std::shared_ptr<Model>> stored;
  for (const std::int64_t step : {5, 120}) {
    stored[step] = findModel("mlp").make(config.model, {1, 6, 6});
    std::filesystem::create_directories(run.checkpoint(step));
    writeWeights(run.checkpointFolder(step), "model.safetensors", makeStateDict(*stored[step]));
    writeWeights(run.checkpointFolder(step), "optimizer.safetensors", {});
    std::ofstream(run.checkpoint(step) / "trainer.json") << "{}";
  }
  const auto last = openSource(request);
  EXPECT_EQ(last.name, "digits:120");
  EXPECT_EQ(last.step, 120);
  EXPECT_TRUE(torch::equal(last.model->layerWeight("fc1"), stored[120]->layerWeight("fc1")));
  request.run = run.path().string() + ":5";
  EXPECT_TRUE(torch::equal(openSource(request).model->layerWeight("fc1"), stored[5]->layerWeight("fc1")));
  request.run = "digits:7";
  EXPECT_TRUE(holds(errorSentence([&] { openSource(request); }), "no checkpoint of step 7", "120"));
  std::filesystem::resize_file(run.checkpoint(120) / "model.safetensors", 100);
  request.run = "digits";
  EXPECT_TRUE(holds(errorSentence([&] { openSource(request); }), "model.safetensors", "cut short"));
}

TEST(Source, WhatIsNotNamedOrNamedTwiceIsRefused) {
  EXPECT_TRUE(holds(errorSentence([] { openSource({}); }), "No network was named"));
  auto both = randomSource("mlp");
  both.run = "digits";
  EXPECT_TRUE(holds(errorSentence([&] { openSource(both); }), "either a run or a model"));
  TemporaryFolder folder;
  SourceRequest run;
  run.run = "digits";
  run.runsFolder = folder.path().string();
  EXPECT_TRUE(holds(errorSentence([&] { openSource(run); }), "digits"));
  auto renamed = randomSource("mlp");
  renamed.settings = {"model.name=resnet18"};
  EXPECT_TRUE(holds(errorSentence([&] { openSource(renamed); }), "model.name"));
}

}  // namespace
}  // namespace studio
