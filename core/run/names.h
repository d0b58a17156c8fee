// Names as people write them: the same name in other spellings, and the nearest of those that exist.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace studio {

// Names of classes and categories that look the same to a person: letters whose marks are characters of their own (as
// macOS writes names of files), capitals, blanks and dashes. Any thread; blocks nobody.

/// The text without blanks, tabs and ends of lines at its ends.
std::string trimmed(std::string_view text);
/// What stands between commas, each trimmed(); an empty name is kept.
std::vector<std::string> splitNames(std::string_view text);
/// The text with a letter and the mark behind it as one character, "e\u0301" as "é", where there is one (Unicode's
/// normal form C). Text that is no UTF-8 stays as it is.
std::string composed(std::string_view text);
/// composed(), without capitals and with "-" for "_" and blanks: equal for names that a person takes for the same.
std::string spellingKey(std::string_view name);
/// One sentence on `names` of what (e.g. "categories") that a person would take for the same; empty where there are
/// none.
std::string duplicatesSentence(const std::vector<std::string>& names, std::string_view what);

/// The names with what stands before the last: "a", "a and b", "a, b and c"; with "," only commas.
std::string listedNames(const std::vector<std::string>& names, std::string_view last);

// "Did you mean ...?": the candidate nearest to a mistyped name.

/// The candidate with the fewest edits (swapped neighbours count as one), or empty when none is near enough to be
/// meant.
std::string nearestName(std::string_view text, std::span<const std::string> candidates);
/// "; did you mean `tau`?" or empty: put at the end of a sentence.
std::string suggestion(std::string_view text, std::span<const std::string> candidates);
/// The sentence with the suggestion, or with a full stop where there is none.
std::string withSuggestion(const std::string& sentence, std::string_view text, std::span<const std::string> candidates);

}  // namespace studio
