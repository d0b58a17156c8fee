// status.json: RunStatus and the identity of the process that writes it. Unknown numbers (-1) are null.
#pragma once
#include <string>
#include <string_view>

#include "core/run/run_lock.h"
#include "core/run/run_status.h"

namespace studio {

/// For the calling process: adds its start time and the machine's boot id.
std::string formatStatus(const RunStatus& status);
/// As written, except that a live state whose process is gone (or silent on another host) reads Interrupted; the run's
/// lock decides where it can be seen. Text is made safe to show. Throws UserError.
RunStatus parseStatus(std::string_view json, const std::string& sourceName, LockSeen lock = LockSeen::Unknown);

}  // namespace studio
