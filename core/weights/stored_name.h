// Names of tensors from a stranger's file. No torch here.
#pragma once
#include <string>
#include <string_view>

namespace studio {

/// What is wrong with a name, as a reason ("it has a tensor whose name ..."), or nothing.
std::string nameProblem(std::string_view name);

/// True for a part of a name that says of the weights below it that they are a copy of trained ones: "teacher",
/// "encoder_k", "model_ema".
bool namesCopy(std::string_view part);
/// Which of two places of a network in a file is taken ("module.encoder_q." or ""): the one with fewer parts that name
/// a copy, then the shorter one.
bool isBetterPrefix(std::string_view a, std::string_view b);

}  // namespace studio
