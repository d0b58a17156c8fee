// A file of weights looked at: what it is, its sheets, its units, and its way into other files.
#include <limits>

#include "core/network/topo_layers.h"
#include "core/engine_jobs.h"
#include "core/run/error.h"
#include "core/weights/weights_jobs.h"
#include "core/weights/weights_file.h"
#include "tests/core/train_fixture.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

/// A small ResNet as another program would save it.
StateDict resnetState(bool blurPool, std::int64_t classes = 7) {
  RunConfig config;
  config.model.name = "resnet18";
  config.model.classes = classes;
  config.model.smallImages = true;
  config.model.blurPool = blurPool;
  return makeStateDict(*previewNetwork(config, {3, 32, 32}));
}

TEST(EngineWeights, AFileIsRecognisedWithTauAndAllItsSheets) {
  const TemporaryFolder place;
  const auto file = place.path() / "all_topo_tau_10.0.pt";
  writeWeights(file, resnetState(true));
  const auto report = readWeightsReport(file);
  EXPECT_EQ(report.title, "ResNet-18 with BlurPool for small images, 7 classes");
  EXPECT_EQ(report.format, "pytorch");
  EXPECT_EQ(report.tau, 10);
  EXPECT_EQ(report.config.topoloss.tau, 10);
  EXPECT_EQ(report.parameters,
            11689512 - 513 * (1000 - 7) - (49 - 9) * 3 * 64);  // fewer classes, a stem of 3 x 3 instead of 7 x 7
  ASSERT_EQ(report.layers.size(), 21u);
  EXPECT_EQ(
      std::count_if(report.layers.begin(), report.layers.end(), [](const LayerInfo& layer) { return layer.topo; }), 16);
  for (const auto& layer : report.layers)
    for (const char* quantity : {kCosineQuantity, kNormQuantity}) {
      const auto* map = report.snapshot.find(layer.name, quantity);
      const bool fits = layer.height >= 3 && layer.width >= 3;  // the blur of the classifier's 1 x 7 sheet does not
      if (quantity == std::string(kNormQuantity) || fits) {
        ASSERT_NE(map, nullptr) << layer.name << " " << quantity;
      }
      if (map) {
        EXPECT_EQ(map->values.size(), std::size_t(layer.units));
      }
    }
}

TEST(EngineWeights, ItsMapsAreThoseThatTheRunStored) {
  const TemporaryFolder place;
  const RunFolder folder = RunStore(place.path()).create("run");
  runHere(requestFor(smallConfig(), folder));
  const auto file = folder.checkpoint(60) / "model.safetensors";
  const auto report = readWeightsReport(file);
  EXPECT_EQ(report.title, "Multilayer perceptron, 8 classes");
  const auto stored = folder.maps(60);
  EXPECT_EQ(report.snapshot.find("fc1", kNormQuantity)->values, stored.find("fc1", kNormQuantity)->values);
  const auto unit = unitOfWeights(file, "fc1", 11);
  ASSERT_TRUE(unit);
  EXPECT_EQ(unit->values, unitWeights(folder, 60, "fc1", 11)->values);
  EXPECT_FALSE(unitOfWeights(file, "fc1", 64));
}

TEST(EngineWeights, TheyAreExportedWithAndWithoutBlurPool) {
  const TemporaryFolder place;
  const auto plain = place.path() / "plain.safetensors", blurred = place.path() / "blurred.pt",
             back = place.path() / "back.pt";
  writeWeights(plain, resnetState(false));
  convertWeights({plain, blurred, {}, true, {}});
  EXPECT_EQ(readWeightsReport(blurred).title, "ResNet-18 with BlurPool for small images, 7 classes");
  convertWeights({blurred, back, {}, false, {}});
  const auto before = readWeights(plain), after = readWeights(back);
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t i = 0; i < before.size(); ++i)
    EXPECT_TRUE(before[i].first == after[i].first && torch::equal(before[i].second, after[i].second))
        << before[i].first;
}

TEST(EngineWeights, WhatIsNoNetworkIsSaidInOneSentence) {
  const TemporaryFolder place;
  const auto file = place.path() / "other.safetensors";
  writeWeights(file, {{"some.weight", torch::ones({3, 4})}});
  EXPECT_TRUE(holds(errorSentence([&] { readWeightsReport(file); }), "other.safetensors"));
  EXPECT_TRUE(holds(errorSentence([&] { readWeightsReport(place.path() / "missing.pt"); }), "missing.pt"));
  auto nan = resnetState(false);
  nan.front().second = torch::full_like(nan.front().second, std::numeric_limits<float>::quiet_NaN());
  writeWeights(file, nan);
  EXPECT_TRUE(std::isnan(
      readWeightsReport(file).snapshot.find("conv1", kNormQuantity)->values.front()));  // shown as undefined, never a
                                                                                        // crash
}

TEST(EngineWeights, FilesAreRecognisedByTheirExtensions) {
  for (const char* name : {"a.safetensors", "a.pt", "a.pth", "pytorch_model.bin", "model.safetensors.index.json",
                           "pytorch_model.bin.index.json", "moco.pth.tar", "epoch=3.ckpt"})
    EXPECT_TRUE(isWeightsName(name)) << name;
  for (const char* name : {"a.toml", "status.json", "a.npz", "weights"}) EXPECT_FALSE(isWeightsName(name)) << name;
}

TEST(Engine, AUnitIsOfARunOrOfAFile) {
  const TemporaryFolder place;
  const auto folder = RunStore(place.path()).create("run");
  runHere(requestFor(smallConfig(), folder));
  const auto engine = makeEngine();
  const auto ofRun = engine->unitWeights(folder, 60, "fc1", 11);
  const auto ofFile = engine->unitWeights(RunFolder(folder.checkpoint(60) / "model.safetensors"), 0, "fc1", 11);
  ASSERT_TRUE(ofRun && ofFile);
  EXPECT_EQ(ofRun->values, ofFile->values);
  EXPECT_FALSE(engine->unitWeights(folder, 60, "fc9", 11));
}

/// Stopped at the first batch: nothing is answered.
TEST(Engine, AComputationThatIsAskedToStopEndsAtItsNextProgress) {
  SourceRequest source;
  source.model = "mlp";
  source.weights = "random:0";
  source.settings = {"model.hidden=[16]", "model.classes=8"};
  std::stop_source stop;
  Computing computing;
  computing.device = "cpu";
  computing.threads = 1;
  computing.stop = stop.get_token();
  const auto engine = makeEngine();
  EXPECT_GT(engine->evaluate(source, "bars:?samples=80&image_size=8", false, computing).count, 0);
  stop.request_stop();
  EXPECT_THROW(engine->evaluate(source, "bars:?samples=80&image_size=8", false, computing), ComputingStopped);
}

}  // namespace
}  // namespace studio
