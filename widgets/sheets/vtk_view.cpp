// VTK draws into an image by an OpenGL context of its own; the sheet's scene follows widget and mouse.
#include "widgets/sheets/vtk_view.h"

#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkOpenGLState.h>
#include <vtkRenderer.h>

#include <QMouseEvent>
#include <QOpenGLFramebufferObject>
#include <QPainter>
#include <QWheelEvent>
#include <algorithm>

namespace studio {

VtkPicture::VtkPicture(vtkRenderer* renderer) : renderer_(renderer) {}

/// What VTK made in the context is given back while it is current.
VtkPicture::~VtkPicture() {
  if (!window_ || !context_.makeCurrent(&surface_)) return;
  window_->Finalize();
  window_ = nullptr;
  target_.reset();
  context_.doneCurrent();
}

bool VtkPicture::begin(const QSize& size) {
  if (!surface_.isValid()) surface_.create();
  if (!context_.isValid() && !context_.create()) return false;
  if (!context_.makeCurrent(&surface_)) return false;
  if (!window_) {
    window_ = vtkSmartPointer<vtkGenericOpenGLRenderWindow>::New();
    window_->SetOwnContext(false);
    window_->InitializeFromCurrentContext();
    window_->SetFrameBlitModeToBlitToCurrent();
    window_->SetMultiSamples(0);
    window_->AddRenderer(renderer_);
    window_->OpenGLInit();
  }
  if (!target_ || target_->size() != size) target_ = std::make_unique<QOpenGLFramebufferObject>(size);
  window_->SetSize(size.width(), size.height());
  return target_->bind();
}

QImage VtkPicture::render(const QSize& size) {
  if (size.isEmpty() || !begin(size)) return {};
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
  QImage image = target_->toImage();
  target_->release();
  context_.doneCurrent();
  image.reinterpretAsFormat(QImage::Format_RGB32);  // the picture covers all that lies under it
  return image;
}

void VtkView::show(const SheetMap& map, const MapDisplay& display) {
  FlatView::show(map, display);
  placeScene();
}

void VtkView::setRaised(bool raised) {
  scene_.setRaised(raised);
  placeScene();
  update();
}

void VtkView::setChosen(std::int64_t unit) {
  scene_.setChosen(unit);
  update();
}

std::int64_t VtkView::unitAt(const QPointF& position) const {
  return scene_.raised() ? scene_.unitAt(position.x() / width(), position.y() / height()) : FlatView::unitAt(position);
}

void VtkView::resetCamera() {
  scene_.resetCamera();
  update();
}

/// What is flat is painted; the scene costs nothing then.
void VtkView::placeScene() {
  if (!scene_.raised() || !display().colours || height() < 1) return;
  scene_.setAspect(double(width()) / height());
  scene_.setCellPixels(double(width()) / double(std::max<std::int64_t>(1, map().width)));
  scene_.show(map(), display());
}

void VtkView::resizeEvent(QResizeEvent* event) {
  FlatView::resizeEvent(event);
  placeScene();
}

void VtkView::paintEvent(QPaintEvent* event) {
  if (!scene_.raised() || !display().colours) return FlatView::paintEvent(event);
  const qreal ratio = devicePixelRatioF();
  QImage image = picture_.render((QSizeF(size()) * ratio).toSize());
  image.setDevicePixelRatio(ratio);
  QPainter(this).drawImage(0, 0, image);
}

void VtkView::mouseMoveEvent(QMouseEvent* event) {
  if ((event->buttons() & Qt::LeftButton) && scene_.raised()) {
    scene_.rotate((event->position().x() - pressed_.x()) * 0.4);
    pressed_ = event->position();
    update();
    return;
  }
  FlatView::mouseMoveEvent(event);
}

void VtkView::mousePressEvent(QMouseEvent* event) {
  pressed_ = event->position();
  FlatView::mousePressEvent(event);
}

void VtkView::wheelEvent(QWheelEvent* event) {
  if (!scene_.raised()) return event->ignore();
  scene_.zoom(event->angleDelta().y() > 0 ? 1.1 : 1 / 1.1);
  update();
}

}  // namespace studio
