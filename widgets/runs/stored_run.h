// One reading of a run folder, made on a worker thread.
#pragma once
#include <memory>

#include "widgets/runs/run_data.h"

namespace studio {

/// Everything of RunData but snapshot and unit. Never throws: what cannot be read leaves its sentence in `error`.
RunData readStoredRun(const RunFolder& folder);
/// The same again and again: of the scalars and the log only what is new is read. Both are of this folder and nobody
/// else's meanwhile.
RunData readStoredRun(const RunFolder& folder, ScalarsFile& scalars, LogTail& log);

}  // namespace studio
