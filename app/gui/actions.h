// The one table of window commands. Menus, toolbar, shortcuts and the command palette are made from it.
#pragma once
#include "widgets/frame/action_registry.h"

namespace studio {

class MainWindow;

void addActions(ActionRegistry& registry, MainWindow& window);
/// Menus in the order of the menu bar.
QStringList menuOrder();

}  // namespace studio
