// The checks ride on the parser's own events, so that nothing is built of what is refused.
#include "core/weights/strict_json.h"

#include <set>
#include <stdexcept>
#include <vector>

#include "core/run/printable_text.h"

namespace studio {
namespace {

using nlohmann::json;

constexpr int kDeepestNesting = 4;

}  // namespace

json parseStrictJson(std::string_view text, const std::string& what) {
  std::vector<std::set<std::string>> names;
  const auto check = [&](int depth, json::parse_event_t event, json& value) {
    if (depth > kDeepestNesting) throw std::runtime_error(what + " is nested too deeply");
    if (event == json::parse_event_t::object_start) names.emplace_back();
    if (event == json::parse_event_t::object_end) names.pop_back();
    if (event == json::parse_event_t::key && !names.back().insert(value.get<std::string>()).second)
      throw std::runtime_error(what + " names \"" + printable(value.get<std::string>()) + "\" twice");
    return true;
  };
  if (text.empty() || text.front() != '{') throw std::runtime_error(what + " does not begin with {");
  try {
    return json::parse(text, check);
  } catch (const json::exception&) {
    throw std::runtime_error(what + " is not valid JSON");
  }
}

}  // namespace studio
