// The setting that a mistyped key was meant to be (config_fields.h).
#include <algorithm>

#include "core/run/config_fields.h"
#include "core/run/names.h"

namespace studio {
namespace {

std::vector<std::string> keyParts(std::string_view key) {
  std::vector<std::string> parts(1);
  for (const char letter : key)
    if (letter == '.')
      parts.emplace_back();
    else
      parts.back() += letter;
  return parts;
}

/// Each part is the other's, but for slips: `optimizer.lr` is not meant to be `optimizer.kind`.
bool isNearInEachPart(const std::vector<std::string>& wanted, const std::vector<std::string>& key) {
  if (wanted.size() != key.size()) return false;
  for (std::size_t i = 0; i < key.size(); ++i)
    if (nearestName(wanted[i], std::span(&key[i], 1)).empty()) return false;
  return true;
}

/// What stands behind "losses." in the keys that begin so, each once.
std::vector<std::string> namesBehind(const std::string& beginning) {
  std::vector<std::string> names;
  for (const ConfigField& field : configFields()) {
    if (!field.key.starts_with(beginning)) continue;
    const std::string name = keyParts(field.key.substr(beginning.size())).front();
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

}  // namespace

std::string meantKeyText(std::string_view key) {
  constexpr std::size_t kMostNamed = 16;
  const auto wanted = keyParts(key);
  std::vector<std::string> all, near;
  for (const ConfigField& field : configFields()) {
    const auto parts = keyParts(field.key);
    if (wanted.size() == 1 && parts.back() == wanted.front()) return "; did you mean `" + field.key + "`?";
    all.push_back(field.key);
    if (isNearInEachPart(wanted, parts)) near.push_back(field.key);
  }
  if (!near.empty()) {
    const std::string nearest = nearestName(key, near);
    return "; did you mean `" + (nearest.empty() ? near.front() : nearest) + "`?";
  }
  for (auto end = key.rfind('.'); end != std::string_view::npos && end > 0; end = key.rfind('.', end - 1)) {
    const auto names = namesBehind(std::string(key.substr(0, end + 1)));
    if (!names.empty() && names.size() <= kMostNamed)
      return "; [" + std::string(key.substr(0, end)) + "] has " + listedNames(names, "and") + ".";
  }
  return suggestion(key, all);
}

}  // namespace studio
