// Our optimizers against torch.optim's own, and their state through a checkpoint's names.
#include <gtest/gtest.h>
#include <torch/nn/module.h>
#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/linear.h>
#include <torch/optim.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "core/models/model.h"
#include "core/run/error.h"
#include "core/run/optimizers.h"
#include "core/train/checkpoint.h"
#include "core/train/optimizer.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

struct Small : torch::nn::Module {
  Small() {
    torch::manual_seed(1);
    conv = register_module("conv", torch::nn::Conv2d(torch::nn::Conv2dOptions(3, 6, 3)));
    linear = register_module("linear", torch::nn::Linear(5, 4));
  }
  torch::nn::Conv2d conv{nullptr};
  torch::nn::Linear linear{nullptr};
};

OptimizerConfig makeConfig(const std::string& kind, double decay) {
  OptimizerConfig config;
  config.kind = kind == "nesterov" ? "sgd" : kind.substr(0, kind.find(' '));
  config.nesterov = kind == "nesterov";
  if (kind == "adamw 0.95") config.beta2 = 0.95;
  config.weightDecay = decay;
  return config;
}

/// The same random gradients for any module of this shape.
void setGradients(torch::nn::Module& module, int step) {
  auto generator = torch::make_generator<at::CPUGeneratorImpl>(std::uint64_t(100 + step));
  for (auto& parameter : module.parameters()) parameter.mutable_grad() = torch::randn(parameter.sizes(), generator);
}

std::unique_ptr<torch::optim::Optimizer> reference(const std::string& kind, double decay,
                                                   const torch::nn::Module& module) {
  using namespace torch::optim;
  if (kind == "nesterov")
    return std::make_unique<SGD>(module.parameters(), SGDOptions(0.1).momentum(0.9).weight_decay(decay).nesterov(true));
  if (kind == "adamw 0.95")
    return std::make_unique<AdamW>(module.parameters(), AdamWOptions(0.01).betas({0.9, 0.95}).weight_decay(decay));
  if (kind == "sgd")
    return std::make_unique<SGD>(module.parameters(), SGDOptions(0.1).momentum(0.9).weight_decay(decay));
  if (kind == "adam") return std::make_unique<Adam>(module.parameters(), AdamOptions(0.01).weight_decay(decay));
  return std::make_unique<AdamW>(module.parameters(), AdamWOptions(0.01).weight_decay(decay));
}

class OptimizerTest : public ::testing::TestWithParam<std::pair<const char*, double>> {};

TEST_P(OptimizerTest, StepsAsTorchOptim) {
  const auto [kind, decay] = GetParam();
  Small ours, theirs;
  Optimizer optimizer(ours, makeConfig(kind, decay));
  const auto peer = reference(kind, decay, theirs);
  for (int step = 0; step < 6; ++step) {
    optimizer.clearGradients();
    setGradients(ours, step);
    setGradients(theirs, step);
    optimizer.step(makeConfig(kind, decay).kind == "sgd" ? 0.1 : 0.01);
    peer->step();
  }
  const auto expected = theirs.parameters();
  for (std::size_t i = 0; i < expected.size(); ++i)
    EXPECT_LT((ours.parameters()[i] - expected[i]).abs().max().item<double>(), 2e-6) << kind << " parameter " << i;
}

TEST_P(OptimizerTest, GoesOnFromItsState) {
  const auto [kind, decay] = GetParam();
  Small straight, resumed;
  Optimizer first(straight, makeConfig(kind, decay));
  auto second = std::make_unique<Optimizer>(resumed, makeConfig(kind, decay));
  for (int step = 0; step < 6; ++step) {
    if (step == 3) {
      const auto state = second->state();
      EXPECT_FALSE(state.empty());
      second = std::make_unique<Optimizer>(resumed, makeConfig(kind, decay));
      second->load(state, "optimizer.safetensors");
    }
    setGradients(straight, step);
    setGradients(resumed, step);
    first.step(0.01);
    second->step(0.01);
  }
  for (std::size_t i = 0; i < straight.parameters().size(); ++i)
    EXPECT_TRUE(torch::equal(straight.parameters()[i], resumed.parameters()[i]));
}

INSTANTIATE_TEST_SUITE_P(Kinds, OptimizerTest,
                         ::testing::Values(std::pair{"sgd", 0.0}, std::pair{"sgd", 0.1}, std::pair{"adam", 0.0},
                                           std::pair{"adam", 0.1}, std::pair{"adamw", 0.0}, std::pair{"adamw", 0.1},
                                           std::pair{"nesterov", 0.1}, std::pair{"adamw 0.95", 0.1}));

TEST(Optimizers, EveryRowHasAStepAndKeepsAsManyMomentsAsItSays) {
  for (const auto& row : optimizers())
    for (const double momentum : {0.9, 0.0}) {
      SCOPED_TRACE(row.name);
      Small module;
      OptimizerConfig config;
      config.kind = row.name;
      config.momentum = momentum;
      Optimizer optimizer(module, config);
      const auto before = module.linear->weight.detach().clone();
      setGradients(module, 0);
      optimizer.step(0.01);
      EXPECT_FALSE(torch::equal(module.linear->weight, before));
      std::int64_t kept = 0, learned = 0;
      for (const auto& [name, tensor] : optimizer.state()) kept += name.starts_with("step/") ? 0 : tensor.numel();
      for (const auto& parameter : module.parameters()) learned += parameter.numel();
      EXPECT_EQ(kept, row.moments(config) * learned);
      EXPECT_EQ(checkpointBytes(learned, config), 4.0 * double(learned + kept) + 20e3);
    }
}

/// Names a rule leaves without weight decay, of a small residual network: those that a step without any gradient to
/// follow leaves as they were.
std::vector<std::string> exemptParameters(const std::string& rule) {
  ModelConfig model;
  model.smallImages = true;
  const auto network = findModel("resnet18").make(model, {3, 8, 8});
  OptimizerConfig config;
  config.decayOn = rule;
  config.kind = "sgd";
  config.weightDecay = 0.1;
  {
    torch::NoGradGuard noGrad;
    for (auto& parameter : network->parameters()) {
      parameter.fill_(1);
      parameter.mutable_grad() = torch::zeros_like(parameter);
    }
  }
  Optimizer(*network, config).step(0.1);
  std::vector<std::string> exempt;
  for (const auto& parameter : network->named_parameters())
    if ((parameter.value() == 1).all().item<bool>()) exempt.push_back(parameter.key());
  return exempt;
}

TEST(Optimizer, WeightDecayActsOnTheNamedParameters) {
  EXPECT_TRUE(exemptParameters("all").empty());
  const auto norms = exemptParameters("no_norm"), vectors = exemptParameters("matrices");
  EXPECT_EQ(norms.size(), 40U);  // 20 batch norms of a ResNet-18, weight and bias
  for (const auto& name : norms)
    EXPECT_TRUE(name.find("bn") != std::string::npos || name.find("downsample.1") != std::string::npos) << name;
  EXPECT_EQ(vectors.size(), 41U);  // and the bias of the classifier
  EXPECT_NE(std::find(vectors.begin(), vectors.end(), "fc.bias"), vectors.end());
  EXPECT_EQ(std::find(vectors.begin(), vectors.end(), "conv1.weight"), vectors.end());
  EXPECT_TRUE(holds(errorSentence([] { exemptParameters("some"); }), "optimizer.decay_on", "matrices"));
}

TEST(Optimizer, SparedParametersDoNotShrink) {
  for (const char* kind : {"sgd", "adam", "adamw"}) {
    Small module;
    const auto weight = module.linear->weight.detach().clone(), bias = module.linear->bias.detach().clone();
    auto config = makeConfig(kind, 0.5);
    config.decayOn = "matrices";
    Optimizer optimizer(module, config);
    for (auto& parameter : module.parameters()) parameter.mutable_grad() = torch::zeros_like(parameter);
    optimizer.step(0.1);
    EXPECT_TRUE(torch::equal(module.linear->bias, bias)) << kind;
    EXPECT_LT(module.linear->weight.abs().sum().item<float>(), weight.abs().sum().item<float>()) << kind;
  }
}

TEST(Optimizer, GradientsOfAnotherMemoryFormatGiveTheSameStep) {
  Small plain, last;
  for (auto& parameter : last.parameters())
    if (parameter.dim() == 4) parameter.set_data(parameter.detach().contiguous(torch::MemoryFormat::ChannelsLast));
  Optimizer a(plain, makeConfig("adam", 0)), b(last, makeConfig("adam", 0));
  setGradients(plain, 0);
  setGradients(last, 0);  // contiguous gradients for channels_last weights
  a.step(0.01);
  b.step(0.01);
  EXPECT_TRUE(torch::equal(plain.conv->weight, last.conv->weight.contiguous()));
}

TEST(Optimizer, RefusesWhatDoesNotFitAndChangesNothing) {
  EXPECT_TRUE(holds(errorSentence([] { Optimizer(Small(), makeConfig("lion", 0)); }), "lion", "adamw"));
  Small module;
  Optimizer optimizer(module, makeConfig("adam", 0));
  setGradients(module, 0);
  optimizer.step(0.01);
  auto state = optimizer.state();
  const auto before = state.front().second.clone();
  state.front().second = torch::ones_like(before);
  state.back().second = torch::zeros({7});
  EXPECT_TRUE(holds(errorSentence([&] { optimizer.load(state, "a/optimizer.safetensors"); }), "a/optimizer.safetensors",
                    " as 7, the model has "));
  EXPECT_TRUE(torch::equal(optimizer.state().front().second, before));
}

TEST(GradientClip, ScalesByTheGlobalNorm) {
  for (const double maximum : {0.5, 1000.0}) {
    std::vector<torch::Tensor> gradients{torch::full({3}, 2.0), torch::full({2, 2}, -1.0)};  // norm 4
    const auto norm = clipGradients(gradients, maximum);
    EXPECT_DOUBLE_EQ(norm.item<float>(), 4.0);
    EXPECT_NEAR(gradients[0][0].item<float>(), maximum < 4 ? 2.0 * maximum / 4 : 2.0, 1e-6);
    EXPECT_NEAR(gradients[1][0][1].item<float>(), maximum < 4 ? -maximum / 4 : -1.0, 1e-6);
  }
}

}  // namespace
}  // namespace studio
