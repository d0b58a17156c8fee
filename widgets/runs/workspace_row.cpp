#include "widgets/runs/workspace_row.h"

#include <QCoreApplication>

namespace studio {

void addWorkspaces(const std::vector<WorkspaceRow>& rows, const WorkspaceContext& context) {
  for (const WorkspaceRow& row : rows) {
    std::function<bool()> offered;
    if (row.offered) offered = [context, ask = row.offered] { return ask(context); };
    context.window.addWorkspace(QString::fromLatin1(row.id), QCoreApplication::translate("Workspace", row.title),
                                row.make(context), offered);
  }
}

}  // namespace studio
