// `toponets-studio figure NAME RUN... --output F`: a figure without a window.
#pragma once
#include "app/gui/gui_options.h"

namespace studio {

/// 0 done, 2 when the user can mend it (one sentence on stderr). Needs a QGuiApplication of any platform, no display,
/// no OpenGL.
int runFigureCommand(const GuiOptions& options);
/// `toponets-studio preview RUN --output F`: what the welcome page shows of the demo; the same exit codes.
int runPreviewCommand(const GuiOptions& options);

}  // namespace studio
