// The Figure workspace: a board of panels for a paper, of one or many runs. A row of app/gui/workspaces.cpp.
#pragma once
#include "widgets/runs/workspace_row.h"

namespace studio {

Workspace* makeFigureWorkspace(const WorkspaceContext& context);

}  // namespace studio
