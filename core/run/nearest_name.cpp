// Optimal string alignment distance, case ignored.
#include "core/run/nearest_name.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <vector>

namespace studio {
namespace {

constexpr std::size_t kLongestName = 200;  ///< longer texts are no slips of the finger; keeps hostile input cheap

std::string lowerCase(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}

std::size_t editDistance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> beforeLast(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], beforeLast[j - 2] + 1);
    }
    std::swap(beforeLast, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

}  // namespace

std::string nearestName(std::string_view text, std::span<const std::string> candidates) {
  if (text.empty() || text.size() > kLongestName) return {};
  const std::string wanted = lowerCase(text);
  std::string nearest;
  std::size_t fewest = std::max<std::size_t>(1, wanted.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > kLongestName) continue;
    const std::size_t distance = editDistance(wanted, lowerCase(candidate));
    if (distance < fewest) {
      fewest = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

std::string suggestion(std::string_view text, std::span<const std::string> candidates) {
  const std::string nearest = nearestName(text, candidates);
  return nearest.empty() ? std::string() : "; did you mean `" + nearest + "`?";
}

std::string withSuggestion(const std::string& sentence, std::string_view text,
                           std::span<const std::string> candidates) {
  const std::string end = suggestion(text, candidates);
  return sentence + (end.empty() ? "." : end);
}

}  // namespace studio
