// toponets-studio: options, then a figure, the self-test, or the window.
#include <QApplication>
#include <QSurfaceFormat>
#include <cstdio>

#include "app/gui/gui_options.h"
#include "core/engine.h"
#include "core/run/program_start.h"
#include "core/run/places.h"
#include "widgets/frame/engine_text.h"

namespace {

bool hasScreen() {
  return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") ||
         qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}

bool needsNoScreen(const studio::GuiOptions& options) {
  return options.figureCommand || options.exportCommand || options.previewCommand || options.selfTest;
}

/// Without a screen, what needs none takes Qt's offscreen platform instead of ending in an abort.
void chooseScreen(const studio::GuiOptions& options) {
  if (needsNoScreen(options) && !hasScreen()) qputenv("QT_QPA_PLATFORM", "offscreen");
}

/// What would end Qt with an abort, or the window at once: said in a sentence before either starts.
bool canOpen(const studio::GuiOptions& options) {
  if (needsNoScreen(options)) return true;
  if (!options.demo && !options.path.isEmpty() &&
      !studio::isPlaceThere(options.path.toStdString())) {  // the demo makes its runs folder
    std::fprintf(stderr, "toponets-studio: %s is not there; name a runs folder, a run or a configuration.\n",
                 qPrintable(options.path));
    return false;
  }
  if (hasScreen()) return true;
  std::fprintf(stderr,
               "toponets-studio: there is no display; run it under xvfb-run, or use toponets and toponets-studio "
               "figure, which need none.\n");
  return false;
}

/// Before anything of the window is made: its texts and the tables of the engine are read once.
void chooseLanguage(const studio::GuiOptions& options) {
  const auto choice = options.language.value_or(studio::savedLanguage());
  studio::useLanguage(choice);
  if (studio::resolvedLanguage(choice) == QLocale::English) return;
  studio::translateTables([](const std::string& text) { return studio::engineText(text).toStdString(); });
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
  studio::startProgram(argv, "toponets-studio");
  studio::keepMemory();
  const studio::GuiOptions options = studio::parseGuiOptions(argc, argv);
  if (options.exitCode) return *options.exitCode;
  if (!canOpen(options)) return 2;
  chooseScreen(options);
  chooseOpenGl();
  QApplication::setApplicationName(QStringLiteral("toponets-studio"));
  QApplication::setApplicationDisplayName(QStringLiteral("TopoNets Studio"));
  QApplication::setDesktopFileName(QStringLiteral("org.toponets.Studio"));
  QApplication application(argc, argv);
  QLocale::setDefault(QLocale(QLocale::English));  // numbers in one form everywhere
  if (options.figureCommand) return studio::runFigureCommand(options);
  if (options.exportCommand) return studio::runExportCommand(options);
  if (options.previewCommand) return studio::runPreviewCommand(options);
  if (options.selfTest) return studio::runSelfTest();
  chooseLanguage(options);
  return studio::runWindow(options);
}
