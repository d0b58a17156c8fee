// The one table of the window's workspaces.
#include "app/gui/main_window.h"

namespace studio {

// The rows, in the order of the tabs: the function of this name stands in the workspace's own folder and makes its row.
// clang-format off
#define STUDIO_WORKSPACES(row) \
  row(setupWorkspace)          \
  row(trainWorkspace)          \
  row(analyseWorkspace)        \
  row(compareWorkspace)        \
  row(figureWorkspace)
// clang-format on

#define STUDIO_DECLARE_WORKSPACE(make) WorkspaceRow make();
STUDIO_WORKSPACES(STUDIO_DECLARE_WORKSPACE)

const std::vector<WorkspaceRow>& workspaceRows() {
#define STUDIO_MAKE_WORKSPACE(make) make(),
  static const std::vector<WorkspaceRow> table = {STUDIO_WORKSPACES(STUDIO_MAKE_WORKSPACE)};
  return table;
}

}  // namespace studio
