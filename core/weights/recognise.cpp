// Each network has one name that no other has; what stands before it is the prefix of all its names (science.md 10.2 to 10.6).
#include "core/weights/recognise.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/run/number_text.h"

namespace studio {
namespace {

using Shape = std::vector<std::int64_t>;

constexpr std::int64_t kHeadWidth = 64, kLargestSide = 65536;

/// The tensors of one network, by their names behind the prefix.
class Names {
 public:
  Names(const TensorShapes& shapes, std::string prefix) : shapes_(shapes), prefix_(std::move(prefix)) {}
  bool has(const std::string& name) const { return shapes_.contains(prefix_ + name); }
  /// Sizes of a tensor with so many dimensions; nothing for another.
  std::optional<Shape> shape(const std::string& name, std::size_t dimensions) const {
    const auto found = shapes_.find(prefix_ + name);
    return found != shapes_.end() && found->second.size() == dimensions ? std::optional(found->second) : std::nullopt;
  }
  /// How many of before0after, before1after, ... there are, without a gap.
  std::int64_t count(const std::string& before, const std::string& after) const {
    std::int64_t number = 0;
    while (has(before + std::to_string(number) + after)) ++number;
    return number;
  }

 private:
  const TensorShapes& shapes_;
  std::string prefix_;
};

std::optional<std::string> prefixBefore(const TensorShapes& shapes, const std::string& ending) {
  for (const auto& [name, shape] : shapes)
    if (name == ending || name.ends_with("." + ending)) return name.substr(0, name.size() - ending.size());
  return {};
}

void refuse(Recognition& found, const std::string& what) { found.problem = what; }

/// Heads as training scripts store them beside the weights.
void setHeads(Recognition& found, const std::map<std::string, std::string>& metadata) {
  auto& model = *found.model;
  for (const auto& [key, text] : metadata) {
    const auto last = key.substr(key.rfind('.') + 1);
    const auto heads = last == "n_head" || last == "num_heads" || last == "heads" ? numberFrom(text) : std::nullopt;
    const bool possible = heads && *heads >= 1 && *heads <= double(model.width) && *heads == std::floor(*heads);   // false for NaN
    if (!possible || model.width % static_cast<std::int64_t>(*heads) != 0) continue;
    model.heads = static_cast<std::int64_t>(*heads);
    return;
  }
  model.heads = std::max<std::int64_t>(model.width / kHeadWidth, 1);
  found.headsGuessed = true;
}

bool isBlurred(const Names& names, const std::string& convolution) { return names.has("layer2.0." + convolution + ".conv.weight"); }

std::string stagesText(const std::array<std::int64_t, 4>& blocks) {
  std::string text;
  for (const auto count : blocks) text.append(text.empty() ? "" : ", ").append(std::to_string(count));
  return text;
}

void recogniseResnet(const Names& names, Recognition& found) {
  const bool bottleneck = names.has("layer1.0.conv3.weight");
  std::array<std::int64_t, 4> blocks{};
  for (std::size_t stage = 0; stage < 4; ++stage) blocks[stage] = names.count("layer" + std::to_string(stage + 1) + ".", ".bn1.weight");
  const bool fifty = bottleneck && blocks == std::array<std::int64_t, 4>{3, 4, 6, 3};
  const bool eighteen = !bottleneck && blocks == std::array<std::int64_t, 4>{2, 2, 2, 2};
  if (!fifty && !eighteen)
    return refuse(found, "It is a ResNet with " + stagesText(blocks) + " blocks of " + (bottleneck ? "three" : "two") +
                  " convolutions; only resnet18 and resnet50 are among the models.");
  const auto stem = names.shape("conv1.weight", 4), head = names.shape("fc.weight", 2);
  const std::int64_t features = fifty ? 2048 : 512;
  if (!stem || (*stem)[0] != 64 || ((*stem)[2] != 3 && (*stem)[2] != 7) || !head || (*head)[1] != features)
    return refuse(found, "It is a ResNet whose first or last layer (conv1, fc) is not that of torchvision; convert it in Python.");
  found.model.emplace();
  found.model->name = fifty ? "resnet50" : "resnet18";
  found.model->classes = (*head)[0];
  found.model->smallImages = (*stem)[2] == 3;
  found.model->blurPool = isBlurred(names, fifty ? "conv2" : "conv1");
}

void recogniseVit(const Names& names, Recognition& found) {
  const auto patches = names.shape("conv_proj.weight", 4), places = names.shape("encoder.pos_embedding", 3), head = names.shape("heads.head.weight", 2);
  const auto layers = names.count("encoder.layers.encoder_layer_", ".ln_1.weight");
  const bool whole = patches && places && head && layers > 0 && (*patches)[2] == (*patches)[3] && (*places)[2] == (*patches)[0] &&
                     (*head)[1] == (*patches)[0];
  if (!whole || (*patches)[2] < 1 || (*patches)[2] > kLargestSide || (*places)[1] > kLargestSide * kLargestSide)
    return refuse(found, "It is a vision transformer whose parts (conv_proj, encoder, heads.head) are not those of torchvision; convert it in Python.");
  found.model.emplace();
  found.model->name = "vit_b_32";
  found.model->classes = (*head)[0];
  found.model->layers = layers;
  found.model->width = (*patches)[0];
  found.model->patchSize = (*patches)[2];
}

void recogniseGpt(const Names& names, Recognition& found) {
  const auto table = names.shape("wte.weight", 2), places = names.shape("wpe.weight", 2);
  const auto layers = names.count("h.", ".ln_1.weight");
  const bool neo = names.has("h.0.attn.attention.q_proj.weight"), nano = names.has("h.0.attn.c_attn.weight");
  if (!table || !places || layers == 0 || neo == nano || (*table)[1] != (*places)[1])
    return refuse(found, "It is a language model whose blocks are those of neither nanoGPT nor GPT-Neo; only nanogpt and gpt_neo_125m are among "
                         "the models.");
  found.model.emplace();
  found.model->name = neo ? "gpt_neo_125m" : "nanogpt";
  found.model->layers = layers;
  found.model->width = (*table)[1];
  found.model->context = (*places)[0];
  found.model->vocabulary = (*table)[0];
  found.model->bias = names.has("ln_f.bias");
}

/// Linear layers one behind the other: fc1, fc2, ... or counted as nn.Sequential does.
void recogniseMlp(const std::vector<std::pair<Shape, bool>>& layers, Recognition& found) {
  for (std::size_t index = 0; index < layers.size(); ++index) {
    const bool follows = index == 0 || layers[index].first[1] == layers[index - 1].first[0];
    if (!follows || layers[index].second != layers[0].second)
      return refuse(found, "It is a row of linear layers that do not follow each other (or only some with biases); convert it in Python.");
  }
  found.model.emplace();
  found.model->name = "mlp";
  found.model->hidden.clear();
  for (std::size_t index = 0; index + 1 < layers.size(); ++index) found.model->hidden.push_back(layers[index].first[0]);
  found.model->classes = layers.back().first[0];
  found.model->bias = layers[0].second;
}

std::vector<std::pair<Shape, bool>> linearLayers(const TensorShapes& shapes) {
  std::vector<std::pair<Shape, bool>> layers;
  const auto take = [&](const Names& names, const std::string& layer) {
    const auto shape = names.shape(layer + ".weight", 2);
    if (shape) layers.emplace_back(*shape, names.has(layer + ".bias"));
    return shape.has_value();
  };
  if (const auto prefix = prefixBefore(shapes, "fc1.weight"))
    for (std::size_t layer = 1; take(Names(shapes, *prefix), "fc" + std::to_string(layer));) ++layer;
  else if (const auto counted = prefixBefore(shapes, "0.weight"))
    for (std::size_t layer = 0; take(Names(shapes, *counted), std::to_string(layer));) layer += 2;   // an activation function between two
  std::size_t tensors = 0;
  for (const auto& [shape, bias] : layers) tensors += bias ? 2 : 1;
  return tensors == shapes.size() ? layers : std::vector<std::pair<Shape, bool>>();   // something else is in the file too
}

void recogniseModel(const TensorShapes& shapes, const std::map<std::string, std::string>& metadata, Recognition& found) {
  if (const auto prefix = prefixBefore(shapes, "layer1.0.conv1.weight")) return recogniseResnet({shapes, *prefix}, found);
  if (const auto prefix = prefixBefore(shapes, "conv_proj.weight")) recogniseVit({shapes, *prefix}, found);
  else if (const auto gpt = prefixBefore(shapes, "wte.weight")) recogniseGpt({shapes, *gpt}, found);
  else if (const auto layers = linearLayers(shapes); !layers.empty()) return recogniseMlp(layers, found);
  else return refuse(found, "Its names are those of none of the models (mlp, resnet18, resnet50, vit_b_32, nanogpt, gpt_neo_125m).");
  if (found.model) setHeads(found, metadata);
}

}  // namespace

std::optional<double> tauInName(const std::string& fileName) {
  const auto place = fileName.rfind("tau");
  if (place == std::string::npos) return {};
  auto text = std::string_view(fileName).substr(place + 3);
  if (!text.empty() && (text.front() == '_' || text.front() == '-' || text.front() == '=')) text.remove_prefix(1);
  text = text.substr(0, text.find_first_not_of("0123456789."));
  while (text.ends_with('.')) text.remove_suffix(1);   // the dot before the ending
  return numberFrom(text);
}

Recognition recognise(const TensorShapes& shapes, const std::map<std::string, std::string>& metadata, const std::string& fileName) {
  Recognition found;
  recogniseModel(shapes, metadata, found);
  for (const auto& [key, text] : metadata)
    if (const auto tau = key == "tau" || key.ends_with(".tau") ? numberFrom(text) : std::nullopt; tau && *tau >= 0 && std::isfinite(*tau)) found.tau = tau;
  if (!found.tau) found.tau = tauInName(fileName);
  return found;
}

Recognition recognise(const WeightsFile& file) { return recognise(shapesOf(file.tensors), file.metadata, file.files.front().filename().string()); }

std::vector<std::string> settingsOf(const ModelConfig& model) {
  std::vector<std::string> settings;
  const auto add = [&](const char* key, const std::string& value) { settings.push_back(std::string("model.") + key + "=" + value); };
  const auto flag = [](bool value) { return std::string(value ? "true" : "false"); };
  const bool language = model.vocabulary > 0;
  if (!language) add("classes", std::to_string(model.classes));
  if (model.name == "mlp") {
    std::string hidden(1, '[');
    for (const auto units : model.hidden) hidden.append(hidden.size() == 1 ? "" : ",").append(std::to_string(units));
    add("hidden", hidden.append("]")), add("bias", flag(model.bias));
  }
  if (model.name.starts_with("resnet")) add("small_images", flag(model.smallImages)), add("blur_pool", flag(model.blurPool));
  if (model.width == 0) return settings;
  add("layers", std::to_string(model.layers)), add("heads", std::to_string(model.heads)), add("width", std::to_string(model.width));
  if (language) add("context", std::to_string(model.context)), add("vocabulary", std::to_string(model.vocabulary));
  if (model.name == "nanogpt") add("bias", flag(model.bias));
  if (model.patchSize > 0) add("patch_size", std::to_string(model.patchSize));
  return settings;
}

}  // namespace studio
