// Names and texts from a stranger's file, before they reach a terminal, a table or JSON. No torch here.
#pragma once
#include <string>
#include <string_view>

namespace studio {

bool isUtf8(std::string_view text);
/// What is wrong with the name of a tensor, as a reason ("it has a tensor whose name ..."), or nothing.
std::string nameProblem(std::string_view name);
/// The text with everything that would steer a terminal replaced; not too long.
std::string printable(std::string_view text);

}  // namespace studio
