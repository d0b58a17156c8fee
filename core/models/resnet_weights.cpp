// ResNets in files of weights: torchvision's names and those of others, which ResNet it is, and which other network.
#include <array>

#include "core/models/model.h"

namespace studio {
namespace {

constexpr std::int64_t kMostChannels = 65536;

NamingConvention torchvisionResnet() {
  return {"torchvision's",
          "layer1.0.conv1.weight",
          "backbone.",
          {{"head.fc", "fc"}},  // head.fc: OpenMMLab's
          {{"layer#.#.shortcut.#", "layer{1}.{2}.downsample.{3}"},
           {"linear", "fc"},
           {"classifier", "fc"},
           {"last_linear", "fc"}},
          true};
}

/// github.com/kuangliu/pytorch-cifar: torchvision's but for what the blocks' shortcuts and the head (linear) are
/// called.
NamingConvention pytorchCifar() {
  auto convention = torchvisionResnet();
  convention.whose = "pytorch-cifar's";
  convention.anchor = "layer2.0.shortcut.0.weight";
  return convention;
}

/// nn.Sequential(*list(resnet.children())[:-1]): conv1, bn1, ReLU, pool, four stages.
NamingConvention numberedResnet() {
  return {"numbered",
          "4.0.conv1.weight",
          "",
          {},
          {{"0", "conv1"}, {"1", "bn1"}, {"4", "layer1"}, {"5", "layer2"}, {"6", "layer3"}, {"7", "layer4"}},
          false};
}

NamingConvention huggingResnet() {
  return {"Hugging Face's",
          "encoder.stages.0.layers.0.layer.0.convolution.weight",
          "resnet.",
          {{"classifier.1", "fc"}},
          {{"embedder.embedder.convolution", "conv1"},
           {"embedder.embedder.normalization", "bn1"},
           {"encoder.stages.#.layers.#.shortcut.convolution", "layer{1+1}.{2}.downsample.0"},
           {"encoder.stages.#.layers.#.shortcut.normalization", "layer{1+1}.{2}.downsample.1"},
           {"encoder.stages.#.layers.#.layer.#.convolution", "layer{1+1}.{2}.conv{3+1}"},
           {"encoder.stages.#.layers.#.layer.#.normalization", "layer{1+1}.{2}.bn{3+1}"},
           {"encoder.stages.#.layers.#", "layer{1+1}.{2}"}},
          false};
}

constexpr std::array kOtherResNets = std::to_array<OtherPart>({
    {"conv1.0.", "a ResNet with a stem of several convolutions (ResNet-D, as timm's resnet50d)"},
    {"layer1.0.se.", "an SE-ResNet"},
    {"layer1.0.conv2.1.", "a ResNet whose strided convolutions are sequences (antialiased-cnns)"},
    {"attnpool.", "CLIP's ResNet with attention pooling"},
});

/// Which of the rows, or what it is instead.
StatedNetwork resNetKind(const TensorShapes& ours) {
  const bool bottleneck = ours.contains("layer1.0.conv3.weight");
  std::array<std::int64_t, 4> blocks{};
  for (std::size_t stage = 0; stage < 4; ++stage)
    blocks[stage] = countIn(ours, "layer" + std::to_string(stage + 1) + ".", ".bn1.weight");
  const bool fifty = bottleneck && blocks == std::array<std::int64_t, 4>{3, 4, 6, 3},
             eighteen = !bottleneck && blocks == std::array<std::int64_t, 4>{2, 2, 2, 2};
  if (!fifty && !eighteen) {
    std::string stages;
    for (const auto count : blocks) stages.append(stages.empty() ? "" : ", ").append(std::to_string(count));
    return {.other = "a ResNet with " + stages + " blocks of " + (bottleneck ? "three" : "two") + " convolutions"};
  }
  const auto stem = shapeIn(ours, "conv1.weight", 4), middle = shapeIn(ours, "layer1.0.conv2.weight", 4);
  const bool square = stem && (*stem)[2] == (*stem)[3] && (*stem)[1] >= 1 && (*stem)[1] <= kMostChannels;
  if (!square || (*stem)[0] != 64 || ((*stem)[2] != 3 && (*stem)[2] != 7))
    return {.other = "a ResNet whose first layer (conv1) is not torchvision's of 64 filters of 7 x 7 or 3 x 3"};
  if (fifty && middle && (*middle)[1] > 0 && (*middle)[1] < (*middle)[0])
    return {.other = "a ResNeXt (convolutions in " + std::to_string((*middle)[0] / (*middle)[1]) + " groups)"};
  if (middle && (*middle)[0] != 64)
    return {.other = "a wide ResNet (" + std::to_string((*middle)[0]) + " filters in the blocks of its first stage)"};
  if (!ours.contains("bn1.weight") && !ours.contains("bn1.bias") && ours.contains("layer1.0.bn1.weight"))
    return {.other = "a ResNet that normalises before its convolutions (pre-activation)"};
  StatedNetwork stated;
  stated.model.emplace();
  stated.model->name = fifty ? "resnet50" : "resnet18";
  return stated;
}

StatedNetwork describeResNet(const TensorShapes& ours, const NetworkNames&) {
  auto stated = resNetKind(ours);
  if (!stated.model) return stated;
  auto& model = *stated.model;
  const auto head = shapeIn(ours, "fc.weight", 2);
  model.classes = head ? (*head)[0] : 0;
  model.smallImages = shapeIn(ours, "conv1.weight", 4)->at(2) == 3;
  const bool bottleneck = ours.contains("layer1.0.conv3.weight");
  model.blurPool = ours.contains(bottleneck ? "layer2.0.conv2.conv.weight" : "layer2.0.conv1.conv.weight");
  return stated;
}

std::string resNetTitle(const ModelConfig& model) {
  return findModel(model.name).title + std::string(model.blurPool ? " with BlurPool" : "") +
         (model.smallImages ? " for small images" : "");
}

InputShape resNetPlanInput(const ModelConfig&, const TensorShapes& ours) {
  const auto first = shapeIn(ours, "conv1.weight", 4);
  return {first ? (*first)[1] : 3, 32, 32};
}

const std::vector<NamingConvention>& resNetConventions() {
  static const std::vector<NamingConvention> conventions{pytorchCifar(), torchvisionResnet(), numberedResnet(),
                                                         huggingResnet()};
  return conventions;
}

}  // namespace

const WeightsForm& resNetWeights() {
  static const WeightsForm form{.anchor = "layer1.0.conv1.weight",
                                .describeNetwork = describeResNet,
                                .conventions = resNetConventions,
                                .parts = {"conv1", "bn1", "layer1", "layer2", "layer3", "layer4", "fc"},
                                .head = "fc",
                                .others = kOtherResNets,
                                .planInput = resNetPlanInput,
                                .title = resNetTitle,
                                .configType = "resnet"};
  return form;
}

}  // namespace studio
