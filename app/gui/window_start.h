// Opens the window as the options say, and takes its picture where one is wanted.
#pragma once
#include "app/gui/gui_options.h"

namespace studio {

/// The program's exit code.
int runWindow(const GuiOptions& options);

}  // namespace studio
