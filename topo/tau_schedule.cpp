#include "topo/tau_schedule.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>
#include <stdexcept>

namespace studio {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::pair<TauMode, const char*> kModes[] = {
    {TauMode::Constant, "constant"}, {TauMode::Linear, "linear"}, {TauMode::CosineDecay, "cosine_decay"}};

std::string nameOf(TauMode mode) {
  for (const auto& [value, name] : kModes)
    if (value == mode) return name;
  return {};
}

TauMode tauModeOf(const std::string& wanted) {
  for (const auto& [value, name] : kModes)
    if (wanted == name) return value;
  throw std::invalid_argument("A tau schedule has no mode \"" + wanted + "\"; use constant, linear or cosine_decay.");
}

void require(const TauSegment& segment) {
  if (segment.steps < 1)
    throw std::invalid_argument("A tau schedule needs at least one step in each part; set num_steps to 1 or more.");
  if (!std::isfinite(segment.start) || !std::isfinite(segment.end))
    throw std::invalid_argument(
        "A tau schedule needs finite numbers; give start_value and end_value as plain numbers.");
  if (segment.mode == TauMode::CosineDecay && !(segment.end < segment.start))
    throw std::invalid_argument(
        "A cosine_decay of tau must fall; give an end_value below the start_value, or use linear.");
}

Json segmentJson(const TauSegment& segment) {
  return {{"start_value", segment.start},
          {"end_value", segment.end},
          {"num_steps", segment.steps},
          {"mode", nameOf(segment.mode)}};
}

TauSegment segmentOf(const Json& json) {
  return {json.at("start_value").get<double>(), json.at("end_value").get<double>(),
          json.at("num_steps").get<std::int64_t>(), tauModeOf(json.at("mode").get<std::string>())};
}

}  // namespace

double TauSegment::at(std::int64_t t) const {
  const double share = t >= steps ? 1.0 : static_cast<double>(t) / static_cast<double>(steps);
  switch (mode) {
    case TauMode::Linear:
      return share == 1.0 ? end : start + (end - start) * share;
    case TauMode::CosineDecay:
      return share == 1.0 ? end : end + (start - end) * 0.5 * (1 + std::cos(std::numbers::pi * share));
    case TauMode::Constant:
      break;
  }
  return start;
}

TauSchedule::TauSchedule(std::vector<TauSegment> segments) : segments_(std::move(segments)) {
  if (segments_.empty())
    throw std::invalid_argument("A tau schedule needs at least one part; use constant for a fixed tau.");
  for (const auto& segment : segments_) require(segment);
}

double TauSchedule::at(std::int64_t t) const {
  for (const auto& segment : segments_) {
    if (t < segment.steps) return segment.at(t);
    t -= segment.steps;
  }
  return segments_.back().at(segments_.back().steps);
}

std::string TauSchedule::toJson() const {
  if (segments_.size() == 1) return segmentJson(segments_.front()).dump(2);
  auto list = Json::array();
  for (const auto& segment : segments_) list.push_back(segmentJson(segment));
  return list.dump(2);
}

TauSchedule TauSchedule::fromJson(std::string_view text) {
  try {
    const auto json = Json::parse(text);
    if (!json.is_array()) return TauSchedule({segmentOf(json)});
    std::vector<TauSegment> segments;
    for (const auto& part : json) segments.push_back(segmentOf(part));
    return TauSchedule(std::move(segments));
  } catch (const Json::exception&) {
    throw std::invalid_argument(
        "This is no tau schedule in JSON; it needs start_value, end_value, num_steps and mode, or a list of such "
        "parts.");
  }
}

}  // namespace studio
