// Whether there is OpenGL, the canvas that goes with it, and the flat one.
#include "widgets/sheets/sheet_canvas.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QMouseEvent>
#include <QOffscreenSurface>
#include <QOpenGLContext>

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
  // A context on these platforms ends the program, so it must not even be tried.
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

FlatView::FlatView(QWidget* parent) : QWidget(parent) { setMouseTracking(true); }

void FlatView::take(const SheetMap& map, const MapDisplay& display) {
  map_ = map;
  display_ = display;
}

void FlatView::show(const SheetMap& map, const MapDisplay& display) {
  take(map, display);
  update();
}

std::int64_t FlatView::unitAt(const QPointF& position) const {
  if (map_.width < 1 || !QRectF(rect()).contains(position)) return -1;
  const auto column = std::int64_t(position.x() * double(map_.width) / width()),
             row = std::int64_t(position.y() * double(map_.height) / height());
  if (column < 0 || row < 0 || column >= map_.width || row >= map_.height) return -1;
  return row * map_.width + column;
}

void FlatView::paintEvent(QPaintEvent*) {
  if (!display_.colours) return;
  QPainter painter(this);
  drawSheet(painter, rect(), map_, display_);
}

void FlatView::mouseMoveEvent(QMouseEvent* event) {
  if (hovered) hovered(unitAt(event->position()), event->globalPosition().toPoint());
}

void FlatView::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton && clicked) clicked(unitAt(event->position()));
}

void FlatView::leaveEvent(QEvent*) {
  if (hovered) hovered(-1, {});
}

}  // namespace studio
