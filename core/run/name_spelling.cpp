// Unicode's own rules (normal form C and case folding), by utf8proc.
#include "core/run/name_spelling.h"

#include <utf8proc.h>

#include <cstdlib>
#include <map>
#include <memory>

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

std::string composed(std::string_view text) { return mapped(text, 0); }

std::string spellingKey(std::string_view name) {
  std::string key = mapped(name, UTF8PROC_CASEFOLD);
  for (char& letter : key)
    if (letter == '_' || letter == ' ') letter = '-';
  return key;
}

std::string alikeSentence(const std::vector<std::string>& names, std::string_view what) {
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

}  // namespace studio
