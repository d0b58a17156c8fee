// Names of tensors from a stranger's file. No torch here.
#pragma once
#include <string>
#include <string_view>

namespace studio {

/// What is wrong with a name, as a reason ("it has a tensor whose name ..."), or nothing.
std::string nameProblem(std::string_view name);

/// True for a part of a name that says of the weights below it that they are a copy of trained ones: "teacher", "encoder_k", "model_ema".
bool namesCopy(std::string_view part);

}  // namespace studio
