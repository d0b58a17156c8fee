// Which process on which machine: tells a run that is still being written from one whose process is gone.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

namespace studio {

std::string hostName();
/// Changes with every start of the machine; empty where the system does not tell.
std::string bootId();
/// When a process started, in clock ticks since boot; nullopt when there is no such process (or only its remains).
std::optional<std::uint64_t> processStart(std::int64_t pid);
/// False when the process is gone, or when its number has been given to another one since. `start` 0: not known.
bool processRuns(std::int64_t pid, std::uint64_t start);

}  // namespace studio
