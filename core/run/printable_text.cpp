// UTF-8 is checked by the JSON library: what it takes can be written again.
#include "core/run/printable_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace studio {
namespace {

constexpr std::size_t kLongestShown = 200;

bool steers(char letter) { return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f; }
bool isAscii(char letter) { return static_cast<unsigned char>(letter) < 0x80; }

}  // namespace

bool isUtf8(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), isAscii)) return true;
  try {
    static_cast<void>(nlohmann::json(text).dump());
    return true;
  } catch (const nlohmann::json::exception&) {
    return false;
  }
}

bool steersTerminal(std::string_view text) { return std::any_of(text.begin(), text.end(), steers); }

std::string printable(std::string_view text) {
  std::string shown(text.substr(0, kLongestShown));
  std::replace_if(shown.begin(), shown.end(), steers, '?');
  if (!isUtf8(shown)) std::replace_if(shown.begin(), shown.end(), [](char letter) { return !isAscii(letter); }, '?');
  return shown;
}

}  // namespace studio
