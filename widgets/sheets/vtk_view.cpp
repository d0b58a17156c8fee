// VTK draws into Qt's OpenGL context; the sheet's scene follows widget and mouse.
#include "widgets/sheets/vtk_view.h"

#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkOpenGLState.h>
#include <vtkRenderer.h>

#include <QMouseEvent>
#include <QOpenGLContext>
#include <QWheelEvent>
#include <algorithm>

namespace studio {

VtkWidget::VtkWidget(QWidget* parent) : QOpenGLWidget(parent) {}

/// The context goes with the base class, when this is no VtkWidget any more.
VtkWidget::~VtkWidget() {
  releaseGl();
  if (context()) context()->disconnect(this);
}

void VtkWidget::releaseGl() {
  if (!window_) return;
  makeCurrent();
  window_->Finalize();
  window_ = nullptr;
  doneCurrent();
}

void VtkWidget::initializeGL() {
  releaseGl();  // the context may be a new one: the widget went to another window
  window_ = vtkSmartPointer<vtkGenericOpenGLRenderWindow>::New();
  window_->SetOwnContext(false);
  window_->InitializeFromCurrentContext();
  window_->SetFrameBlitModeToBlitToCurrent();
  window_->SetMultiSamples(0);
  window_->AddRenderer(renderer());
  window_->OpenGLInit();
  connect(context(), &QOpenGLContext::aboutToBeDestroyed, this, &VtkWidget::releaseGl, Qt::UniqueConnection);
}

void VtkWidget::resizeGL(int width, int height) {
  if (!window_ || height < 1) return;
  const qreal ratio = devicePixelRatioF();
  window_->SetSize(int(width * ratio), int(height * ratio));
  sizeChanged(width, height);
}

void VtkWidget::paintGL() {
  if (!window_) return;
  window_->SetReadyForRendering(true);
  // VTK believes it has no window of its own; without these four it draws nothing.
  window_->SetIsCurrent(true);
  window_->SetMapped(true);
  window_->SetSupportsOpenGL(true);
  window_->SetIsDirect(true);
  vtkOpenGLState* state = window_->GetState();
  state->Reset();
  state->Push();
  window_->Render();
  state->Pop();
}

VtkView::VtkView(QWidget* parent) : VtkWidget(parent) { setMouseTracking(true); }

VtkView::~VtkView() { releaseGl(); }

void VtkView::show(const SheetMap& map, const MapDisplay& display) {
  map_ = map;
  display_ = display;
  scene_.setCellPixels(map.width > 0 ? double(width()) / double(map.width) : 1);
  scene_.show(map_, display_);
  update();
}

void VtkView::setRaised(bool raised) {
  scene_.setRaised(raised);
  if (display_.colours) scene_.show(map_, display_);
  update();
}

void VtkView::setChosen(std::int64_t unit) {
  scene_.setChosen(unit);
  update();
}

std::int64_t VtkView::unitAt(const QPointF& position) const {
  return scene_.unitAt(position.x() / width(), position.y() / height());
}

void VtkView::resetCamera() {
  scene_.resetCamera();
  update();
}

void VtkView::sizeChanged(int width, int height) {
  scene_.setAspect(double(width) / height);
  if (!display_.colours) return;
  scene_.setCellPixels(double(width) / double(std::max<std::int64_t>(1, map_.width)));
  scene_.show(map_, display_);
}

void VtkView::mouseMoveEvent(QMouseEvent* event) {
  if ((event->buttons() & Qt::LeftButton) && scene_.raised()) {
    scene_.rotate((event->position().x() - pressed_.x()) * 0.4);
    pressed_ = event->position();
    update();
    return;
  }
  if (hovered) hovered(unitAt(event->position()), event->globalPosition().toPoint());
}

void VtkView::mousePressEvent(QMouseEvent* event) {
  pressed_ = event->position();
  if (event->button() == Qt::LeftButton && clicked) clicked(unitAt(event->position()));
}

void VtkView::wheelEvent(QWheelEvent* event) {
  if (!scene_.raised()) return event->ignore();
  scene_.zoom(event->angleDelta().y() > 0 ? 1.1 : 1 / 1.1);
  update();
}

void VtkView::leaveEvent(QEvent*) {
  if (hovered) hovered(-1, {});
}

}  // namespace studio
