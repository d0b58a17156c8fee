// GPTs in files of weights (nanoGPT's, Hugging Face's GPT-2 and GPT-Neo), whatever stands before their names. Of
// several the trained one, not its copies, then the one with the shortest prefix: the same choice as among images'
// networks, so that what is recognised is what is loaded.
#include <algorithm>
#include <array>

#include "core/models/model.h"

namespace studio {
namespace {

constexpr std::string_view kGptTrunk = "transformer.", kHeadPart = "lm_head.";
constexpr std::int64_t kLargestWidth = std::int64_t{1} << 40;

std::vector<std::string> prefixesBefore(const TensorShapes& shapes, std::string_view ending) {
  std::vector<std::string> prefixes;
  for (const auto& [name, shape] : shapes)
    if (name.ends_with(ending) && (name.size() == ending.size() || name[name.size() - ending.size() - 1] == '.'))
      prefixes.push_back(name.substr(0, name.size() - ending.size()));
  std::sort(prefixes.begin(), prefixes.end(), isBetterPrefix);
  return prefixes;
}

/// What the whole model's names begin with: Hugging Face's base models lack "transformer.".
std::string outsideTrunk(std::string prefix) {
  if (prefix == kGptTrunk || prefix.ends_with("." + std::string(kGptTrunk)))
    prefix.resize(prefix.size() - kGptTrunk.size());
  return prefix;
}

/// "module.gpt." -> "module.", "gpt." -> "".
std::string placeAbove(std::string_view prefix) {
  if (prefix.empty()) return {};
  const auto dot = prefix.substr(0, prefix.size() - 1).rfind('.');
  return dot == std::string_view::npos ? std::string() : std::string(prefix.substr(0, dot + 1));
}

/// What stands before "lm_head.": beside the trunk, else further out, where no other GPT has its own.
std::string headPrefix(const TensorShapes& shapes, const std::vector<std::string>& prefixes) {
  const auto own = outsideTrunk(prefixes.front());
  for (auto place = own;; place = placeAbove(place)) {
    const bool other = place != own && std::any_of(prefixes.begin() + 1, prefixes.end(),
                                                   [&](const auto& prefix) { return outsideTrunk(prefix) == place; });
    if (other) return own;
    if (shapes.contains(place + std::string(kHeadPart) + "weight")) return place;
    if (place.empty()) return own;
  }
}

/// Our name of a tensor, or nothing where it is no part of the network. Whatever else stands within "transformer."
/// would change the network's outputs; beside a base model anything may stand.
std::string makeGptName(const std::string& name, const std::string& prefix, const std::string& head) {
  if (name.starts_with(head + std::string(kHeadPart))) return name.substr(head.size());
  if (!name.starts_with(prefix)) return {};
  const auto own = name.substr(prefix.size()), first = own.substr(0, own.find('.'));
  constexpr std::array kParts = std::to_array<std::string_view>({"wte", "wpe", "h", "ln_f"});
  const bool part = std::find(kParts.begin(), kParts.end(), first) != kParts.end();
  return part || prefix != outsideTrunk(prefix) ? std::string(kGptTrunk) + own : std::string();
}

/// Their names are ours behind the prefix, which "transformer." ends or not. The head (lm_head) stands beside the
/// trunk, or beside what the trunk stands in.
NetworkNames gptNames(const TensorShapes& shapes) {
  NetworkNames names;
  auto prefixes = prefixesBefore(shapes, "wpe.weight");
  if (prefixes.empty()) prefixes = prefixesBefore(shapes, "wte.weight");  // no GPT of ours, and said to be none
  if (prefixes.empty()) return names;
  names.prefix = prefixes.front();
  const auto head = headPrefix(shapes, prefixes);
  for (const auto& [name, shape] : shapes) {
    const auto ours = makeGptName(name, names.prefix, head);
    if (ours.empty())
      names.beside.push_back(name);
    else
      names.sources[ours] = {name};
  }
  for (auto other = prefixes.begin() + 1; other != prefixes.end(); ++other)  // with its head, where it can be named so
    names.otherPrefixes.push_back(outsideTrunk(*other).empty() ? *other : outsideTrunk(*other));
  return names;
}

/// The models that read tokens: "nanogpt and gpt_neo_125m".
std::string languageModels() {
  std::string all;
  for (const auto& entry : models())
    if (entry.defaultInput.language()) all.append(all.empty() ? "" : ", ").append(entry.name);
  const auto last = all.rfind(", ");
  return last == std::string::npos ? all : all.replace(last, 2, " and ");
}

/// Between a block's two linear layers there are four times its width here; published GPTs may say n_inner.
std::string otherHidden(const std::optional<std::vector<std::int64_t>>& widened, std::int64_t width) {
  if (!widened || width < 1 || width > kLargestWidth) return {};
  const auto hidden = (*widened)[0] == width ? (*widened)[1] : (*widened)[0];  // conv1d: [inputs, outputs]
  if (hidden == 4 * width || ((*widened)[0] != width && (*widened)[1] != width)) return {};
  return "It is a GPT whose blocks are " + std::to_string(hidden) +
         " units wide within (mlp.c_fc, n_inner) rather than 4 x " + std::to_string(width) +
         "; only these are among the models.";
}

StatedNetwork describeGpt(const TensorShapes& ours, const NetworkNames&) {
  StatedNetwork stated;
  const std::string trunk(kGptTrunk);
  const auto places = shapeIn(ours, trunk + "wpe.weight", 2), head = shapeIn(ours, "lm_head.weight", 2);
  auto table = shapeIn(ours, trunk + "wte.weight", 2);
  if (!table) table = head;  // tied weights of which one name was stored
  const auto layers = countIn(ours, trunk + "h.", ".ln_1.weight");
  const bool neo = ours.contains(trunk + "h.0.attn.attention.q_proj.weight"),
             nano = ours.contains(trunk + "h.0.attn.c_attn.weight");
  if (!table && places && layers > 0 && neo != nano) {
    stated.problem =
        std::string("It is a ") + (neo ? "GPT-Neo" : "nanoGPT or GPT-2") +
        " in which the table of tokens (wte.weight) and the output head (lm_head.weight) are missing; take a "
        "file with the whole network.";
    return stated;
  }
  if (!table || !places || layers == 0 || neo == nano || (*table)[1] != (*places)[1]) {
    stated.problem = "It is a language model whose blocks are those of neither nanoGPT nor GPT-Neo; only " +
                     languageModels() + " are among the models.";
    return stated;
  }
  const auto widened = shapeIn(ours, trunk + "h.0.mlp.c_fc.weight", 2);
  stated.problem = otherHidden(widened, (*table)[1]);
  if (!stated.problem.empty()) return stated;
  auto& model = stated.model.emplace();
  model.name = neo ? "gpt_neo_125m" : "nanogpt";
  model.layers = layers;
  model.width = (*table)[1];
  model.context = (*places)[0];
  model.vocabulary = (*table)[0];
  model.bias = ours.contains(trunk + "ln_f.bias");
  stated.layout.conv1d = nano && widened && (*widened)[0] == model.width && (*widened)[1] != model.width;
  stated.layout.headMissing = !head;
  return stated;
}

}  // namespace

const WeightsForm& gptWeights() {
  static const WeightsForm form{.anchor = "transformer.wte.weight",
                                .describeNetwork = describeGpt,
                                .names = gptNames,
                                .table = "transformer.wte.weight",
                                .tiedHead = "lm_head.weight"};
  return form;
}

}  // namespace studio
