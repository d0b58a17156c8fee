// Tensors by name between modules and files.
#include "core/weights/state_dict.h"

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "core/weights/safetensors.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

std::shared_ptr<Model> smallNet(std::int64_t classes = 4, bool blurPool = false) {
  ModelConfig config;
  config.name = "resnet18";
  config.classes = classes;
  config.smallImages = true;
  config.blurPool = blurPool;
  return findModel("resnet18").make(config, {3, 8, 8});
}

TEST(StateDict, AModelComesBackFromAFileBitForBit) {
  TemporaryFolder folder;
  torch::manual_seed(1);
  const auto first = smallNet(), second = smallNet();
  writeWeights(folder.path() / "a.safetensors", makeStateDict(*first), {{"format", "pt"}});
  loadInto(*second, readWeights(folder.path() / "a.safetensors"), "a.safetensors");
  const auto a = makeStateDict(*first), b = makeStateDict(*second);
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t index = 0; index < a.size(); ++index) {
    EXPECT_EQ(a[index].first, b[index].first);
    EXPECT_TRUE(torch::equal(a[index].second, b[index].second)) << a[index].first;
  }
}

TEST(StateDict, ChannelsLastWeightsAreStoredInPlainOrder) {
  TemporaryFolder folder;
  const auto weight = torch::randn({4, 3, 2, 2}).contiguous(torch::MemoryFormat::ChannelsLast);
  writeWeights(
      folder.path() / "a",
      {{"w", weight}, {"half", torch::randn({3}).to(torch::kBFloat16)}, {"flag", torch::tensor({true, false})}});
  const auto read = readWeights(folder.path() / "a");
  for (const auto& [name, tensor] : read) {
    EXPECT_TRUE(tensor.is_contiguous());
    const auto type = name == "w" ? torch::kFloat32 : name == "half" ? torch::kBFloat16 : torch::kBool;
    EXPECT_EQ(tensor.scalar_type(), type) << name;
    EXPECT_TRUE(name != "w" || torch::equal(tensor, weight));
  }
  EXPECT_EQ(read.size(), 3U);
}

TEST(StateDict, RareTypesComeBackAndOnlySafetensorsHoldThem) {
  TemporaryFolder folder;
  for (const auto type : {torch::kUInt64, torch::kUInt32, torch::kUInt16, torch::kFloat8_e4m3fn, torch::kFloat8_e5m2}) {
    const auto values = torch::tensor({0, 1, 2, 16}).to(type);
    writeWeights(folder.path() / "a.safetensors", {{"w", values}});
    const auto read = readWeights(folder.path() / "a.safetensors").front().second;
    EXPECT_EQ(read.scalar_type(), type);
    EXPECT_TRUE(torch::equal(read.to(torch::kFloat32), torch::tensor({0.0F, 1.0F, 2.0F, 16.0F})));
    EXPECT_TRUE(holds(errorSentence([&] {
                        writeWeights(folder.path() / "a.pt", {{"w", values}});
                      }),
                      "w is of the type", "write a .safetensors file"));
  }
}

TEST(StateDict, ComplexNumbersAreNoWeights) {
  TemporaryFolder folder;
  const std::array<std::byte, 8> zero{};
  writeSafetensors(folder.path() / "a.safetensors", {{"phase", "C64", {1}, zero}}, {});
  EXPECT_TRUE(holds(errorSentence([&] { readWeights(folder.path() / "a.safetensors"); }),
                    "a.safetensors: phase is of the type C64", "save it as float32"));
}

TEST(StateDict, WholeNumbersWithoutTheirScaleAreNoWeights) {
  const auto model = smallNet();
  auto tensors = makeStateDict(*model);
  for (auto& [name, tensor] : tensors)
    if (name == "layer1.0.conv1.weight") tensor = (100 * tensor).to(torch::kChar);
  const auto other = smallNet();
  const auto before = other->layerWeight("conv1").clone();
  EXPECT_TRUE(holds(errorSentence([&] { loadInto(*other, tensors, "q.pt"); }),
                    "q.pt: layer1.0.conv1.weight holds whole numbers", "dequantize"));
  EXPECT_TRUE(torch::equal(other->layerWeight("conv1"), before));
}

TEST(StateDict, AVarianceBelowZeroIsNamed) {
  auto tensors = makeStateDict(*smallNet());
  EXPECT_EQ(nonFiniteIn(tensors), "");
  for (auto& [name, tensor] : tensors)
    if (name == "layer2.0.bn1.running_var") tensor = -0.25 * tensor;
  EXPECT_EQ(nonFiniteIn(tensors), "layer2.0.bn1.running_var holds -0.25, a variance below zero");
}

TEST(StateDict, PrefixesOfWrappersAreTakenOff) {
  auto tensors = makeStateDict(*smallNet());
  for (auto& [name, tensor] : tensors) name = "_orig_mod." + name;
  const auto model = smallNet();
  loadInto(*model, tensors, "x");
  EXPECT_TRUE(torch::equal(makeStateDict(*model)[0].second, tensors[0].second));
}

TEST(StateDict, BlurPoolOfTheFileAndOfTheModelMayDiffer) {
  for (const bool blurred : {false, true}) {
    const auto from = smallNet(4, blurred), to = smallNet(4, !blurred);
    loadInto(*to, makeStateDict(*from), "x");
    EXPECT_TRUE(torch::equal(to->layerWeight(blurred ? "layer3.0.conv1" : "layer3.0.conv1.conv"),
                             from->layerWeight(blurred ? "layer3.0.conv1.conv" : "layer3.0.conv1")));
  }
}

TEST(StateDict, WhatDoesNotFitIsListedAndNothingIsChanged) {
  const auto model = smallNet();
  const auto before = makeStateDict(*model)[0].second.clone();
  const auto sentence = errorSentence([&] { loadInto(*model, makeStateDict(*smallNet(9)), "nine.safetensors"); });
  EXPECT_TRUE(
      holds(sentence, "nine.safetensors", "fc.weight is 9x512, the model has 4x512", "fc.bias is 9", "classes 9"))
      << sentence;
  EXPECT_TRUE(torch::equal(makeStateDict(*model)[0].second, before));
  StateDict other{{"a", torch::ones({1})}};
  for (const auto& [name, tensor] : makeStateDict(*model))
    if (!name.starts_with("layer2.0.") || name.ends_with("bn1.weight")) other.emplace_back(name, tensor);
  const auto listed = errorSentence([&] { loadInto(*model, other, "other"); });
  EXPECT_TRUE(holds(listed, "other looks like a ResNet-18", "missing: layer2.0.bn1.bias", "and 9 more", "left over: a;",
                    "take a file with the whole network"))
      << listed;
  std::erase_if(other, [](const auto& item) { return item.first.starts_with("layer2"); });
  EXPECT_TRUE(holds(errorSentence([&] { loadInto(*model, other, "other"); }),
                    "other: It is a ResNet with 2, 0, 2, 2 blocks of two convolutions"));
}

TEST(StateDict, CountersOfBatchesMayBeMissing) {
  StateDict tensors;
  for (auto& item : makeStateDict(*smallNet()))
    if (!item.first.ends_with("num_batches_tracked")) tensors.push_back(item);
  EXPECT_NO_THROW(loadInto(*smallNet(), tensors, "old"));
}

}  // namespace
}  // namespace studio
