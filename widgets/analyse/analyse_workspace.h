// Analyse: what topography does to the open network, compared with its controls: the list of analyses with their
// settings, their maps, plots and tables.
#pragma once
#include "widgets/runs/workspace_row.h"

namespace studio {

Workspace* makeAnalyseWorkspace(const WorkspaceContext& context);

}  // namespace studio
