// The weight of TopoLoss at each step, as [topoloss] schedules it.
#pragma once
#include "core/run/run_config.h"

namespace studio {

/// tau of step `step` (0-based); a schedule without a length of its own takes `steps`, the whole run.
double tauAt(const TopoLossConfig& config, std::int64_t step, std::int64_t steps);

}  // namespace studio
