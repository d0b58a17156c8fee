// The one table of the window's workspaces.
#include "app/gui/main_window.h"

#include "widgets/analyse/analyse_workspace.h"
#include "widgets/boards/figure_workspace.h"
#include "widgets/compare/compare_workspace.h"
#include "widgets/setup/setup_workspace.h"
#include "widgets/train/train_workspace.h"

namespace studio {

const std::vector<WorkspaceRow>& workspaceRows() {
  static const std::vector<WorkspaceRow> table = {
      {"setup", QT_TRANSLATE_NOOP("Workspace", "Setup"), makeSetupWorkspace},
      {"train", QT_TRANSLATE_NOOP("Workspace", "Train"), makeTrainWorkspace},
      {"analyse", QT_TRANSLATE_NOOP("Workspace", "Analyse"), makeAnalyseWorkspace},
      {"compare", QT_TRANSLATE_NOOP("Workspace", "Compare"), makeCompareWorkspace},
      {"figure", QT_TRANSLATE_NOOP("Workspace", "Figure"), makeFigureWorkspace},
  };
  return table;
}

}  // namespace studio
