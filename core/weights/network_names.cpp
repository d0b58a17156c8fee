// The table of habits, the matching of names, and the choice among several networks of a file.
#include "core/weights/network_names.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <tuple>

#include "core/weights/stored_name.h"

namespace studio {
namespace {

const std::vector<std::string_view> kResnetParts{"conv1", "bn1", "layer1", "layer2", "layer3", "layer4", "fc"},
    kTransformerParts{"class_token", "conv_proj", "encoder", "heads"};
constexpr std::int64_t kMostUnits = std::int64_t{1} << 32;
constexpr std::string_view kBlock = "encoder.layers.encoder_layer_{1}";

NamingHabit torchvisionResnet() {
  return {"torchvision's",
          false,
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
NamingHabit pytorchCifar() {
  auto habit = torchvisionResnet();
  habit.whose = "pytorch-cifar's";
  habit.anchor = "layer2.0.shortcut.0.weight";
  return habit;
}

/// nn.Sequential(*list(resnet.children())[:-1]): conv1, bn1, ReLU, pool, four stages.
NamingHabit numberedResnet() {
  return {"numbered",
          false,
          "4.0.conv1.weight",
          "",
          {},
          {{"0", "conv1"}, {"1", "bn1"}, {"4", "layer1"}, {"5", "layer2"}, {"6", "layer3"}, {"7", "layer4"}},
          false};
}

NamingHabit huggingResnet() {
  return {"Hugging Face's",
          false,
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

NamingHabit torchvisionVit() {
  return {"torchvision's",
          true,
          "conv_proj.weight",
          "",
          {},
          {{"encoder.layers.encoder_layer_#.mlp.linear_1", "encoder.layers.encoder_layer_{1}.mlp.0"},  // before 0.13
           {"encoder.layers.encoder_layer_#.mlp.linear_2", "encoder.layers.encoder_layer_{1}.mlp.3"},
           {"heads.#", "heads.head.{1}"},
           {"heads.weight", "heads.head.weight"},
           {"heads.bias", "heads.head.bias"}},
          true};
}

/// What both of Hugging Face's ways have around the blocks.
const std::vector<NameRule> kHuggingFrame{{"embeddings.cls_token", "class_token"},
                                          {"embeddings.position_embeddings", "encoder.pos_embedding"},
                                          {"embeddings.patch_embeddings.projection", "conv_proj"},
                                          {"layernorm", "encoder.ln"}};

NamingHabit huggingVit(std::string_view anchor, std::vector<NameRule> rules) {
  rules.insert(rules.begin(), kHuggingFrame.begin(), kHuggingFrame.end());
  return {"Hugging Face's", true, anchor, "vit.", {{"classifier", "heads.head"}}, std::move(rules), false};
}

/// As its files name them, and the models of transformers before version 5.
NamingHabit huggingVitFiles() {
  return huggingVit(
      "encoder.layer.0.attention.attention.query.weight",
      {{"encoder.layer.#.attention.attention.query", "encoder.layers.encoder_layer_{1}.self_attention.in_proj_", 0},
       {"encoder.layer.#.attention.attention.key", "encoder.layers.encoder_layer_{1}.self_attention.in_proj_", 1},
       {"encoder.layer.#.attention.attention.value", "encoder.layers.encoder_layer_{1}.self_attention.in_proj_", 2},
       {"encoder.layer.#.attention.output.dense", "encoder.layers.encoder_layer_{1}.self_attention.out_proj"},
       {"encoder.layer.#.intermediate.dense", "encoder.layers.encoder_layer_{1}.mlp.0"},
       {"encoder.layer.#.output.dense", "encoder.layers.encoder_layer_{1}.mlp.3"},
       {"encoder.layer.#.layernorm_before", "encoder.layers.encoder_layer_{1}.ln_1"},
       {"encoder.layer.#.layernorm_after", "encoder.layers.encoder_layer_{1}.ln_2"},
       {"encoder.layer.#", kBlock}});
}

/// state_dict() of the models of transformers 5.
NamingHabit huggingVitModels() {
  return huggingVit("layers.0.attention.q_proj.weight",
                    {{"layers.#.attention.q_proj", "encoder.layers.encoder_layer_{1}.self_attention.in_proj_", 0},
                     {"layers.#.attention.k_proj", "encoder.layers.encoder_layer_{1}.self_attention.in_proj_", 1},
                     {"layers.#.attention.v_proj", "encoder.layers.encoder_layer_{1}.self_attention.in_proj_", 2},
                     {"layers.#.attention.o_proj", "encoder.layers.encoder_layer_{1}.self_attention.out_proj"},
                     {"layers.#.mlp.fc1", "encoder.layers.encoder_layer_{1}.mlp.0"},
                     {"layers.#.mlp.fc2", "encoder.layers.encoder_layer_{1}.mlp.3"},
                     {"layers.#.layernorm_before", "encoder.layers.encoder_layer_{1}.ln_1"},
                     {"layers.#.layernorm_after", "encoder.layers.encoder_layer_{1}.ln_2"},
                     {"layers.#", kBlock}});
}

NamingHabit timmVit() {
  return {"timm's",
          true,
          "blocks.0.attn.qkv.weight",
          "",
          {},
          {{"cls_token", "class_token"},
           {"pos_embed", "encoder.pos_embedding"},
           {"patch_embed.proj", "conv_proj"},
           {"blocks.#.norm1", "encoder.layers.encoder_layer_{1}.ln_1"},
           {"blocks.#.norm2", "encoder.layers.encoder_layer_{1}.ln_2"},
           {"blocks.#.attn.qkv.weight", "encoder.layers.encoder_layer_{1}.self_attention.in_proj_weight"},
           {"blocks.#.attn.qkv.bias", "encoder.layers.encoder_layer_{1}.self_attention.in_proj_bias"},
           {"blocks.#.attn.proj", "encoder.layers.encoder_layer_{1}.self_attention.out_proj"},
           {"blocks.#.mlp.fc1", "encoder.layers.encoder_layer_{1}.mlp.0"},
           {"blocks.#.mlp.fc2", "encoder.layers.encoder_layer_{1}.mlp.3"},
           {"blocks.#", kBlock},
           {"norm", "encoder.ln"},
           {"head", "heads.head"}},
          false};
}

/// The numbers that stand for #, and what of the name follows the pattern; nothing where it does not match.
struct NameMatch {
  std::vector<std::string> numbers;
  std::string_view rest;
};
std::optional<NameMatch> matchOf(std::string_view name, std::string_view pattern) {
  NameMatch match;
  for (const char wanted : pattern) {
    if (wanted != '#') {
      if (name.empty() || name.front() != wanted) return {};
      name.remove_prefix(1);
      continue;
    }
    const auto digits = std::min(name.find_first_not_of("0123456789"), name.size());
    if (digits == 0 || digits > 4) return {};
    match.numbers.emplace_back(name.substr(0, digits));
    name.remove_prefix(digits);
  }
  if (!name.empty() && name.front() != '.') return {};
  match.rest = name;
  return match;
}

std::string filled(std::string_view pattern, const NameMatch& match) {
  std::string name;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] != '{') {
      name += pattern[at];
      continue;
    }
    const auto end = pattern.find('}', at);
    const auto& number = match.numbers.at(static_cast<std::size_t>(pattern[at + 1] - '1'));
    name += end == at + 2 ? number : std::to_string(std::stol(number) + (pattern[at + 3] - '0'));  // {1} or {1+1}
    at = end;
  }
  auto rest = match.rest;
  if (name.ends_with('_') && rest.starts_with('.')) rest.remove_prefix(1);  // in_proj_ + weight
  return name.append(rest);
}

struct Renamed {
  std::string name;
  int part = -1;
};
std::optional<Renamed> renamedBy(const std::vector<NameRule>& rules, std::string_view name) {
  for (const auto& rule : rules)
    if (const auto match = matchOf(name, rule.from)) return Renamed{filled(rule.to, *match), rule.part};
  return {};
}

struct Candidate {
  const NamingHabit* habit;
  std::string prefix;
};

std::vector<Candidate> candidatesIn(const TensorShapes& shapes) {
  std::vector<Candidate> found;
  for (const auto& [name, shape] : shapes)
    for (const auto& habit : namingHabits())
      if (name.ends_with(habit.anchor) &&
          (name.size() == habit.anchor.size() || name[name.size() - habit.anchor.size() - 1] == '.'))
        found.push_back({&habit, name.substr(0, name.size() - habit.anchor.size())});
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return a.prefix != b.prefix ? isBetterPrefix(a.prefix, b.prefix) : a.habit < b.habit;  // in the order of the table
  });
  return found;
}

/// fc.1.weight for fc.weight: a head in an nn.Sequential, where it is the only layer there.
void takeLoneHead(NetworkNames& names) {
  const std::string head = names.habit->transformer ? "heads.head" : "fc";
  if (names.sources.contains(head + ".weight")) return;
  std::vector<std::string> layers;
  for (const auto& [name, sources] : names.sources)
    if (const auto match = matchOf(name, head + ".#.weight"); match && match->rest.empty())
      layers.push_back(name.substr(0, name.size() - 7));
  if (layers.size() != 1) return;
  for (const std::string ending : {".weight", ".bias"})
    if (auto node = names.sources.extract(layers.front() + ending)) {
      node.key() = head + ending;
      names.sources.insert(std::move(node));
    }
}

/// What is not in the network after all: a further layer of a head that is none, an incomplete set of queries, keys and
/// values.
void putBeside(NetworkNames& names) {
  const std::string head = names.habit->transformer ? "heads." : "fc.";
  const bool whole = names.sources.contains(names.habit->transformer ? "heads.head.weight" : "fc.weight");
  std::erase_if(names.sources, [&](auto& entry) {
    auto& [name, sources] = entry;
    const bool incomplete =
        std::any_of(sources.begin(), sources.end(), [](const auto& source) { return source.empty(); });
    if (!incomplete && (whole || !name.starts_with(head))) return false;
    for (auto& source : sources)
      if (!source.empty()) names.beside.push_back(std::move(source));
    return true;
  });
}

/// By the first part of a name of torchvision's.
bool isOfNetwork(std::string_view name, bool transformer) {
  const auto first = name.substr(0, name.find('.'));
  const auto& parts = transformer ? kTransformerParts : kResnetParts;
  return std::find(parts.begin(), parts.end(), first) != parts.end();
}

/// Names that are ours already come first, so that no other takes their place.
void addName(NetworkNames& names, const std::string& ours, int part, const std::string& source) {
  auto& sources = names.sources[ours];
  if (part < 0 && sources.empty())
    sources = {source};
  else if (part >= 0 && (sources.empty() || (sources.size() == 3 && sources[static_cast<std::size_t>(part)].empty())))
    sources.resize(3), sources[static_cast<std::size_t>(part)] = source;
  else
    names.beside.push_back(source);
}

}  // namespace

const std::vector<NamingHabit>& namingHabits() {
  static const std::vector<NamingHabit> habits{
      pytorchCifar(),   torchvisionResnet(), numberedResnet(),   huggingResnet(),
      torchvisionVit(), huggingVitFiles(),   huggingVitModels(), timmVit()};
  return habits;
}

NetworkNames networkNamesIn(const TensorShapes& shapes) {
  NetworkNames names;
  const auto candidates = candidatesIn(shapes);
  if (candidates.empty()) return names;
  names.habit = candidates.front().habit;
  names.prefix = candidates.front().prefix;
  for (const auto& candidate : candidates)
    if (candidate.habit->transformer == names.habit->transformer && candidate.prefix != names.prefix)
      names.otherPrefixes.push_back(candidate.prefix);
  const auto [same, last] = std::ranges::unique(names.otherPrefixes);  // of two habits with one prefix
  names.otherPrefixes.erase(same, last);
  const auto& habit = *names.habit;
  const bool inTrunk =
      !habit.trunk.empty() && (names.prefix == habit.trunk || names.prefix.ends_with("." + std::string(habit.trunk)));
  const auto outer = inTrunk ? names.prefix.substr(0, names.prefix.size() - habit.trunk.size()) : names.prefix;
  std::vector<std::tuple<std::string, int, std::string>> changed;
  for (const auto& [name, shape] : shapes) {
    const bool below = name.starts_with(names.prefix);
    const auto own = below ? name.substr(names.prefix.size()) : std::string();
    auto renamed = below ? renamedBy(habit.rules, own) : std::nullopt;
    if (!renamed && name.starts_with(outer))
      renamed = renamedBy(habit.head, std::string_view(name).substr(outer.size()));
    if (renamed)
      changed.emplace_back(renamed->name, renamed->part, name);
    else if (below && habit.alike && isOfNetwork(own, habit.transformer))
      addName(names, own, -1, name);
    else
      names.beside.push_back(name);
  }
  for (const auto& [ours, part, source] : changed) addName(names, ours, part, source);
  takeLoneHead(names);
  putBeside(names);
  return names;
}

TensorShapes renamedShapes(const TensorShapes& shapes, const NetworkNames& names) {
  TensorShapes renamed;
  for (const auto& [ours, sources] : names.sources) {
    auto shape = shapes.at(sources.front());
    bool alike = true;
    for (const auto& source : sources) alike = alike && shapes.at(source) == shape;
    alike = alike && (sources.size() == 1 || (!shape.empty() && shape.front() <= kMostUnits));
    if (sources.size() > 1 && alike) shape.front() *= static_cast<std::int64_t>(sources.size());
    renamed[ours] = alike ? shape : std::vector<std::int64_t>();
  }
  return renamed;
}

}  // namespace studio
