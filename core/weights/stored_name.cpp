// Every reader asks here, so that names can be shown and written as they are afterwards.
#include "core/weights/stored_name.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "core/run/printable_text.h"

namespace studio {
namespace {

/// How many parts of a prefix say that what follows is a copy.
long copiesIn(std::string_view prefix) {
  long copies = 0;
  for (auto dot = prefix.find('.'); dot != std::string_view::npos;
       prefix.remove_prefix(dot + 1), dot = prefix.find('.'))
    copies += namesCopy(prefix.substr(0, dot)) ? 1 : 0;
  return copies;
}

}  // namespace

std::string nameProblem(std::string_view name) {
  constexpr std::size_t kLongestName = 1000;
  if (name.size() > kLongestName) return "it has a tensor with a name of " + std::to_string(name.size()) + " bytes";
  if (!isUtf8(name) || steersTerminal(name)) return "it has a tensor whose name is no readable text";
  return {};
}

bool namesCopy(std::string_view part) {
  constexpr std::array kCopies =
      std::to_array<std::string_view>({"k", "key", "teacher", "target", "momentum", "ema", "swa", "avg", "average",
                                       "averaged", "slow", "shadow", "frozen", "copy", "old", "attacker"});
  for (std::size_t begin = 0; begin <= part.size();) {
    const auto end = std::min(part.find_first_of("_-", begin), part.size());
    if (std::find(kCopies.begin(), kCopies.end(), part.substr(begin, end - begin)) != kCopies.end()) return true;
    begin = end + 1;
  }
  return false;
}

bool isBetterPrefix(std::string_view a, std::string_view b) {
  return std::tuple(copiesIn(a), a.size(), a) < std::tuple(copiesIn(b), b.size(), b);
}

}  // namespace studio
