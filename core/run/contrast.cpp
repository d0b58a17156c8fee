// One contrast: its text, its members among the categories, and what is wrong with it.
#include "core/run/contrast.h"

#include <algorithm>
#include <set>

#include "core/run/error.h"
#include "core/run/names.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

using Names = std::vector<std::string>;
constexpr std::size_t kMostListed = 12;  // categories in a sentence

std::string joined(const Names& names, const char* between, std::size_t most) {
  std::string all;
  for (std::size_t i = 0; i < std::min(most, names.size()); ++i)
    all.append(i ? between : "").append(printable(names[i]));
  if (names.size() > most) all += " and " + std::to_string(names.size() - most) + " more";
  return all;
}

/// The very name, else one that differs in case or '_' only; -1 when there is none.
std::int64_t findCategory(const std::string& name, const Names& categories) {
  auto found = std::find(categories.begin(), categories.end(), name);
  if (found == categories.end())
    found = std::find_if(categories.begin(), categories.end(),
                         [&](const auto& category) { return sameCategory(category, name); });
  return found == categories.end() ? -1 : found - categories.begin();
}

std::set<std::int64_t> findCategories(const Contrast& contrast, const Names& names, const Names& categories) {
  std::set<std::int64_t> indices;
  for (const auto& name : names) {
    const auto index = findCategory(name, categories);
    if (index < 0)
      throw UserError("The contrast " + printable(contrast.name) + " needs the category \"" + printable(name) +
                      "\", which the stimuli do not have; they have " + listedCategories(categories) +
                      suggestionOrStop(name, categories));
    indices.insert(index);
  }
  return indices;
}

std::set<std::int64_t> everyOther(const std::set<std::int64_t>& on, const Names& categories) {
  std::set<std::int64_t> off;
  for (std::size_t i = 0; i < categories.size(); ++i)
    if (!on.contains(static_cast<std::int64_t>(i)) && !isScrambled(categories[i]))
      off.insert(static_cast<std::int64_t>(i));
  return off;
}

void requireBothSides(const Contrast& contrast, const std::set<std::int64_t>& on, const std::set<std::int64_t>& off,
                      const Names& categories) {
  const std::string name = "The contrast " + printable(contrast.name);
  if (on.empty())
    throw UserError(name + " has no category on its first side; name one or more of " + listedCategories(categories) +
                    ".");
  if (off.empty())
    throw UserError(name + " has no category to be compared with" +
                    (contrast.off.empty() ? " (scrambled ones are left out unless they are named)" : "") +
                    "; name one or more of " + listedCategories(categories) + " after a \"/\".");
  for (const auto index : on)
    if (off.contains(index))
      throw UserError(name + " has the category \"" + printable(categories[static_cast<std::size_t>(index)]) +
                      "\" on both sides; take it out of one of them.");
}

}  // namespace

bool isScrambled(std::string_view category) { return spellingKey(category).find("scrambled") != std::string::npos; }

bool sameCategory(std::string_view a, std::string_view b) { return spellingKey(a) == spellingKey(b); }

std::string listedCategories(const Names& categories) {
  return categories.empty() ? "none" : joined(categories, ", ", kMostListed);
}

std::string suggestionOrStop(std::string_view name, const Names& categories) {
  const auto end = suggestion(name, categories);
  return end.empty() ? "." : end;
}

std::string contrastNameProblem(std::string_view name) {
  if (name.empty()) return "no name";
  if (name.size() > kLongestContrastName)
    return "a name of more than " + std::to_string(kLongestContrastName) + " bytes";
  if (name.front() == '.') return "a name that begins with a dot";
  if (name.find_first_of("/\\") != std::string_view::npos) return "a name with a slash in it";
  if (hasControlCharacters(name) || !isUtf8(name)) return "a name with control characters in it";
  return {};
}

Contrast parseContrast(std::string_view text) {
  const auto refuse = [&](const std::string& what) {
    throw UserError(
        "The contrast \"" + printable(text) + "\" has " + what +
        "; NAME=a,b/c,d is needed, e.g. faces=adult,child/body,limb, or NAME=a,b for a and b against the rest.");
  };
  const auto equals = text.find('=');
  if (equals == std::string_view::npos) refuse("no \"=\"");
  Contrast contrast{trimmed(text.substr(0, equals)), {}, {}};
  if (const auto problem = contrastNameProblem(contrast.name); !problem.empty()) refuse(problem);
  const auto sides = text.substr(equals + 1);
  const auto slash = sides.find('/');
  contrast.on = splitNames(sides.substr(0, slash));
  if (slash != std::string_view::npos) {
    if (sides.find('/', slash + 1) != std::string_view::npos) refuse("more than two sides");
    contrast.off = splitNames(sides.substr(slash + 1));
  }
  for (const auto& side : {contrast.on, contrast.off})
    if (std::find(side.begin(), side.end(), "") != side.end()) refuse("a category without a name");
  return contrast;
}

ContrastMembers findMembers(const Contrast& contrast, const Names& categories) {
  const auto on = findCategories(contrast, contrast.on, categories);
  const auto off =
      contrast.off.empty() ? everyOther(on, categories) : findCategories(contrast, contrast.off, categories);
  requireBothSides(contrast, on, off, categories);
  return {{on.begin(), on.end()}, {off.begin(), off.end()}};
}

std::string contrastProblem(const Contrast& contrast, std::int64_t onImages, std::int64_t offImages) {
  if (onImages >= 2 && offImages >= 2) return {};
  const auto images = [](std::int64_t count) {
    return count < 1    ? std::string("no image")
           : count == 1 ? std::string("one image")
                        : std::to_string(count) + " images";
  };
  return "The contrast " + printable(contrast.name) + " is undefined: it has " + images(onImages) + " of " +
         joined(contrast.on, ", ", kMostListed) + " and " + images(offImages) + " of " +
         (contrast.off.empty() ? "the rest" : joined(contrast.off, ", ", kMostListed)) +
         ", and two on each side are needed; add images or name other categories.";
}

}  // namespace studio
