// toponets-studio: options, then a figure, the self-test, or the window.
#include <QApplication>
#include <QSurfaceFormat>
#include <cstdio>

#include "app/gui/figure_command.h"
#include "app/gui/gui_options.h"
#include "app/gui/self_test.h"
#include "app/gui/window_start.h"

namespace {

/// Figures and the self-test need no screen: without one they take Qt's offscreen platform instead of ending in an abort.
void chooseScreen(const studio::GuiOptions& options) {
  const bool hasScreen = qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
  if ((options.figureCommand || options.selfTest) && !hasScreen && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
    qputenv("QT_QPA_PLATFORM", "offscreen");
}

/// What VTK's OpenGL backend needs of every context; must be set before the first window.
void chooseOpenGl() {
  QSurfaceFormat format;
  format.setVersion(3, 2);
  format.setProfile(QSurfaceFormat::CoreProfile);
  format.setDepthBufferSize(24);
  QSurfaceFormat::setDefaultFormat(format);
}

}  // namespace

int main(int argc, char** argv) {
  const studio::GuiOptions options = studio::parseGuiOptions(argc, argv);
  if (options.exitCode) return *options.exitCode;
  chooseScreen(options);
  chooseOpenGl();
  QApplication::setApplicationName(QStringLiteral("toponets-studio"));
  QApplication::setApplicationDisplayName(QStringLiteral("TopoNets Studio"));
  QApplication::setDesktopFileName(QStringLiteral("org.toponets.Studio"));
  QApplication application(argc, argv);
  if (options.figureCommand) return studio::runFigureCommand(options);
  if (options.selfTest) return studio::runSelfTest();
  return studio::runWindow(options);
}
