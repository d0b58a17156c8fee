// Taps of every model of the table: what they see is what the layer computed, and what they give back is what goes on.
#include "core/models/taps.h"

#include "tests/core/wave_weights.h"

namespace studio {
namespace {

/// Small, with a layer of which another one takes the units through a function that leaves 0 as it is.
struct TappedCase {
  const char* model;
  const char* layer;
  const char* taken;  ///< by this weight [units, units of the layer, ...]
};

const std::vector<TappedCase> kTappedCases{
    {"mlp", "fc1", "fc2.weight"},
    {"resnet18", "layer1.0.conv1", "layer1.0.conv2.weight"},
    {"resnet50", "layer2.1.conv2", "layer2.1.conv3.weight"},
    {"vit_b_32", "encoder.layers.encoder_layer_0.mlp.0", "encoder.layers.encoder_layer_0.mlp.3.weight"},
    {"nanogpt", "transformer.h.1.mlp.c_fc", "transformer.h.1.mlp.c_proj.weight"},
    {"gpt_neo_125m", "transformer.h.0.mlp.c_fc", "transformer.h.0.mlp.c_proj.weight"},
};

struct Tapped {
  explicit Tapped(const std::string& name) {
    torch::set_num_threads(1);
    torch::manual_seed(4);
    const auto& entry = findModel(name);
    auto config = entry.defaults().model;
    config.classes = 5;
    config.hidden = {12, 9};
    if (entry.reads("model.width")) config.layers = 2, config.heads = 2, config.width = 16, config.patchSize = 16;
    if (entry.reads("model.context")) config.context = 8, config.vocabulary = 11, config.patchSize = 0;
    input = defaultInputShape(config);
    if (!input.language()) input.height = input.width = 32;
    model = entry.make(config, input);
    torch::NoGradGuard noGrad;
    for (auto& parameter : model->parameters())  // a vision transformer's classifier starts at zero
      if (parameter.dim() == 2 && parameter.abs().max().item<float>() == 0) parameter.normal_(0, 0.1);
    model->eval();
    x = input.language() ? torch::randint(0, 11, {3, 8}, torch::kLong)
                         : torch::randn({3, input.channels, input.height, input.width});
  }

  InputShape input;
  std::shared_ptr<Model> model;
  torch::Tensor x;
};

class TapsOfModels : public ::testing::TestWithParam<TappedCase> {};

TEST_P(TapsOfModels, GivingTheSameBackLeavesEveryBitAndWhatWasSeenStaysAsItWas) {
  const Tapped tapped(GetParam().model);
  torch::NoGradGuard noGrad;
  const auto expected = tapped.model->forward(tapped.x);
  std::map<std::string, std::pair<torch::Tensor, torch::Tensor>> seen;  // itself, and a copy of that moment
  Taps taps;
  for (const auto& layer : tapped.model->layers())
    taps.add(layer.name, [&, name = layer.name](const torch::Tensor& values) {
      seen[name] = {values, values.clone()};
      return values;
    });
  EXPECT_TRUE(torch::equal(tapped.model->forward(tapped.x, taps), expected));
  EXPECT_EQ(seen.size(), tapped.model->layers().size());
  for (const auto& [name, values] : seen) EXPECT_TRUE(torch::equal(values.first, values.second)) << name;
}

TEST_P(TapsOfModels, InTrainingTooAndTheGradientsGoThrough) {
  const Tapped tapped(GetParam().model);
  tapped.model->train();
  const auto gradients = [&](const Taps& taps) {
    tapped.model->zero_grad();
    tapped.model->forward(tapped.x, taps).square().mean().backward();
    std::vector<torch::Tensor> all;
    for (const auto& parameter : tapped.model->parameters()) all.push_back(parameter.grad().clone());
    return all;
  };
  Taps taps;
  std::vector<std::string> names;
  for (const auto& layer : tapped.model->layers()) names.push_back(layer.name);
  Recording recording(names);
  recording.addTo(taps);
  const auto expected = gradients({}), found = gradients(taps);
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_TRUE(torch::equal(found[i], expected[i])) << i;
}

TEST_P(TapsOfModels, AUnitReplacedByZeroIsAUnitThatNobodyTakes) {
  const auto& row = GetParam();
  const Tapped tapped(row.model);
  torch::NoGradGuard noGrad;
  const auto whole = tapped.model->forward(tapped.x);
  auto weight = tapped.model->named_parameters()[row.taken];
  std::vector<std::int64_t> units;
  for (std::int64_t unit = 1; unit < weight.size(1); unit += 2) units.push_back(unit);
  Taps taps;
  taps.add(row.layer, lesion(units));
  const auto lesioned = tapped.model->forward(tapped.x, taps);
  EXPECT_FALSE(torch::equal(lesioned, whole));
  for (const auto unit : units) weight.select(1, unit).zero_();
  EXPECT_TRUE(isClose(lesioned, tapped.model->forward(tapped.x).to(torch::kDouble), 1e-5));
  EXPECT_FALSE(isClose(whole, lesioned.to(torch::kDouble), 1e-3));
}

TEST_P(TapsOfModels, WhatIsAddedIsSeenByTheNextTapOfTheLayerAndGoesOn) {
  const auto& row = GetParam();
  const Tapped tapped(row.model);
  torch::NoGradGuard noGrad;
  Recording before({row.layer}), after({row.layer}), peak({row.layer}, Pooling::Max);
  Taps taps;
  before.addTo(taps);
  taps.add(row.layer, stimulation({2}, 3));
  after.addTo(taps);
  peak.addTo(taps);
  const auto stimulated = tapped.model->forward(tapped.x, taps);
  const auto change = after.seen.at(row.layer) - before.seen.at(row.layer);  // [stimuli, units]
  EXPECT_TRUE(torch::allclose(change.select(1, 2), torch::full({3}, 3.0F), 1e-4, 1e-4));
  EXPECT_TRUE(torch::equal(change.select(1, 3), torch::zeros({3})));
  EXPECT_TRUE((peak.pooled.at(row.layer) >= after.seen.at(row.layer) - 1e-5).all().item<bool>());
  EXPECT_FALSE(torch::equal(stimulated, tapped.model->forward(tapped.x)));
}

TEST_P(TapsOfModels, AnotherShapeIsRefused) {
  const Tapped tapped(GetParam().model);
  torch::NoGradGuard noGrad;
  Taps taps;
  taps.add(GetParam().layer, [](const torch::Tensor& values) { return values.narrow(0, 0, 1); });
  EXPECT_THROW(tapped.model->forward(tapped.x, taps), std::invalid_argument);
}

INSTANTIATE_TEST_SUITE_P(Rows, TapsOfModels, ::testing::ValuesIn(kTappedCases),
                         [](const auto& info) { return std::string(info.param.model); });

TEST(Taps, EveryModelHasACase) {
  for (const auto& entry : models())
    EXPECT_TRUE(std::any_of(kTappedCases.begin(), kTappedCases.end(), [&](const auto& row) {
      return std::string(row.model) == entry.name;
    })) << entry.name;
}

}  // namespace
}  // namespace studio
