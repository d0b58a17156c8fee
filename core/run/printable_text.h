// Text from a stranger's file, before it reaches a sentence, a terminal or JSON. Any thread; blocks nobody.
#pragma once
#include <string>
#include <string_view>

namespace studio {

bool isUtf8(std::string_view text);
/// True when it holds a byte that would steer a terminal.
bool steersTerminal(std::string_view text);
/// The text with such bytes, and what is no UTF-8, replaced; at most 200 bytes of it.
std::string printable(std::string_view text);

}  // namespace studio
