#include "widgets/sheets/sheet_canvas.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QOffscreenSurface>
#include <QOpenGLContext>

#include "widgets/sheets/flat_view.h"
#include "widgets/sheets/vtk_view.h"

namespace studio {
namespace {

QString findProblem() {
  const auto say = [](const QString& found) {
    return QCoreApplication::translate("SheetCanvas",
                                       "The flat map is drawn without OpenGL: the 3-D view needs OpenGL 3.2, found %1.")
        .arg(found);
  };
  const QString platform = QGuiApplication::platformName();
  if (qEnvironmentVariableIsSet("STUDIO_NO_OPENGL"))
    return say(QCoreApplication::translate("SheetCanvas", "none (switched off by STUDIO_NO_OPENGL)"));
  // A QOpenGLWidget on this platform ends the program, so it must not even be tried.
  if (platform == QLatin1String("offscreen") || platform == QLatin1String("minimal"))
    return say(QCoreApplication::translate("SheetCanvas", "the display \"%1\"").arg(platform));
  QOffscreenSurface surface;
  surface.create();
  QOpenGLContext context;
  if (!context.create() || !context.makeCurrent(&surface))
    return say(QCoreApplication::translate("SheetCanvas", "none"));
  const auto version = context.format().version();
  context.doneCurrent();
  return version >= qMakePair(3, 2) ? QString() : say(QStringLiteral("%1.%2").arg(version.first).arg(version.second));
}

}  // namespace

QString openGlProblem() {
  static const QString problem = findProblem();
  return problem;
}

std::unique_ptr<SheetCanvas> makeSheetCanvas(QWidget* parent, QString* why) {
  const QString problem = openGlProblem();
  if (why) *why = problem;
  if (problem.isEmpty()) return std::make_unique<VtkView>(parent);
  return std::make_unique<FlatView>(parent);
}

}  // namespace studio
