// One reading of a run folder, made on a worker thread.
#pragma once
#include <memory>

#include "widgets/runs/run_data.h"

namespace studio {

/// Everything of RunData but snapshot and unit. Never throws: what cannot be read leaves its sentence in `error`.
RunData readStoredRun(const RunFolder& folder);
/// What a log file's lines say, newest last; at most the last 5,000.
std::vector<LogLine> parseLog(const std::string& text);

}  // namespace studio
