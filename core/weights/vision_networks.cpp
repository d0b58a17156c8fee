// What tells one network from another stands in its shapes; the network itself says whether all of them are there.
#include "core/weights/vision_networks.h"

#include <algorithm>
#include <array>

#include "core/models/model.h"
#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/weights/network_names.h"
#include "core/weights/network_plan.h"

namespace studio {
namespace {

using Sizes = std::vector<std::int64_t>;

constexpr std::int64_t kLargestPatch = 65536;
constexpr double kTransformersEpsilon =
    1e-12;  // layer norm of transformers' ViT where its configuration is not beside the file
constexpr std::string_view kNotOurs =
    "; only resnet18, resnet50 and vit_b_32 (of any size) are among the models for images.";

/// Parts by which other networks are known, by the beginning of a name behind the prefix. What they compute is another
/// function.
struct OtherPart {
  std::string_view name, what;
};
constexpr std::array kOtherParts = std::to_array<OtherPart>({
    {"conv1.0.", "a ResNet with a stem of several convolutions (ResNet-D, as timm's resnet50d)"},
    {"layer1.0.se.", "an SE-ResNet"},
    {"layer1.0.conv2.1.", "a ResNet whose strided convolutions are sequences (antialiased-cnns)"},
    {"attnpool.", "CLIP's ResNet with attention pooling"},
    {"dist_token", "a distilled vision transformer (DeiT) with a second token"},
    {"embeddings.distillation_token", "a distilled vision transformer (DeiT) with a second token"},
    {"fc_norm.", "a vision transformer that averages its tokens (fc_norm)"},
    {"norm_pre.", "a vision transformer that normalises before its blocks (norm_pre, as CLIP's)"},
    {"pre_logits.", "a vision transformer with a layer before its classifier (pre_logits)"},
    {"heads.pre_logits.", "a vision transformer with a layer before its classifier (pre_logits)"},
    {"reg_token", "a vision transformer with registers"},
    {"embeddings.register_tokens", "a vision transformer with registers"},
    {"blocks.0.ls1.", "a vision transformer with LayerScale (as DINOv2)"},
    {"blocks.0.attn.q_norm.", "a vision transformer that normalises its queries"},
    {"encoder.layer.0.lambda_1", "a vision transformer with LayerScale (BEiT)"},
    {"encoder.layer.0.attention.attention.relative_position_bias",
     "a vision transformer with relative positions (BEiT)"},
});

std::optional<Sizes> sizesOf(const TensorShapes& shapes, const std::string& name, std::size_t dimensions) {
  const auto found = shapes.find(name);
  return found != shapes.end() && found->second.size() == dimensions ? std::optional(found->second) : std::nullopt;
}

std::int64_t countOf(const TensorShapes& shapes, const std::string& before, const std::string& after) {
  std::int64_t number = 0;
  while (shapes.contains(before + std::to_string(number) + after)) ++number;
  return number;
}

/// What the network is instead, or nothing.
std::string otherNetwork(const TensorShapes& shapes, const std::string& prefix) {
  for (const auto& [part, what] : kOtherParts) {
    const auto start = prefix + std::string(part);
    const auto next = shapes.lower_bound(start);
    if (next != shapes.end() && next->first.starts_with(start)) return std::string(what);
  }
  return {};
}

/// "resnet18" or "resnet50", or what it is instead.
struct Told {
  std::string model, other;
};

Told resnetOf(const TensorShapes& ours) {
  const bool bottleneck = ours.contains("layer1.0.conv3.weight");
  std::array<std::int64_t, 4> blocks{};
  for (std::size_t stage = 0; stage < 4; ++stage)
    blocks[stage] = countOf(ours, "layer" + std::to_string(stage + 1) + ".", ".bn1.weight");
  const bool fifty = bottleneck && blocks == std::array<std::int64_t, 4>{3, 4, 6, 3},
             eighteen = !bottleneck && blocks == std::array<std::int64_t, 4>{2, 2, 2, 2};
  if (!fifty && !eighteen) {
    std::string stages;
    for (const auto count : blocks) stages.append(stages.empty() ? "" : ", ").append(std::to_string(count));
    return {{}, "a ResNet with " + stages + " blocks of " + (bottleneck ? "three" : "two") + " convolutions"};
  }
  const auto stem = sizesOf(ours, "conv1.weight", 4), middle = sizesOf(ours, "layer1.0.conv2.weight", 4);
  const bool square = stem && (*stem)[2] == (*stem)[3] && (*stem)[1] >= 1 && (*stem)[1] <= kLargestPatch;
  if (!square || (*stem)[0] != 64 || ((*stem)[2] != 3 && (*stem)[2] != 7))
    return {{}, "a ResNet whose first layer (conv1) is not torchvision's of 64 filters of 7 x 7 or 3 x 3"};
  if (fifty && middle && (*middle)[1] > 0 && (*middle)[1] < (*middle)[0])
    return {{}, "a ResNeXt (convolutions in " + std::to_string((*middle)[0] / (*middle)[1]) + " groups)"};
  if (middle && (*middle)[0] != 64)
    return {{}, "a wide ResNet (" + std::to_string((*middle)[0]) + " filters in the blocks of its first stage)"};
  if (!ours.contains("bn1.weight") && !ours.contains("bn1.bias") && ours.contains("layer1.0.bn1.weight"))
    return {{}, "a ResNet that normalises before its convolutions (pre-activation)"};
  return {fifty ? "resnet50" : "resnet18", {}};
}

ModelConfig resnetConfig(const std::string& name, const TensorShapes& ours) {
  ModelConfig model;
  model.name = name;
  const auto head = sizesOf(ours, "fc.weight", 2);
  model.classes = head ? (*head)[0] : 0;
  model.smallImages = sizesOf(ours, "conv1.weight", 4)->at(2) == 3;
  model.blurPool = ours.contains(name == "resnet50" ? "layer2.0.conv2.conv.weight" : "layer2.0.conv1.conv.weight");
  return model;
}

std::optional<ModelConfig> vitConfig(const TensorShapes& ours) {
  const auto patches = sizesOf(ours, "conv_proj.weight", 4), places = sizesOf(ours, "encoder.pos_embedding", 3),
             head = sizesOf(ours, "heads.head.weight", 2);
  const auto layers = countOf(ours, "encoder.layers.encoder_layer_", ".ln_1.weight");
  if (!patches || !places || layers == 0 || (*patches)[2] != (*patches)[3] || (*patches)[2] < 1 ||
      (*patches)[2] > kLargestPatch)
    return {};
  if ((*places)[1] < 2 || (*places)[1] > kLargestPatch * kLargestPatch || (*patches)[0] < 1 || (*patches)[1] < 1)
    return {};
  ModelConfig model;
  model.name = "vit_b_32";
  model.classes = head ? (*head)[0] : 0;
  model.layers = layers;
  model.width = (*patches)[0];
  model.patchSize = (*patches)[2];
  return model;
}

/// An input of as many patches as there are positions, whatever its sides; only shapes are made of it.
InputShape inputFor(const ModelConfig& model, const TensorShapes& ours) {
  const bool transformer = model.width > 0;
  const auto first = sizesOf(ours, transformer ? "conv_proj.weight" : "conv1.weight", 4).value_or(Sizes{1, 3, 1, 1});
  if (!transformer) return {first[1], 32, 32};
  return {first[1], model.patchSize * (ours.at("encoder.pos_embedding")[1] - 1), model.patchSize};
}

/// Files from before PyTorch 0.4.1 lack the counters; filters of BlurPool are known.
bool isOptional(const std::string& name) {
  return name.ends_with("num_batches_tracked") || name.ends_with(".blur_filter");
}

struct Comparison {
  std::vector<std::string> missing, shapes, strange;
};

Comparison comparedWith(const TensorShapes& plan, const TensorShapes& ours, const NetworkNames& names) {
  Comparison found;
  for (const auto& [name, shape] : plan) {
    const auto stored = ours.find(name);
    if (stored == ours.end() && !isOptional(name))
      found.missing.push_back(name);
    else if (stored != ours.end() && stored->second != shape)
      found.shapes.push_back(name + " is " + shapeText(stored->second) + ", not " + shapeText(shape));
  }
  for (const auto& [name, sources] : names.sources)
    if (!plan.contains(name) && !isOptional(name)) found.strange.push_back(printable(sources.front()));
  return found;
}

std::string titleOf(const ModelConfig& model) {
  std::string title = model.name == "resnet18"   ? "ResNet-18"
                      : model.name == "resnet50" ? "ResNet-50"
                                                 : "vision transformer of " + std::to_string(model.layers) +
                                                       " blocks, width " + std::to_string(model.width) +
                                                       " and patches of " + std::to_string(model.patchSize) + " px";
  if (model.blurPool) title += " with BlurPool";
  if (model.smallImages) title += " for small images";
  return title + (model.classes == 0
                      ? ", without a classifier"
                      : ", " + std::to_string(model.classes) + (model.classes == 1 ? " class" : " classes"));
}

std::string placeOf(const NetworkNames& names) {
  auto text = " in " + std::string(names.habit->whose) + " names";
  return names.prefix.empty() ? text : text + " under the prefix `" + printable(names.prefix) + "`";
}

void refuseNetwork(const std::string& what, const NetworkNames& names, const Comparison& compared, Recognition& found) {
  std::vector<std::string> beside;
  for (const auto& name : names.beside) beside.push_back(printable(name));
  found.problem = "It looks like a " + what +
                  ", but not all of it is there or something else is:" + listText("missing", compared.missing) +
                  listText("of another shape", compared.shapes) +
                  listText("parts that this network has not", compared.strange) + listText("left over", beside) +
                  misfitAdvice(compared.missing, compared.shapes);
}

/// What the network is instead, where it lacks the same thing everywhere and nothing else; or nothing.
std::string otherByLack(const Comparison& compared) {
  if (compared.missing.empty() || compared.shapes.size() + compared.strange.size() > 0) return {};
  const auto lacks = [&](std::string_view ending) {
    return std::all_of(compared.missing.begin(), compared.missing.end(),
                       [&](const auto& name) { return name.ends_with(ending); });
  };
  if (lacks("in_proj_bias"))
    return "a vision transformer whose queries, keys and values have no biases (qkv_bias = False)";
  return lacks("class_token") ? "a vision transformer without a class token" : "";
}

/// Vision transformers in Hugging Face's names are computed with another epsilon than torchvision's.
void setEpsilon(const NetworkNames& names, ModelConfig& model) {
  if (names.habit->transformer && names.habit->whose.starts_with("Hugging")) model.normEpsilon = kTransformersEpsilon;
}

}  // namespace

bool recogniseVision(const TensorShapes& shapes, Recognition& found) {
  const auto names = networkNamesIn(shapes);
  if (!names.habit) return false;
  const auto ours = renamedShapes(shapes, names);
  auto other = otherNetwork(shapes, names.prefix);
  std::optional<ModelConfig> model;
  if (names.habit->transformer) {
    model = vitConfig(ours);
    if (!model && other.empty())
      other = "a vision transformer whose patches, positions or blocks are not torchvision's";
  } else if (other.empty()) {
    const auto told = resnetOf(ours);
    other = told.other;
    if (!told.model.empty()) model = resnetConfig(told.model, ours);
  }
  const auto refuseOther = [&](const std::string& what) {
    found.title.clear();
    found.problem = "It is " + what + placeOf(names) + std::string(kNotOurs);
    return true;
  };
  if (!other.empty()) return refuseOther(other);
  setEpsilon(names, *model);
  found.title = titleOf(*model) + placeOf(names);
  Comparison compared;
  try {
    compared = comparedWith(planOf(withSomeHeads(*model), inputFor(*model, ours)).shapes, ours, names);
  } catch (const UserError& error) {
    found.problem = "It looks like a " + found.title + ", which cannot be built: " + error.what();
    return true;
  }
  if (const auto lacking = otherByLack(compared); !lacking.empty()) return refuseOther(lacking);
  if (compared.missing.size() + compared.shapes.size() + compared.strange.size() > 0) {
    refuseNetwork(found.title, names, compared, found);
    return true;
  }
  found.model = std::move(model);
  found.notes.push_back("Recognised: " + found.title + ".");
  noteBeside(names, found);
  return true;
}

}  // namespace studio
