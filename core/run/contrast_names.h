// What the files of contrasts share about names; used by contrast*.cpp only.
#pragma once
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

}  // namespace studio
