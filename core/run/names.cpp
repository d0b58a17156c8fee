// Unicode's own rules (normal form C and case folding), by utf8proc.
#include "core/run/names.h"

#include <utf8proc.h>

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdlib>
#include <map>
#include <memory>
#include <vector>

#include "core/run/printable_text.h"

namespace studio {
namespace {

/// Text that is no UTF-8 stays as it is.
std::string mapped(std::string_view text, int how) {
  utf8proc_uint8_t* made = nullptr;
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), utf8proc_ssize_t(text.size()),
                                 &made, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | how));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(made, &std::free);
  return size < 0 ? std::string(text) : std::string(reinterpret_cast<const char*>(made), std::size_t(size));
}

}  // namespace

std::string trimmed(std::string_view text) {
  const auto isSpace = [](unsigned char c) { return std::isspace(c) != 0; };
  while (!text.empty() && isSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && isSpace(text.back())) text.remove_suffix(1);
  return std::string(text);
}

std::vector<std::string> splitNames(std::string_view text) {
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find(',', begin), text.size());
    names.push_back(trimmed(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return names;
}

std::string composed(std::string_view text) { return mapped(text, 0); }

std::string spellingKey(std::string_view name) {
  std::string key = mapped(name, UTF8PROC_CASEFOLD);
  for (char& letter : key)
    if (letter == '_' || letter == ' ') letter = '-';
  return key;
}

std::string duplicatesSentence(const std::vector<std::string>& names, std::string_view what) {
  std::map<std::string, std::string> known;  // of each spelling its first name
  for (const auto& name : names) {
    const auto [first, fresh] = known.emplace(spellingKey(name), name);
    if (fresh || first->second == name) continue;
    const bool marks = composed(first->second) == composed(name);
    return "\"" + printable(first->second) + "\" and \"" + printable(name) + "\" count as two " + std::string(what) +
           ", though they differ in " +
           (marks ? "the way their marked letters are stored alone (as one character or as two)"
                  : "capitals, blanks or dashes alone") +
           "; give them one name if they are the same.";
  }
  return {};
}

// Optimal string alignment distance, case ignored.

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

std::string listedNames(const std::vector<std::string>& names, std::string_view last) {
  std::string all;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool isLast = i > 0 && i + 1 == names.size() && last != ",";
    if (i > 0) all += isLast ? " " + std::string(last) + " " : ", ";
    all += names[i];
  }
  return all;
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
