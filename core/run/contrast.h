// What the files of contrasts share about names; used by contrast*.cpp only.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace studio {

inline constexpr std::size_t kLongestContrastName = 64;  ///< bytes

/// Why this cannot name a contrast ("a name with a slash in it"), or empty.
std::string contrastNameProblem(std::string_view name);
/// "adult, child, body and 8 more"
std::string listedCategories(const std::vector<std::string>& categories);
/// "; did you mean `adult`?" or ".": the end of a sentence.
std::string suggestionOrStop(std::string_view name, const std::vector<std::string>& categories);

// Contrasts: which categories of a localizer are compared with which, by name; presets, TOML and the command line's
// form. Values only; any thread; loadContrasts() and parseContrasts() with a file's name read that file.
struct Contrast {
  std::string name;              ///< goes into names of files and maps: no '/', at most 64 bytes
  std::vector<std::string> on;   ///< categories whose responses count as positive
  std::vector<std::string> off;  ///< empty = every other category but scrambled ones (science.md 4.2)
  bool operator==(const Contrast&) const = default;
};

/// Indices into the list of categories, in its order, each once.
struct ContrastMembers {
  std::vector<std::int64_t> on, off;
};

/// "faces=adult,child/body,limb"; without "/..." off stays empty. Throws UserError.
Contrast parseContrast(std::string_view text);

/// [[contrast]] tables with name, on and, where wanted, off. Throws UserError naming file, line and what is wrong:
/// an unknown key (with a suggestion), a name twice, a category on both sides, no contrast at all.
std::vector<Contrast> loadContrasts(const std::filesystem::path& toml);

/// `request` is "floc" (science.md 4.2), "size-animacy" (4.3: t of small against big, of animate against inanimate),
/// "synthetic" (the set synthetic_localizer), "each" (every category against the rest), a file NAME.toml, or "auto":
/// the preset that needs exactly these categories, scrambled ones aside, else "each". Presets are not checked against
/// the categories: findMembers() does. Throws UserError for another request, and for "each" and "auto" where there are
/// fewer than two categories.
std::vector<Contrast> parseContrasts(const std::string& request, const std::vector<std::string>& categories);

/// Categories match in any case; '_', '-' and space are the same. Throws UserError when a category is missing (names
/// the nearest and what there is), is on both sides, or when a side has no category.
ContrastMembers findMembers(const Contrast& contrast, const std::vector<std::string>& categories);

/// Why a statistic would be undefined, in a sentence: fewer than two images on a side. Empty when there is nothing to
/// say.
std::string contrastProblem(const Contrast& contrast, std::int64_t onImages, std::int64_t offImages);

/// "scrambled" is part of the name, in any case.
bool isScrambled(std::string_view category);
/// Are these two names of one category?
bool sameCategory(std::string_view a, std::string_view b);

}  // namespace studio
