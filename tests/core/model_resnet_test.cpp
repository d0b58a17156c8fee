// ResNet-18 against a plain PyTorch network of torchvision's structure (tests/data/make_resnet_reference.py).
#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <nlohmann/json.hpp>

#include "core/models/model.h"
#include "core/weights/state_dict.h"
#include "tests/core/wave_weights.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

std::shared_ptr<Model> resnet(bool smallImages, bool blurPool, std::int64_t classes = 10) {
  ModelConfig config;
  config.classes = classes;
  config.smallImages = smallImages;
  config.blurPool = blurPool;
  return findModel("resnet18").make(config, {3, 40, 40});
}

/// The formula of the script's fill().
void fillOlderWaves(Model& model) {
  torch::NoGradGuard noGrad;
  std::int64_t number = 0;
  for (auto& [name, tensor] : makeStateDict(model)) {
    const auto index = number++;
    if (name.ends_with("num_batches_tracked") || name.ends_with("blur_filter")) continue;
    auto wave = torch::sin(0.37 * torch::arange(tensor.numel(), torch::kDouble) + static_cast<double>(index))
                    .view(tensor.sizes());
    const bool norm = name.find(".bn") != std::string::npos || name.starts_with("bn") ||
                      name.find("downsample.1") != std::string::npos;
    if (tensor.dim() == 4)
      wave = wave * std::sqrt(2.0 / static_cast<double>(tensor[0].numel()));
    else if (name.ends_with("running_var"))
      wave = 1 + 0.5 * wave;
    else if (norm)
      wave = name.ends_with("weight") ? 1 + 0.1 * wave : 0.1 * wave;
    else
      wave = 0.1 * wave;
    tensor.copy_(wave);  // shares its memory with the model on the CPU
  }
}

TEST(ResNet18, AnswersAsThePyTorchNetworkOfTheSameWeights) {
  const auto x = torch::sin(0.01 * torch::arange(2 * 3 * 40 * 40, torch::kDouble)).view({2, 3, 40, 40});
  torch::NoGradGuard noGrad;
  for (const auto& row : readReferences("resnet_reference.json")) {
    const auto model = resnet(row["small_images"], row["blur_pool"]);
    model->to(torch::kDouble);  // batch norm over two images amplifies rounding a million times: in float each
                                // processor gives something else
    fillOlderWaves(*model);
    std::vector<std::string> wanted;
    for (const auto& [layer, values] : row["activations"].items())
      wanted.push_back(row["blur_pool"] && layer.find("downsample") != std::string::npos ? layer + ".conv" : layer);
    Recording recording(wanted);
    Taps taps;
    recording.addTo(taps);
    model->eval();
    const auto evaluated = tensorFrom(row["evaluated"]);
    EXPECT_LT((model->forward(x, taps) - evaluated).abs().max().item<double>(),
              1e-7 * evaluated.abs().max().item<double>());
    ASSERT_EQ(recording.seen.size(), 2U);
    for (const auto& [layer, values] : row["activations"].items()) {
      const auto& seen = recording.seen.contains(layer) ? recording.seen[layer] : recording.seen[layer + ".conv"];
      for (int unit = 0; unit < 3; ++unit)
        EXPECT_NEAR(seen[0][unit].item<double>(), values[static_cast<std::size_t>(unit)].get<double>(), 1e-7) << layer;
    }
    model->train();
    const auto trained = tensorFrom(row["trained"]);
    EXPECT_LT((model->forward(x) - trained).abs().max().item<double>(), 1e-7 * trained.abs().max().item<double>());
  }
}

TEST(ResNet18, NamesCountsAndDrawnWeightsAreThoseOfPython) {
  for (const auto& row : readReferences("resnet_reference.json")) {
    torch::manual_seed(0);
    const auto model = resnet(row["small_images"], row["blur_pool"]);
    std::vector<std::string> names;
    std::int64_t parameters = 0;
    std::map<std::string, torch::Tensor> tensors;
    for (const auto& [name, tensor] : makeStateDict(*model)) {
      names.push_back(name);
      tensors[name] = tensor;
    }
    for (const auto& parameter : model->parameters()) parameters += parameter.numel();
    EXPECT_EQ(names, row["names"].get<std::vector<std::string>>());  // in PyTorch's order
    EXPECT_EQ(parameters, row["parameters"].get<std::int64_t>());
    for (const auto& [name, values] : row["drawn"].items())
      for (int index = 0; index < 3; ++index)
        EXPECT_NEAR(tensors.at(name).flatten()[index].item<float>(),
                    values[static_cast<std::size_t>(index)].get<double>(), 1e-6)
            << name;
  }
}

TEST(ResNet18, HasThePublishedSizeAtAThousandClasses) {
  const auto model = resnet(false, false, 1000);
  std::int64_t parameters = 0;
  for (const auto& parameter : model->parameters()) parameters += parameter.numel();
  EXPECT_EQ(parameters, 11'689'512);
  EXPECT_EQ(model->parameters().size(), 62U);
  EXPECT_EQ(makeStateDict(*model).size(), 122U);
  EXPECT_EQ(makeStateDict(*resnet(false, true, 1000)).size(), 128U);
}

TEST(ResNet18, SheetsAreThoseOfTheScience) {
  const auto layers = resnet(false, false)->layers();
  ASSERT_EQ(layers.size(), 21U);
  std::vector<std::string> topo;
  for (const auto& layer : layers)
    if (layer.topo) topo.push_back(layer.name);
  EXPECT_EQ(topo.size(), 16U);
  EXPECT_EQ(topo.front(), "layer1.0.conv1");
  EXPECT_EQ(topo.back(), "layer4.1.conv2");
  const auto find = [&](const std::string& name) {
    return *std::find_if(layers.begin(), layers.end(), [&](const auto& layer) { return layer.name == name; });
  };
  EXPECT_EQ(find("conv1").depth, 147);
  EXPECT_FALSE(find("conv1").topo);
  EXPECT_EQ(find("layer2.0.downsample.0").depth, 64);
  EXPECT_FALSE(find("layer2.0.downsample.0").topo);
  const auto last = find("layer4.1.conv2");
  EXPECT_EQ(std::tie(last.height, last.width, last.depth),
            std::make_tuple(std::int64_t{16}, std::int64_t{32}, std::int64_t{4608}));
  EXPECT_EQ(last.weightShape, (std::vector<std::int64_t>{512, 3, 3}));
  EXPECT_FALSE(find("fc").topo);
  std::vector<std::string> blurred;
  for (const auto& layer : resnet(false, true)->layers())
    if (layer.name.ends_with(".conv")) blurred.push_back(layer.name);
  EXPECT_EQ(blurred, (std::vector<std::string>{"layer2.0.conv1.conv", "layer2.0.downsample.0.conv",
                                               "layer3.0.conv1.conv", "layer3.0.downsample.0.conv",
                                               "layer4.0.conv1.conv", "layer4.0.downsample.0.conv"}));
}

}  // namespace
}  // namespace studio
