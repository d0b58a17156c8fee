// Names of tensors from a stranger's file. No torch here.
#pragma once
#include <string>
#include <string_view>

namespace studio {

/// What is wrong with a name, as a reason ("it has a tensor whose name ..."), or nothing.
std::string nameProblem(std::string_view name);

}  // namespace studio
