// VTK draws into an image by an OpenGL context of its own; the sheet's scene follows widget and mouse.
#include "widgets/sheets/vtk_view.h"

#include <sys/resource.h>
#include <unistd.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkOpenGLState.h>
#include <vtkRenderer.h>

#include <QMouseEvent>
#include <QOpenGLFramebufferObject>
#include <QPainter>
#include <QWheelEvent>
#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "core/run/program_start.h"

namespace studio {
namespace {

/// Mesa's threads that compute pictures where there is no graphics card ("llvmpipe-0" and on, one a processor): they
/// give way to the window, and to what trains while nobody works with that; while somebody does, both stand alike.
/// Linux, sched(7): niceness is of a thread.
void lowerPicturePriority() {
  const int program = ::getpriority(PRIO_PROCESS, static_cast<id_t>(::getpid()));
  std::error_code none;
  for (std::filesystem::directory_iterator task("/proc/self/task", none), end; !none && task != end;
       task.increment(none)) {
    std::string name;
    std::ifstream(task->path() / "comm") >> name;
    if (name.find("llvmpipe") != std::string::npos)
      ::setpriority(PRIO_PROCESS, static_cast<id_t>(std::stoul(task->path().filename().string())),
                    program + kBackgroundNiceness);
  }
}

/// To the last bit: undefined values are equal to themselves.
bool isSame(const SheetMap& a, const SheetMap& b) {
  const bool sameSize = a.height == b.height && a.width == b.width && a.values.size() == b.values.size();
  return sameSize && !a.values.empty() &&
         std::memcmp(a.values.data(), b.values.data(), a.values.size() * sizeof(float)) == 0;
}

bool isSame(const MapDisplay& a, const MapDisplay& b) {
  return a.colours == b.colours && a.limits == b.limits && a.threshold == b.threshold && a.theme == b.theme;
}

}  // namespace

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
    lowerPicturePriority();
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

VtkView::VtkView(QWidget* parent) : FlatView(parent) {
  later_.setSingleShot(true);
  connect(&later_, &QTimer::timeout, this, qOverload<>(&QWidget::update));
}

void VtkView::show(const SheetMap& map, const MapDisplay& display) {
  if (!scene_.raised()) return FlatView::show(map, display);
  const bool same = isSame(map, this->map()) && isSame(display, this->display());
  const bool chosen = map.layer != this->map().layer || map.quantity != this->map().quantity;
  take(map, display);
  if (same) return;
  chosen ? drawNow() : drawAtPace();
}

/// Until then the picture before it stays.
void VtkView::drawAtPace() {
  stale_ = true;
  if (const int left = millisecondsLeft(); left <= 0)
    update();
  else if (!later_.isActive())
    later_.start(left);
}

QSize VtkView::pixels() const { return (QSizeF(size()) * devicePixelRatioF()).toSize(); }

int VtkView::millisecondsLeft() const {
  return drawn_.isValid() ? int(std::max<qint64>(0, pace - drawn_.elapsed())) : 0;
}

void VtkView::drawNow() {
  stale_ = true;
  drawn_.invalidate();
  update();
}

void VtkView::setRaised(bool raised) {
  scene_.setRaised(raised);
  drawNow();
}

void VtkView::setChosen(std::int64_t unit) {
  if (unit == unit_) return;  // asked with every map
  unit_ = unit;
  scene_.setChosen(unit);
  drawNow();
}

std::int64_t VtkView::unitAt(const QPointF& position) const {
  return scene_.raised() ? scene_.unitAt(position.x() / width(), position.y() / height()) : FlatView::unitAt(position);
}

void VtkView::resetCamera() {
  scene_.resetCamera();
  drawNow();
}

void VtkView::placeScene() {
  scene_.setAspect(double(width()) / height());
  scene_.setCellPixels(double(width()) / double(std::max<std::int64_t>(1, map().width)));
  scene_.show(map(), display());
}

void VtkView::resizeEvent(QResizeEvent* event) {
  FlatView::resizeEvent(event);
  drawNow();
}

/// The map comes into the scene with its picture, so that the pointer hits what is seen.
void VtkView::draw() {
  placeScene();
  image_ = picture_.render(pixels());
  image_.setDevicePixelRatio(devicePixelRatioF());
  stale_ = false;
  drawn_.start();
}

/// What is flat is painted; the scene costs nothing then, and nothing either while nobody sees it.
void VtkView::paintEvent(QPaintEvent* event) {
  if (!scene_.raised() || !display().colours || height() < 1) return FlatView::paintEvent(event);
  if ((stale_ && millisecondsLeft() <= 0) || image_.size() != pixels()) draw();
  QPainter(this).drawImage(0, 0, image_);
}

void VtkView::mouseMoveEvent(QMouseEvent* event) {
  if ((event->buttons() & Qt::LeftButton) && scene_.raised()) {
    scene_.rotate((event->position().x() - pressed_.x()) * 0.4);
    pressed_ = event->position();
    drawNow();
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
  drawNow();
}

}  // namespace studio
