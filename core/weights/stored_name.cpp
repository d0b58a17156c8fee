// UTF-8 is checked by the JSON library: what it takes can be written again.
#include "core/weights/stored_name.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace studio {
namespace {

constexpr std::size_t kLongestName = 1000, kLongestShown = 200;

bool steers(char letter) { return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f; }

}  // namespace

bool isUtf8(std::string_view text) {
  const bool ascii = std::all_of(text.begin(), text.end(), [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
  if (ascii) return true;
  try {
    static_cast<void>(nlohmann::json(text).dump());
    return true;
  } catch (const nlohmann::json::exception&) {
    return false;
  }
}

std::string nameProblem(std::string_view name) {
  if (name.size() > kLongestName) return "it has a tensor with a name of " + std::to_string(name.size()) + " bytes";
  if (!isUtf8(name) || std::any_of(name.begin(), name.end(), steers)) return "it has a tensor whose name is no readable text";
  return {};
}

std::string printable(std::string_view text) {
  std::string shown(text.substr(0, kLongestShown));
  if (!isUtf8(shown))
    for (auto& letter : shown)
      if (static_cast<unsigned char>(letter) >= 0x80) letter = '?';
  std::replace_if(shown.begin(), shown.end(), steers, '?');
  return shown;
}

}  // namespace studio
