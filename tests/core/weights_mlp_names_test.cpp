// Rows of linear layers beside what is none of them: recognised and loaded, the rest named; with what may be a layer
// they are another network.
#include "core/models/weights_form.h"

#include <gtest/gtest.h>
#include <torch/types.h>

#include "core/network/source.h"
#include "core/weights/recognise.h"
#include "core/weights/state_dict.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

const TensorShapes kRow{{"fc1.weight", {6, 9}}, {"fc1.bias", {6}}, {"fc2.weight", {4, 6}}, {"fc2.bias", {4}}};

TensorShapes rowWith(TensorShapes more, const std::string& prefix = {}) {
  for (const auto& [name, shape] : kRow) more[prefix + name] = shape;
  return more;
}

StateDict randomRow(const TensorShapes& shapes) {
  StateDict tensors;
  for (const auto& [name, shape] : shapes) tensors.emplace_back(name, torch::rand(shape));
  return tensors;
}

struct BesideCase {
  const char* title;
  TensorShapes shapes;
  std::vector<std::string> beside;
};

const std::vector<BesideCase> kBeside{
    {"Average", rowWith({{"n_averaged", {}}}, "module."), {"n_averaged"}},
    {"Counters", rowWith({{"step", {}}, {"epoch", {}}}), {"epoch", "step"}},
    {"Extra", rowWith({{"history", {5, 3}}}), {"history"}},
    {"Loss", rowWith({{"loss.weight", {4}}, {"criterion.weight", {4}}}, "model."), {"criterion.weight", "loss.weight"}},
    {"Copy",
     rowWith(rowWith({}, "ema."), "net."),
     {"ema.fc1.bias", "ema.fc1.weight", "ema.fc2.bias", "ema.fc2.weight"}},
    {"Numbered",
     {{"net.1.weight", {6, 9}}, {"net.1.bias", {6}}, {"net.4.weight", {4, 6}}, {"net.4.bias", {4}}, {"step", {}}},
     {"step"}},
};

class MlpBeside : public ::testing::TestWithParam<BesideCase> {};

TEST_P(MlpBeside, IsNamedAndTheNetworkLoads) {
  const auto& [title, shapes, beside] = GetParam();
  const TemporaryFolder place;
  const auto file = (place.path() / "row.pt").string();
  const auto theirs = randomRow(shapes);
  writeWeights(file, theirs);
  const auto found = recognise(openWeights(file));
  ASSERT_TRUE(found.model) << found.problem;
  EXPECT_EQ(describeSettings(*found.model),
            (std::vector<std::string>{"model.classes=4", "model.hidden=[6]", "model.bias=true"}));
  EXPECT_EQ(found.leftOver, beside);
  const auto& note = found.notes.back();
  EXPECT_TRUE(holds(note, "no part of this network and not used by it", beside.front())) << note;
  const auto source = openSource({"", "runs", "mlp", file, {}});
  EXPECT_EQ(source.notes.size(), found.notes.size());
  const auto named = networkIn(shapes).names.sources;
  const std::map<std::string, torch::Tensor> values(theirs.begin(), theirs.end());
  for (const auto& [name, tensor] : makeStateDict(*source.model))
    EXPECT_TRUE(torch::equal(tensor, values.at(named.at(name).front()))) << name;
}

INSTANTIATE_TEST_SUITE_P(Rows, MlpBeside, ::testing::ValuesIn(kBeside),
                         [](const auto& info) { return std::string(info.param.title); });

TEST(MlpNames, OfARowAndItsCopyTheOtherCanBeTaken) {
  const auto found = recognise(rowWith(rowWith({}, "ema."), "net."));
  const auto& note = found.notes.front();
  EXPECT_TRUE(holds(note, "the one under `net.` is taken", "FILE#ema takes that one")) << note;
}

TEST(MlpNames, WhatMayBeALayerMakesItAnotherNetwork) {
  const std::vector<std::pair<std::string, std::vector<std::int64_t>>> layers{
      {"norm.weight", {6}},           {"norm.running_mean", {6}}, {"act.weight", {1}},
      {"conv1.weight", {8, 1, 3, 3}}, {"out.weight", {2, 4}},     {"mean", {9}},
      {"fc4.weight", {2, 2}},         {"table.weight", {100, 3}}};
  for (const auto& [name, shape] : layers) {
    const auto shapes = rowWith({{name, shape}});
    const auto found = recognise(shapes);
    EXPECT_FALSE(found.model) << name;
    EXPECT_TRUE(holds(found.problem, "none of the models", "may be further layers: " + name, "save the file without"))
        << found.problem;
    ModelConfig config;
    config.hidden = {6}, config.classes = 4, config.bias = true;
    const auto model = findModel("mlp").make(config, {1, 3, 3});
    const auto refused = errorSentence([&] { loadInto(*model, randomRow(shapes), "a.pt"); });
    EXPECT_TRUE(holds(refused, "a.pt", "left over: " + name)) << refused;
  }
  EXPECT_FALSE(recognise({{"0.weight", {6, 9}}, {"1.weight", {4, 6}}}).model);  // no function between the two
  EXPECT_FALSE(recognise({{"encoder.0.weight", {6, 9}}, {"decoder.0.weight", {9, 6}}}).model);
}

}  // namespace
}  // namespace studio
