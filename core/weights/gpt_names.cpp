// Of several GPTs in a file the trained one, not its copies, then the one with the shortest prefix: the same choice as
// among images' networks, so that what is recognised is what is loaded.
#include "core/weights/gpt_names.h"

#include <algorithm>
#include <array>

#include "core/weights/stored_name.h"

namespace studio {
namespace {

constexpr std::string_view kGptTrunk = "transformer.", kHeadPart = "lm_head.";

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
/// would change what the network answers; beside a base model anything may stand.
std::string gptNameOf(const std::string& name, const std::string& prefix, const std::string& head) {
  if (name.starts_with(head + std::string(kHeadPart))) return name.substr(head.size());
  if (!name.starts_with(prefix)) return {};
  const auto own = name.substr(prefix.size()), first = own.substr(0, own.find('.'));
  constexpr std::array kParts = std::to_array<std::string_view>({"wte", "wpe", "h", "ln_f"});
  const bool part = std::find(kParts.begin(), kParts.end(), first) != kParts.end();
  return part || prefix != outsideTrunk(prefix) ? std::string(kGptTrunk) + own : std::string();
}

}  // namespace

NetworkNames gptNamesIn(const TensorShapes& shapes) {
  NetworkNames names;
  auto prefixes = prefixesBefore(shapes, "wpe.weight");
  if (prefixes.empty()) prefixes = prefixesBefore(shapes, "wte.weight");  // no GPT of ours, and said to be none
  if (prefixes.empty()) return names;
  names.prefix = prefixes.front();
  const auto head = headPrefix(shapes, prefixes);
  for (const auto& [name, shape] : shapes) {
    const auto ours = gptNameOf(name, names.prefix, head);
    if (ours.empty())
      names.beside.push_back(name);
    else
      names.sources[ours] = {name};
  }
  for (auto other = prefixes.begin() + 1; other != prefixes.end(); ++other)  // with its head, where it can be named so
    names.otherPrefixes.push_back(outsideTrunk(*other).empty() ? *other : outsideTrunk(*other));
  return names;
}

}  // namespace studio
