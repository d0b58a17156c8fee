// Commands from outside that took effect in a run: pause, resume, checkpoint, stop, and whatever later kinds bring.
// Kinds are open: a reader shows those it does not know. events.jsonl holds one a line, in the order they took effect.
// Values; no threads of their own.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace studio {

struct Event {
  std::int64_t step = 0;       ///< updates done when it took effect
  double seconds = 0;          ///< of training so far, pauses left out
  double time = 0;             ///< since 1970
  std::string kind;            ///< "pause", "resume", "checkpoint", "stop", ...
  std::string value = "null";  ///< what it brought, JSON
  bool operator==(const Event&) const = default;
};

/// One line with its end. Throws std::invalid_argument where the value is no JSON.
std::string formatEvent(const Event& event);
/// Of a whole file. A last line without its end is left out silently, as it is still being written or was when its
/// process was killed; other lines that are no events are left out too, and `problem` says which, in one sentence.
std::vector<Event> parseEvents(std::string_view text, const std::string& sourceName, std::string& problem);

}  // namespace studio
