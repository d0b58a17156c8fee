#include "widgets/sheets/vtk_widget.h"

#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkOpenGLState.h>
#include <vtkRenderer.h>

#include <QOpenGLContext>

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

}  // namespace studio
