// Names of states.
#include "core/run/run_status.h"

#include <array>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "core/run/error.h"
#include "core/run/names.h"

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

bool isLive(RunState state) {
  return state == RunState::Starting || state == RunState::Training || state == RunState::Paused;
}

double secondsNow() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace studio
