// Every reader asks here, so that names can be shown and written as they are afterwards.
#include "core/weights/stored_name.h"

#include "core/run/printable_text.h"

namespace studio {

std::string nameProblem(std::string_view name) {
  constexpr std::size_t kLongestName = 1000;
  if (name.size() > kLongestName) return "it has a tensor with a name of " + std::to_string(name.size()) + " bytes";
  if (!isUtf8(name) || steersTerminal(name)) return "it has a tensor whose name is no readable text";
  return {};
}

}  // namespace studio
