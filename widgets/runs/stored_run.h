// One reading of a run folder, made on a worker thread.
#pragma once
#include <QString>
#include <memory>

#include "widgets/runs/run_data.h"

namespace studio {

/// Everything of RunData but snapshot and unit. Never throws: what cannot be read leaves its sentence in `error`.
RunData readStoredRun(const RunFolder& folder);
/// The same again and again: of the scalars and the log only what is new is read. Both are of this folder and nobody
/// else's meanwhile.
RunData readStoredRun(const RunFolder& folder, ScalarsFile& scalars, LogTail& log);
/// With the snapshot of `step` (-1 = the last), as far as it can be read (RunData::leftOut). Throws UserError where
/// nothing can.
RunData loadRunData(const RunFolder& folder, std::int64_t step = -1);
/// "run digits, config 1a2b3c4d": the same run always says the same.
QString provenanceOf(const RunData& run);

}  // namespace studio
