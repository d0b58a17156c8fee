// JSON of a stranger's file: names given twice and deep nesting, which the parser itself lets pass, are refused. No
// torch here.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace studio {

/// An object. Throws std::runtime_error with a reason that begins with `what` ("its header").
nlohmann::json parseStrictJson(std::string_view text, const std::string& what);

}  // namespace studio
