// The presets of contrasts, and the choice of one by name or by the categories there are.
#include <algorithm>

#include "core/run/contrast.h"
#include "core/run/error.h"
#include "core/run/names.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

using Names = std::vector<std::string>;

struct Preset {
  std::string name;
  std::vector<Contrast> contrasts;
};

const std::vector<Preset>& presets() {
  static const std::vector<Preset> table{
      {"floc",  // Stigliani et al. 2015; groups of science.md 4.2
       {{"faces", {"adult", "child"}, {}},
        {"bodies", {"body", "limb"}, {}},
        {"places", {"house", "corridor"}, {}},
        {"objects", {"car", "instrument"}, {}},
        {"characters", {"word", "number"}, {}}}},
      {"size-animacy",  // Konkle and Caramazza 2013; signs of science.md 4.3
       {{"animacy", {"Animals-Big", "Animals-Small"}, {"Objects-Big", "Objects-Small"}},
        {"size", {"Animals-Small", "Objects-Small"}, {"Animals-Big", "Objects-Big"}}}},
      {"synthetic",  // the data set synthetic_localizer
       {{"faces", {"face"}, {}}, {"bodies", {"body"}, {}}, {"scenes", {"scene"}, {}}, {"objects", {"object"}, {}}}},
  };
  return table;
}

bool isAmong(const std::string& category, const Names& names) {
  return std::any_of(names.begin(), names.end(), [&](const auto& name) { return sameCategory(name, category); });
}

Names presetCategories(const Preset& preset) {
  Names all;
  for (const auto& contrast : preset.contrasts)
    for (const auto& side : {contrast.on, contrast.off}) all.insert(all.end(), side.begin(), side.end());
  return all;
}

/// Each of the preset's categories is there, and no other but scrambled ones.
bool fits(const Preset& preset, const Names& categories) {
  const auto needed = presetCategories(preset);
  return std::all_of(needed.begin(), needed.end(), [&](const auto& name) { return isAmong(name, categories); }) &&
         std::all_of(categories.begin(), categories.end(),
                     [&](const auto& name) { return isScrambled(name) || isAmong(name, needed); });
}

/// A category's name as the name of a contrast: categories may be called anything.
std::string contrastName(const std::string& category, const std::vector<Contrast>& taken) {
  std::string name = printable(category).substr(0, kLongestContrastName - 8);
  while (!isUtf8(name)) name.pop_back();  // cut through a letter
  std::replace_if(
      name.begin(), name.end(), [](char letter) { return letter == '/' || letter == '\\'; }, '_');
  if (name.empty() || name.front() == '.') name.insert(name.begin(), '_');
  const auto isTaken = [&](const std::string& wanted) {
    return std::any_of(taken.begin(), taken.end(), [&](const auto& contrast) { return contrast.name == wanted; });
  };
  std::string free = name;
  for (int number = 2; isTaken(free); ++number) free = name + " " + std::to_string(number);
  return free;
}

std::vector<Contrast> eachAgainstTheRest(const Names& categories) {
  if (categories.size() < 2)
    throw UserError("Contrasts need stimuli of two or more categories; these have " +
                    (categories.empty() ? "none" : "one, " + printable(categories.front())) +
                    ". Name a set with one folder a category, or labels of more than one class.");
  std::vector<Contrast> all;
  for (const auto& category : categories) {
    Contrast contrast{contrastName(category, all), {category}, {}};
    for (const auto& other :
         categories)  // where only scrambled ones are left, they are what there is to be compared with
      if (other != category) contrast.off.push_back(other);
    if (!std::all_of(contrast.off.begin(), contrast.off.end(), isScrambled)) contrast.off.clear();
    all.push_back(std::move(contrast));
  }
  return all;
}

std::vector<Contrast> fitting(const Names& categories) {
  const auto found =
      std::find_if(presets().begin(), presets().end(), [&](const Preset& preset) { return fits(preset, categories); });
  return found == presets().end() ? eachAgainstTheRest(categories) : found->contrasts;
}

}  // namespace

std::vector<Contrast> parseContrasts(const std::string& request, const Names& categories) {
  if (request == "auto") return fitting(categories);
  if (request == "each") return eachAgainstTheRest(categories);
  Names names;
  for (const auto& preset : presets()) {
    if (preset.name == request) return preset.contrasts;
    names.push_back(preset.name);
  }
  if (request.ends_with(".toml")) return loadContrasts(request);
  names.insert(names.end(), {"each", "auto"});
  const auto meant = suggestion(request, names);
  throw UserError(
      "There are no contrasts called \"" + printable(request) + "\"" +
      (meant.empty() ? "; floc, size-animacy, synthetic, each, auto or a file NAME.toml are possible." : meant));
}

}  // namespace studio
