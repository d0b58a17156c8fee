// Train: the run that is trained or opened, watched step by step: sheets, stack and curves with the time bar, the list
// of runs, its settings, the chosen unit, monitor and log.
#pragma once
#include "widgets/runs/workspace_row.h"

namespace studio {

Workspace* makeTrainWorkspace(const WorkspaceContext& context);

}  // namespace studio
