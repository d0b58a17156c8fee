// "Did you mean ...?": the candidate nearest to a mistyped name.
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace studio {

/// The candidate with the fewest edits (swapped neighbours count as one), or empty when none is near enough to be
/// meant.
std::string nearestName(std::string_view text, std::span<const std::string> candidates);
/// "; did you mean `tau`?" or empty: put at the end of a sentence.
std::string suggestion(std::string_view text, std::span<const std::string> candidates);
/// The sentence with the suggestion, or with a full stop where there is none.
std::string withSuggestion(const std::string& sentence, std::string_view text, std::span<const std::string> candidates);

}  // namespace studio
