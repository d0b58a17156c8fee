// Setup: the form of a run to be, with its commands (start, check, undo, find a setting, save the configuration).
#pragma once
#include "widgets/runs/workspace_row.h"

namespace studio {

Workspace* makeSetupWorkspace(const WorkspaceContext& context);

}  // namespace studio
