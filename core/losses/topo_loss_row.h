// TopoLoss as a row of the table of losses: its weight is tau, which [topoloss] schedules over the run.
#pragma once
#include "core/losses/losses.h"

namespace studio {

inline constexpr const char* kTopoLossName = "topoloss";
inline constexpr const char* kTopoLossColumn = "topo_loss";  ///< mean over its layers, before tau

LossRow topoLossRow();

/// tau of step `step` (0-based); a schedule without a length of its own takes `steps`, the whole run.
double tauAt(const TopoLossConfig& config, std::int64_t step, std::int64_t steps);

}  // namespace studio
