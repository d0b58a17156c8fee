// Which layers were trained with TopoLoss, detected from the weights: briefly trained ones, none, and units that are
// alike wherever they lie.
#include "core/engine_jobs.h"

#include <filesystem>

#include "core/network/topo_layers.h"
#include "core/weights/weights_file.h"
#include "core/weights/weights_jobs.h"
#include "tests/core/train_fixture.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

RunConfig smallTransformer() {
  RunConfig config;
  config.model.name = "vit_b_32";
  config.model.classes = 10;
  config.model.layers = 3;
  config.model.heads = 4;
  config.model.width = 64;
  config.model.patchSize = 8;
  return config;
}

std::shared_ptr<Model> builtSmall() { return previewNetwork(smallTransformer(), {3, 32, 32}); }

/// Follows TopoLoss alone until it has fallen to `share` of what it was.
void followTopoLoss(Model& model, const std::vector<std::string>& layers, double share) {
  TopoLossConfig config;
  config.tau = 1;
  config.defaultLayers = false;
  config.layers = layers;
  auto loss = trainedLoss(model, config);
  const torch::NoGradGuard noGrad;
  const double first = loss.value().mean.item<double>();
  for (int step = 0; step < 2000 && loss.value().mean.item<double>() > share * first; ++step) {
    for (auto& layer : loss.layers()) layer.weight.mutable_grad() = torch::zeros_like(layer.weight);
    loss.addGradients();
    for (auto& layer : loss.layers()) layer.weight.sub_(layer.weight.grad(), 3.0 * double(layers.size()));
  }
  ASSERT_LE(loss.value().mean.item<double>(), share * first);
}

std::vector<std::string> layersNamed(const std::string& ending) {
  std::vector<std::string> names;
  for (int block = 0; block < 3; ++block)
    names.push_back("encoder.layers.encoder_layer_" + std::to_string(block) + "." + ending);
  return names;
}

const LayerSet& setNamed(const TrainedLayers& found, const std::string& name) {
  for (const auto& set : found.sets)
    if (set.name == name) return set;
  throw std::runtime_error("no set " + name);
}

TEST(TrainedLayers, OfUntrainedWeightsThereAreNone) {
  const auto found = findTrainedLayers(*builtSmall());
  EXPECT_TRUE(found.low.empty());
  for (const char* name : {"mlp.0", "mlp.3", "self_attention.out_proj"}) {
    EXPECT_NEAR(setNamed(found, name).loss, 0.91, 0.06)
        << name;  // one unit in nine, on small sheets fewer, is its own blur
    EXPECT_NEAR(setNamed(found, name).loss, setNamed(found, name).shuffled, 0.02) << name;
    EXPECT_EQ(setNamed(found, name).layers, 3);
  }
  EXPECT_TRUE(holds(found.sentence(), "no layer was trained with it")) << found.sentence();
}

TEST(TrainedLayers, BrieflyTrainedOnesAreToldFromTheOthers) {
  for (const auto& [trained, other] : {std::pair("mlp.3", "mlp.0"), std::pair("mlp.0", "mlp.3")}) {
    const auto model = builtSmall();
    followTopoLoss(*model, layersNamed(trained), 0.75);  // far from the end of any training
    const auto found = findTrainedLayers(*model);
    EXPECT_EQ(found.low, layersNamed(trained));
    EXPECT_LT(setNamed(found, trained).loss, 0.75);
    EXPECT_NEAR(setNamed(found, other).loss, 0.91, 0.06);
    EXPECT_TRUE(holds(found.sentence(), std::string("low in ") + trained,
                      std::string("trained with TopoLoss, ") + trained + "."))
        << found.sentence();
  }
}

TEST(TrainedLayers, OneBlockOfThreeIsCounted) {
  const auto model = builtSmall();
  followTopoLoss(*model, {layersNamed("mlp.3")[1]}, 0.7);
  const auto found = findTrainedLayers(*model);
  EXPECT_EQ(found.low, std::vector<std::string>{layersNamed("mlp.3")[1]});
  EXPECT_TRUE(holds(found.sentence(), "1 of 3 layers mlp.3")) << found.sentence();
}

/// A direction that all units share lowers the loss wherever they lie: no topography.
TEST(TrainedLayers, UnitsThatAreAlikeEverywhereAreNotTopographic) {
  const auto model = builtSmall();
  const torch::NoGradGuard noGrad;
  for (const auto& layer : layersNamed("mlp.3")) {
    auto weight = model->layerWeight(layer);
    weight.add_(0.1 * torch::ones({1, weight.size(1)}));
  }
  const auto found = findTrainedLayers(*model);
  EXPECT_LT(setNamed(found, "mlp.3").loss, 0.6);
  EXPECT_TRUE(found.low.empty()) << found.sentence();
}

TEST(TrainedLayers, WeightsThatAreNotFiniteAreNamedAndJudgedNeitherWay) {
  const auto model = builtSmall();
  const torch::NoGradGuard noGrad;
  const auto layer = layersNamed("mlp.3")[0];
  model->layerWeight(layer).select(0, 0).select(0, 1).fill_(std::nan(""));
  const auto found = findTrainedLayers(*model);
  EXPECT_TRUE(found.low.empty());
  EXPECT_EQ(setNamed(found, "mlp.3").layers, 2) << "the others of its set are judged without it";
  EXPECT_TRUE(std::isfinite(setNamed(found, "mlp.3").loss));
  EXPECT_TRUE(holds(found.sentence(), "Of other layers it is unknown: " + layer + ".weight holds NaN at [0, 1]"))
      << found.sentence();
  for (const auto& info : model->layers()) model->layerWeight(info.name).fill_(std::nan(""));
  const auto sentence = findTrainedLayers(*model).sentence();
  EXPECT_TRUE(holds(sentence, "Whether it was trained with TopoLoss is unknown:", "more layers alike.")) << sentence;
  EXPECT_FALSE(holds(sentence, "no layer was trained"));
}

TEST(TrainedLayers, ACheckpointIsJudgedByItsRunsBlurAndSaysTauAndStep) {
  const TemporaryFolder place;
  auto config = smallConfig();
  config.topoloss.factor = {4, 4};
  config.train.epochs = 1;
  const RunFolder run = RunStore(place.path()).create("run");
  runHere(requestFor(config, run));
  const auto step = run.checkpointSteps().back();
  const auto stored = run.checkpoint(step) / "model.safetensors", alone = place.path() / "alone.safetensors";
  std::filesystem::copy_file(stored, alone);
  for (const auto& file : {stored, alone}) {
    const auto report = readWeightsReport(file);
    EXPECT_EQ(report.tau, 3.0) << file;
    EXPECT_EQ(report.snapshot.step, step) << file;
    EXPECT_EQ(report.config.topoloss.factor, (std::pair<double, double>{4, 4})) << file;
    EXPECT_TRUE(holds(report.trained, "TopoLoss with a blur of 4 × 4 is")) << report.trained;
  }
  EXPECT_EQ(openWeights(alone).metadata.at("topoloss.layers"), R"(["fc1"])");
  writeWeights(alone, readWeights(stored));
  EXPECT_TRUE(holds(readWeightsReport(alone).trained, "an assumed blur of 3 × 3")) << "the file says nothing of it";
  EXPECT_FALSE(readWeightsReport(alone).tau.has_value());
  for (const char* factor : {"[0, 4]", "[nan, 4]", "many", "[4]", ""}) {
    writeWeights(alone, readWeights(stored), {{"topoloss.factor", factor}, {"step", "-1"}});
    EXPECT_TRUE(holds(readWeightsReport(alone).trained, "an assumed blur of 3 × 3")) << factor;
    EXPECT_EQ(readWeightsReport(alone).snapshot.step, 0);
  }
}

TEST(TrainedLayers, AFileThatIsOpenedSaysThem) {
  const TemporaryFolder place;
  const auto model = builtSmall();
  followTopoLoss(*model, layersNamed("mlp.0"), 0.75);
  const auto file = place.path() / "vit.pt";
  writeWeights(file, makeStateDict(*model), {{"model.heads", "4"}});
  const auto report = readWeightsReport(file);
  EXPECT_TRUE(report.judgesTraining);
  EXPECT_TRUE(holds(report.trained, "low in mlp.0"));
  EXPECT_EQ(report.config.topoloss.layers, layersNamed("mlp.0"));  // its sheets are marked as those with TopoLoss
  for (const auto& layer : report.layers) EXPECT_EQ(layer.topo, layer.name.ends_with("mlp.0")) << layer.name;
  EXPECT_EQ(report.config.model.heads, 4);
  EXPECT_FALSE(report.lacksHeads);
}

TEST(TrainedLayers, AFileWithoutAFiniteLayerIsNotJudged) {
  const TemporaryFolder place;
  const auto model = builtSmall();
  const torch::NoGradGuard noGrad;
  for (const auto& info : model->layers()) model->layerWeight(info.name).fill_(std::nan(""));
  writeWeights(place.path() / "vit.pt", makeStateDict(*model), {{"model.heads", "4"}});
  const auto report = readWeightsReport(place.path() / "vit.pt");
  EXPECT_FALSE(report.judgesTraining) << report.trained;
  EXPECT_TRUE(holds(report.trained, "is unknown")) << report.trained;
}

/// Their row says that mlp.0 was the default before mlp.3; what was trained stands in the run's list of layers.
TEST(TrainedLayers, VisionTransformersFromBeforeMlp3KeepTheirLayers) {
  const TemporaryFolder place;
  const RunFolder run(place.path());
  const RunConfig config = smallTransformer();
  run.writeConfig(config, toToml(config));
  auto layers = builtSmall()->layers();
  run.writeLayers(layers);
  EXPECT_TRUE(run.config().topoloss.defaultLayers) << "of today";
  for (auto& layer : layers) layer.topo = layer.name.ends_with("mlp.0");
  run.writeLayers(layers);
  EXPECT_FALSE(run.config().topoloss.defaultLayers);
  EXPECT_EQ(run.config().topoloss.layers, layersNamed("mlp.0"));
}

TEST(TrainedLayers, SheetsNeedNoHeads) {
  const TemporaryFolder place;
  const auto file = place.path() / "vit.safetensors";
  writeWeights(file, makeStateDict(*builtSmall()));
  const auto report = readWeightsReport(file);
  EXPECT_TRUE(report.lacksHeads);
  EXPECT_EQ(report.config.model.heads, 0);
  EXPECT_NE(report.snapshot.find("encoder.layers.encoder_layer_0.mlp.3", kCosineQuantity), nullptr);
  const auto named = readWeightsReport(file, 8);
  EXPECT_FALSE(named.lacksHeads);
  EXPECT_EQ(named.config.model.heads, 8);
  EXPECT_TRUE(holds(errorSentence([&] {
                      convertWeights({file, place.path() / "a.pt", {}, {}, {}});
                    }),
                    "does not say how many attention heads"));
  convertWeights({file, place.path() / "a.pt", {}, {}, {"model.heads=8"}});
  EXPECT_EQ(readWeightsReport(place.path() / "a.pt").config.model.heads, 8);
}

}  // namespace
}  // namespace studio
