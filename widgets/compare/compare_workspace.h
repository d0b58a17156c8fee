// The workspace Compare: many runs in a table, what is ticked against each other above it.
#pragma once
#include "widgets/runs/workspace_row.h"

namespace studio {

Workspace* makeCompareWorkspace(const WorkspaceContext& context);

}  // namespace studio
