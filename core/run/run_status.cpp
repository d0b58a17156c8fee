// See run_status.h: names of states, status.json, events.jsonl.
#include "core/run/run_status.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "core/run/error.h"
#include "core/run/names.h"
#include "core/run/printable_text.h"
#include "core/run/run_lock.h"

namespace studio {
namespace {

constexpr std::array<std::pair<RunState, std::string_view>, 8> kNames{{{RunState::Draft, "draft"},
                                                                       {RunState::Starting, "starting"},
                                                                       {RunState::Training, "training"},
                                                                       {RunState::Paused, "paused"},
                                                                       {RunState::Finished, "finished"},
                                                                       {RunState::Stopped, "stopped"},
                                                                       {RunState::Interrupted, "interrupted"},
                                                                       {RunState::Failed, "failed"}}};

}  // namespace

std::string_view toString(RunState state) {
  for (const auto& [value, name] : kNames)
    if (value == state) return name;
  return "draft";
}

RunState runStateFrom(std::string_view name) {
  if (name == "queued") return RunState::Draft;
  std::vector<std::string> names;
  for (const auto& [value, known] : kNames) {
    if (known == name) return value;
    names.emplace_back(known);
  }
  throw UserError(withSuggestion("`" + std::string(name.substr(0, 100)) + "` is not a state of a run", name, names));
}

std::string trainedPart(const RunStatus& status) {
  if (status.state == RunState::Finished || status.steps <= 0 || status.step <= 0 || status.step >= status.steps)
    return {};
  if (status.epochs <= 1) return "step " + groupedText(status.step) + " of " + groupedText(status.steps);
  return "epoch " + numberText(std::round(status.epoch * 10) / 10) + " of " + groupedText(status.epochs);
}

bool isLive(RunState state) {
  return state == RunState::Starting || state == RunState::Training || state == RunState::Paused;
}

double shareTrained(const RunStatus& status) {
  if (status.steps <= 0) return -1;
  return std::clamp(double(status.step) / double(status.steps), 0.0, 1.0);
}

int percentTrained(const RunStatus& status) {
  return status.steps <= 0 ? -1 : int(100 * std::clamp<std::int64_t>(status.step, 0, status.steps) / status.steps);
}

bool isValidatedAtEnd(const RunStatus& status) {
  return status.validationStep < 0 || status.validationStep == status.step;
}

double secondsNow() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

// status.json by nlohmann; one table of members serves both directions.

namespace {

using Json = nlohmann::ordered_json;

constexpr double kHeartbeatTimeout =
    60;  ///< seconds without a heartbeat after which a run on another host counts as interrupted

struct NumberMember {
  const char* name;
  double RunStatus::*value;
  bool unknownIsNull;
};
struct IntegerMember {
  const char* name;
  std::int64_t RunStatus::*value;
};
/// Where it is not known it is null, and -1 in memory.
constexpr std::array<IntegerMember, 2> kStatusSteps{
    {{"loss_step", &RunStatus::lossStep}, {"validation_step", &RunStatus::validationStep}}};
struct TextMember {
  const char* name;
  std::string RunStatus::*value;
};

constexpr std::array<IntegerMember, 5> kIntegerMembers{{{"step", &RunStatus::step},
                                                        {"steps", &RunStatus::steps},
                                                        {"epochs", &RunStatus::epochs},
                                                        {"pid", &RunStatus::pid},
                                                        {"skipped", &RunStatus::skipped}}};
constexpr std::array<TextMember, 7> kTexts{{{"stage", &RunStatus::stage},
                                            {"data_changed", &RunStatus::dataChanged},
                                            {"error", &RunStatus::error},
                                            {"host", &RunStatus::host},
                                            {"folder", &RunStatus::folder},
                                            {"device", &RunStatus::device},
                                            {"device_reason", &RunStatus::deviceReason}}};
constexpr std::array<NumberMember, 14> kNumbers{{{"epoch", &RunStatus::epoch, false},
                                                 {"started", &RunStatus::started, false},
                                                 {"heartbeat", &RunStatus::heartbeat, false},
                                                 {"iterations_per_second", &RunStatus::iterationsPerSecond, false},
                                                 {"images_per_second", &RunStatus::imagesPerSecond, false},
                                                 {"seconds_left", &RunStatus::secondsLeft, true},
                                                 {"seconds_trained", &RunStatus::secondsTrained, false},
                                                 {"maps_cost", &RunStatus::mapsCost, false},
                                                 {"probe_cost", &RunStatus::probeCost, false},
                                                 {"stored_seconds", &RunStatus::storedSeconds, false},
                                                 {"task_loss", &RunStatus::taskLoss, true},
                                                 {"topo_loss", &RunStatus::topoLoss, true},
                                                 {"validation_loss", &RunStatus::validationLoss, true},
                                                 {"validation_accuracy", &RunStatus::validationAccuracy, true}}};

/// "3 h", "25 s": an age, so in one unit.
std::string ageText(double seconds) {
  const auto text = [](double value, const char* unit) { return std::to_string(std::llround(value)) + unit; };
  if (seconds >= 48 * 3600) return text(seconds / 86400, " days");
  if (seconds >= 5400) return text(seconds / 3600, " h");
  return seconds >= 90 ? text(seconds / 60, " min") : text(seconds, " s");
}

/// The process cannot be seen from here, so its heartbeat is all there is; where that is of no use, it is said.
bool isStaleElsewhere(RunStatus& status) {
  const double age = secondsNow() - status.heartbeat;
  const std::string who = "process " + std::to_string(status.pid) + " on " + status.host;
  if (age < -kHeartbeatTimeout)
    status.note = "The last heartbeat, of " + who + ", is " + ageText(-age) +
                  " ahead of this machine's clock, so whether it still trains cannot be known from here; where it does "
                  "not, go on with: toponets train --resume RUN --take-over.";
  else if (age <= kHeartbeatTimeout)
    status.note =
        "It is trained by " + who + ", last heartbeat " + ageText(age) + " ago; this machine cannot see that process.";
  else
    status.note = "The last heartbeat came from " + who + " " + ageText(age) + " ago.";
  return age > kHeartbeatTimeout;
}

/// The process is there, but has sent no heartbeat for long; empty where it has.
std::string describeMissingHeartbeat(const RunStatus& status) {
  const double age = secondsNow() - status.heartbeat;
  if (age <= kHeartbeatTimeout || status.heartbeat <= 0) return {};
  return "Process " + std::to_string(status.pid) + " had its last heartbeat " + ageText(age) +
         " ago, though it is still there: it may be asleep, or at something that takes long.";
}

/// A live state whose process is gone.
bool isAbandoned(RunStatus& status, const Json& json, LockState lock) {
  if (lock == LockState::Held) return false;
  if (status.host != hostName()) return isStaleElsewhere(status);
  const Json::const_iterator boot = json.find("boot_id"), start = json.find("process_start");
  const std::string here = bootId();
  if (boot != json.end() && boot->is_string() && !here.empty() && boot->get<std::string>() != here) return true;
  const bool known = start != json.end() && start->is_number_unsigned();
  if (!processRuns(status.pid, known ? start->get<std::uint64_t>() : 0)) return true;
  return status.locks && lock == LockState::Free;  // the process is there, but trains this run no more
}

/// `none` where there is none; a decimal number is refused, for it may not fit.
std::int64_t wholeFrom(const Json& json, const char* name, std::int64_t none = 0) {
  const auto member = json.find(name);
  if (member == json.end() || member->is_null()) return none;
  if (!member->is_number_integer())
    throw UserError(std::string(name) + " is no whole number; train --resume writes it again.");
  return member->get<std::int64_t>();
}

}  // namespace

std::string formatStatus(const RunStatus& status) {
  Json json;
  json["state"] = toString(status.state);
  for (const IntegerMember& member : kIntegerMembers) json[member.name] = status.*member.value;
  for (const NumberMember& member : kNumbers) {
    const double value = status.*member.value;
    const bool unknown = !std::isfinite(value) || (member.unknownIsNull && value == -1);
    json[member.name] = unknown ? Json(nullptr) : Json(value);
  }
  for (const IntegerMember& member : kStatusSteps)
    json[member.name] = status.*member.value < 0 ? Json(nullptr) : Json(status.*member.value);
  for (const TextMember& member : kTexts) json[member.name] = status.*member.value;
  if (status.checkpoint == kNoCheckpointYet)
    json["checkpoint"] = nullptr;
  else if (status.checkpoint >= 0)
    json["checkpoint"] = status.checkpoint;
  json["locks"] = status.locks;
  if (const auto start = processStart(status.pid)) json["process_start"] = *start;
  json["boot_id"] = bootId();
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

RunStatus parseStatus(std::string_view text, const std::string& sourceName, LockState lock) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("state"))
    throw UserError("Cannot read " + sourceName + ": it is no status of a run; train --resume writes it again.");
  RunStatus status;
  try {
    status.state = runStateFrom(json.at("state").get<std::string>());
    for (const IntegerMember& member : kIntegerMembers) status.*member.value = wholeFrom(json, member.name);
    for (const IntegerMember& member : kStatusSteps) status.*member.value = wholeFrom(json, member.name, -1);
    for (const TextMember& member : kTexts)
      status.*member.value = visible(json.value(member.name, status.*member.value));
    if (json.contains("checkpoint"))
      status.checkpoint =
          json["checkpoint"].is_null() ? kNoCheckpointYet : std::max(kNoCheckpointYet, wholeFrom(json, "checkpoint"));
    status.locks = json.value("locks", false);
    for (const NumberMember& member : kNumbers)
      if (const auto it = json.find(member.name); it != json.end() && !it->is_null())
        status.*member.value = it->get<double>();
  } catch (const Json::exception&) {
    throw UserError("Cannot read " + sourceName + ": a value has the wrong type; train --resume writes it again.");
  } catch (const UserError& error) {
    throw UserError("Cannot read " + sourceName + ": " + error.what());
  }
  if (!isLive(status.state)) return status;
  if (isAbandoned(status, json, lock))
    status.state = RunState::Interrupted;
  else if (status.note.empty())
    status.note = describeMissingHeartbeat(status);
  return status;
}

// events.jsonl

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

namespace {

constexpr double kWholeFrom = 9.95;     ///< smaller numbers have one decimal
constexpr double kMinutesFrom = 599.5;  ///< seconds

std::string shortNumber(double value, const char* unit) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f %s", value < kWholeFrom ? 1 : 0, value, unit);
  return text;
}

}  // namespace

std::string stepRateText(double stepsPerSecond) {
  if (!std::isfinite(stepsPerSecond) || stepsPerSecond <= 0) return {};
  if (stepsPerSecond >= 1) return shortNumber(stepsPerSecond, "it/s");
  const double seconds = 1 / stepsPerSecond;
  return seconds < kMinutesFrom ? shortNumber(seconds, "s a step") : shortNumber(seconds / 60, "min a step");
}

}  // namespace studio
