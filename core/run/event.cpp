#include "core/run/event.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "core/run/printable_text.h"

namespace studio {
namespace {

using Json = nlohmann::ordered_json;

/// Nothing where the line is no event.
std::optional<Event> eventFrom(std::string_view line) {
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  try {
    Event event;
    json.at("step").get_to(event.step);
    event.seconds = json.value("seconds", 0.0);
    event.time = json.value("time", 0.0);
    event.kind = visible(json.at("kind").get<std::string>());
    if (const auto value = json.find("value"); value != json.end()) event.value = value->dump();
    return event;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

}  // namespace

std::string formatEvent(const Event& event) {
  const Json value = Json::parse(event.value, nullptr, false);
  if (value.is_discarded()) throw std::invalid_argument("the value of an event is no JSON");
  const Json json{
      {"step", event.step}, {"seconds", event.seconds}, {"time", event.time}, {"kind", event.kind}, {"value", value}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::vector<Event> parseEvents(std::string_view text, const std::string& sourceName, std::string& problem) {
  std::vector<Event> events;
  std::int64_t number = 0, wrong = 0, firstWrong = 0;
  for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    ++number;
    if (auto event = eventFrom(text.substr(0, end)))
      events.push_back(std::move(*event));
    else if (wrong++ == 0)
      firstWrong = number;
    text.remove_prefix(end + 1);
  }
  if (wrong > 0)
    problem = sourceName + ": " + std::to_string(wrong) + (wrong == 1 ? " line is" : " lines are") +
              " no event and left out, the first being line " + std::to_string(firstWrong) + "; remove " +
              (wrong == 1 ? "it." : "them.");
  return events;
}

}  // namespace studio
