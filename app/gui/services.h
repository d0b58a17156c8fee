// The engine as the setup workspace sees it: callbacks over core/engine.h.
#pragma once
#include "app/gui/presets.h"
#include "app/gui/session.h"
#include "widgets/forms/setup_services.h"

namespace studio {

SetupServices makeServices(Session& session, const std::vector<Preset>& presets);
/// Time a preset takes on this computer, from one timed batch; -1 where its data are not here. Blocks for a second or
/// two.
double secondsOf(const RunConfig& config);

/// Free bytes where the runs are kept, or where their folder would be made; -1 = unknown.
double freeBytes(std::filesystem::path folder);

}  // namespace studio
