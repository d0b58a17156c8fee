// The commands that belong to the window and not to one of its workspaces: files, appearance, help. Menus, toolbar,
// shortcuts and the command palette are made from these rows and those of the workspaces.
#pragma once
#include "app/gui/session.h"
#include "widgets/frame/workspace_window.h"

namespace studio {

class FileCommands;

std::vector<ActionSpec> windowCommands(WorkspaceWindow& window, Session& session, FileCommands& files);
/// Menus in the order of the menu bar.
QStringList menuOrder();
/// The toolbar of workspaces without one of their own.
WorkspaceToolbar windowToolbar();

}  // namespace studio
