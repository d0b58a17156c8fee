// One training step: its order, what it adds to the gradient, and that nothing in it would stall a device.
#include <ATen/record_function.h>
#include <gtest/gtest.h>
#include <torch/nn/functional/loss.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <map>
#include <set>

#include "core/network/network.h"
#include "core/train/trainer.h"
#include "tests/core/train_fixture.h"

namespace studio {
namespace {

Batch randomBatch(std::int64_t channels, std::int64_t side, std::int64_t count, std::int64_t classes) {
  torch::manual_seed(3);
  return {torch::randn({count, channels, side, side}).contiguous(torch::MemoryFormat::ChannelsLast),
          torch::randint(0, classes, {count}, torch::kLong), count};
}

RunConfig residualConfig() {
  RunConfig config;
  config.model.name = "resnet18";
  config.model.smallImages = true;
  config.topoloss.tau = 1;
  config.optimizer.gradientClip = 1.0;
  config.optimizer.labelSmoothing = 0.1;
  return config;
}

/// Calls of the ops a device must wait for, outside the CPU's own fused kernels (whose step counts are numbers on the
/// host).
class StallCounter {
 public:
  StallCounter() {
    calls().clear();
    depth() = 0;
    handle_ = at::addThreadLocalCallback(
        at::RecordFunctionCallback(&begin, &end).scopes({at::RecordScope::FUNCTION}).needsInputs(true));
  }
  ~StallCounter() { at::removeCallback(handle_); }
  static std::map<std::string, int>& calls() {
    thread_local std::map<std::string, int> counted;
    return counted;
  }

 private:
  static int& depth() {
    thread_local int inside = 0;
    return inside;
  }
  static bool fused(const std::string& name) { return name.starts_with("aten::_fused_"); }
  /// A copy that names the CPU as its place; one that only changes the number type names none.
  static bool movesToHost(const at::RecordFunction& call, const std::string& name) {
    if (name != "aten::_to_copy") return false;
    const auto inputs = call.inputs();  // self, dtype, layout, device, ...
    return inputs.size() > 3 && inputs[3].isDevice() && inputs[3].toDevice().is_cpu();
  }
  static std::unique_ptr<at::ObserverContext> begin(const at::RecordFunction& call) {
    static const std::set<std::string> kStalls{"aten::item",    "aten::_local_scalar_dense", "aten::nonzero",
                                               "aten::equal",   "aten::is_nonzero",          "aten::masked_select",
                                               "aten::_unique2"};
    const std::string name = call.name();
    if (fused(name))
      ++depth();
    else if (depth() == 0) {
      ++calls()["any"];
      if (kStalls.contains(name) || movesToHost(call, name)) ++calls()["stall " + name];
    }
    return nullptr;
  }
  static void end(const at::RecordFunction& call, at::ObserverContext*) {
    if (fused(call.name())) --depth();
  }
  at::CallbackHandle handle_;
};

void expectNoStalls(const RunConfig& config, const Batch& batch, const InputShape& input) {
  Trainer trainer(config, buildNetwork(config, input), 100);
  trainer.step(batch);  // the first step may set things up
  StallCounter counter;
  for (int step = 0; step < 10; ++step) trainer.step(batch);
  EXPECT_GT(StallCounter::calls()["any"], 100) << "nothing was counted";
  for (const auto& [name, count] : StallCounter::calls())
    if (name != "any") ADD_FAILURE() << count << " calls: " << name;
}

TEST(TrainStep, TenStepsOfAPerceptronReadNothingBack) {
  auto config = smallConfig();
  config.optimizer.gradientClip = 1.0;
  for (const char* kind : {"sgd", "adam", "adamw"}) {
    config.optimizer.kind = kind;
    expectNoStalls(config, randomBatch(1, 8, 24, 8), {1, 8, 8});
  }
}

TEST(TrainStep, TenStepsOfAResidualNetworkReadNothingBack) {
  expectNoStalls(residualConfig(), randomBatch(3, 8, 4, 10), {3, 8, 8});
}

TEST(TrainStep, TenStepsOfALanguageModelReadNothingBack) {
  RunConfig config;
  config.model.layers = 2, config.model.heads = 2, config.model.width = 16, config.model.vocabulary = 30;
  config.model.context = 300;  // longer than GPT-Neo's window
  config.topoloss.factor = {2, 2};
  const auto tokens = torch::randint(0, 30, {2, 301}, torch::kLong);
  for (const char* name : {"nanogpt", "gpt_neo_125m"}) {
    config.model.name = name;
    expectNoStalls(config, {tokens.narrow(1, 0, 300).contiguous(), tokens.narrow(1, 1, 300).contiguous(), 2},
                   InputShape::ofTokens(300, 30));
  }
}

TEST(TrainStep, TenStepsWithEachLossReadNothingBack) {
  for (const auto* row : losses()) {
    if (!row->make || row->ownSection) continue;
    SCOPED_TRACE(row->name);
    auto config = smallConfig();
    findField("losses." + row->name + ".weight")->set(config, 0.1);
    expectNoStalls(config, randomBatch(1, 8, 24, 8), {1, 8, 8});
  }
}

TEST(TrainStep, TheCounterSeesAReading) {
  const auto value = torch::ones({});
  StallCounter counter;
  value.item<float>();
  EXPECT_GT(StallCounter::calls()["stall aten::item"], 0);
  value.to(torch::kCPU, torch::kDouble);
  EXPECT_GT(StallCounter::calls()["stall aten::_to_copy"], 0);
}

TEST(TrainStep, GradientIsTaskPlusMeanOfTauTimesTopoLoss) {
  auto config = smallConfig();
  config.model.hidden = {64, 36};
  config.topoloss.overrides = {{"fc2", 0.5, {}}};
  const auto batch = randomBatch(1, 8, 24, 8);
  Trainer trainer(config, buildNetwork(config, {1, 8, 8}), 100);
  auto plain = buildNetwork(config, {1, 8, 8});
  auto loss = torch::nn::functional::cross_entropy(plain->forward(batch.images), batch.labels);
  loss.backward();
  auto expected = plain->layerWeight("fc1").grad().clone();
  const SheetLoss sheet({64, 64}, SheetKind::Weight, {2, 2});
  const auto topo = sheet.addGradient(plain->layerWeight("fc1").detach(), expected, 3.0 / 2);  // tau / number of layers

  const auto result = trainer.step(batch, {.scalars = true});
  EXPECT_FLOAT_EQ(result.taskLoss.item<float>(), loss.item<float>());
  EXPECT_LT((trainer.model().layerWeight("fc1").grad() - expected).abs().max().item<double>(), 1e-6);
  const auto second =
      SheetLoss({36, 64}, SheetKind::Weight, {2, 2}).value(plain->layerWeight("fc2").detach()).item<double>();
  EXPECT_NEAR(result.scalar("topo_loss").item<double>(), (topo.item<double>() + second) / 2, 1e-6);
  EXPECT_NEAR(result.losses.at(0).total.item<double>(), (3 * topo.item<double>() + 0.5 * second) / 2, 1e-6);
}

TEST(TrainStep, PartsOfABatchAddUpToTheWhole) {
  auto config = smallConfig();
  config.optimizer.labelSmoothing = 0.1;
  const auto batch = randomBatch(1, 8, 24, 8);
  Trainer whole(config, buildNetwork(config, {1, 8, 8}), 100);
  config.train.parts = 5;  // 5, 5, 5, 5 and 4 images
  Trainer parts(config, buildNetwork(config, {1, 8, 8}), 100);
  const auto a = whole.step(batch, {.scalars = true}), b = parts.step(batch, {.scalars = true});
  EXPECT_NEAR(a.taskLoss.item<double>(), b.taskLoss.item<double>(), 1e-6);
  EXPECT_EQ(a.correct.item<std::int64_t>(), b.correct.item<std::int64_t>());
  EXPECT_EQ(a.scalar("topo_loss").item<double>(), b.scalar("topo_loss").item<double>());
  for (const char* layer : {"fc1", "fc2"})
    EXPECT_LT(
        (whole.model().layerWeight(layer).grad() - parts.model().layerWeight(layer).grad()).abs().max().item<double>(),
        1e-6)
        << layer;
}

TEST(TrainStep, PartsReadNothingBack) {
  auto config = residualConfig();
  config.train.parts = 2;
  expectNoStalls(config, randomBatch(3, 8, 4, 10), {3, 8, 8});
}

TEST(TrainStep, TauZeroLooksAndLeavesTheGradientAlone) {
  auto config = smallConfig();
  config.topoloss.tau = 0;
  const auto batch = randomBatch(1, 8, 24, 8);
  Trainer trainer(config, buildNetwork(config, {1, 8, 8}), 100);
  auto plain = buildNetwork(config, {1, 8, 8});
  torch::nn::functional::cross_entropy(plain->forward(batch.images), batch.labels).backward();
  const auto result = trainer.step(batch, {.scalars = true, .maps = true});
  EXPECT_TRUE(torch::equal(trainer.model().layerWeight("fc1").grad(), plain->layerWeight("fc1").grad()));
  EXPECT_GT(result.scalar("topo_loss").item<double>(), 0.1);
  EXPECT_EQ(result.maps().at(0).values.numel(), 64);
}

TEST(TrainStep, ClippingBoundsTheGlobalNorm) {
  auto config = smallConfig();
  config.optimizer.gradientClip = 0.01;
  Trainer trainer(config, buildNetwork(config, {1, 8, 8}), 100);
  trainer.step(randomBatch(1, 8, 24, 8));
  double square = 0;
  for (const auto& gradient : trainer.optimizer().gradients()) square += gradient.square().sum().item<double>();
  EXPECT_NEAR(std::sqrt(square), 0.01, 1e-6);
}

TEST(TrainStep, Bfloat16StepsNearFloat32AndKeepsFloatWeights) {
  auto config = residualConfig();
  const auto batch = randomBatch(3, 8, 8, 10);
  Trainer exact(config, buildNetwork(config, {3, 8, 8}), 100);
  config.train.precision = "bf16";
  Trainer rough(config, buildNetwork(config, {3, 8, 8}), 100);
  const double a = exact.step(batch).taskLoss.item<double>(), b = rough.step(batch).taskLoss.item<double>();
  EXPECT_NEAR(a, b, 0.05 * a);
  EXPECT_NE(a, b);  // it did run in another precision
  for (const auto& parameter : rough.model().parameters()) EXPECT_EQ(parameter.scalar_type(), torch::kFloat);
  for (int step = 0; step < 3; ++step) EXPECT_TRUE(std::isfinite(rough.step(batch).taskLoss.item<double>()));
}

TEST(TrainStep, MemoryFormatDoesNotChangeTheLoss) {
  auto config = residualConfig();
  const auto batch = randomBatch(3, 8, 8, 10);
  Trainer last(config, buildNetwork(config, {3, 8, 8}), 100);
  config.train.channelsLast = false;
  Trainer first(config, buildNetwork(config, {3, 8, 8}), 100);
  EXPECT_TRUE(last.model().layerWeight("layer1.0.conv1").is_contiguous(torch::MemoryFormat::ChannelsLast));
  EXPECT_TRUE(first.model().layerWeight("layer1.0.conv1").is_contiguous());
  Batch plain = batch;
  plain.images = batch.images.contiguous();
  EXPECT_NEAR(last.step(batch).taskLoss.item<double>(), first.step(plain).taskLoss.item<double>(), 1e-5);
  EXPECT_NEAR(last.step(batch).taskLoss.item<double>(), first.step(plain).taskLoss.item<double>(), 1e-3);
}

TEST(Network, SameSeedSameBits) {
  const auto config = smallConfig();
  const auto a = makeStateDict(*buildNetwork(config, {1, 8, 8}));
  torch::rand({100});  // whatever was drawn before
  EXPECT_TRUE(sameBits(a, makeStateDict(*buildNetwork(config, {1, 8, 8}))));
  EXPECT_TRUE(sameBits(a, makeStateDict(*previewNetwork(config, {1, 8, 8}))));
  auto other = config;
  other.train.seed = 6;
  EXPECT_FALSE(sameBits(a, makeStateDict(*buildNetwork(other, {1, 8, 8}))));
}

TEST(Network, APreviewLeavesTheRandomGeneratorAlone) {
  torch::manual_seed(9);
  const auto expected = torch::rand({4});
  torch::manual_seed(9);
  previewNetwork(smallConfig(), {1, 8, 8});
  EXPECT_TRUE(torch::equal(torch::rand({4}), expected));
}

}  // namespace
}  // namespace studio
