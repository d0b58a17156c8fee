// The one table of the window's workspaces, in the order of their tabs.
#pragma once
#include "widgets/runs/workspace_row.h"

namespace studio {

const std::vector<WorkspaceRow>& workspaceRows();

/// The one that a window opens with.
constexpr const char* kFirstWorkspace = "train";

}  // namespace studio
