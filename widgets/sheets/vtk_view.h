// VTK in a Qt window: any renderer as a picture, and with it the raised sheet that takes the mouse. GUI thread.
#pragma once
#include <vtkSmartPointer.h>

#include <QElapsedTimer>
#include <QImage>
#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QTimer>
#include <memory>

#include "widgets/sheets/sheet_canvas.h"
#include "widgets/sheets/sheet_scene.h"

class QOpenGLFramebufferObject;
class vtkGenericOpenGLRenderWindow;

namespace studio {

// Draws a VTK renderer into a picture, in an OpenGL context of its own that no window shares. A widget that draws by
// OpenGL itself would make Qt draw the whole window so: without a graphics card that took up to 1.7 s a paint on a busy
// machine, and even where nothing was raised. The context is made with the first picture; where there is no graphics
// card, the threads that compute pictures give way to a training.
class VtkPicture {
 public:
  explicit VtkPicture(vtkRenderer* renderer);
  ~VtkPicture();
  /// `size` in px of the device; null where there is no OpenGL context.
  QImage render(const QSize& size);

 private:
  bool begin(const QSize& size);
  vtkRenderer* renderer_;
  QOffscreenSurface surface_;
  QOpenGLContext context_;
  std::unique_ptr<QOpenGLFramebufferObject> target_;
  vtkSmartPointer<vtkGenericOpenGLRenderWindow> window_;
};

// A sheet that is raised by VTK, and flat painted as everywhere. A picture is made only where what it shows has
// changed, at the pace that was set, and while somebody can see it: without a graphics card it takes the processors
// from what trains beside it.
class VtkView : public FlatView {
  Q_OBJECT
 public:
  explicit VtkView(QWidget* parent);
  void show(const SheetMap& map, const MapDisplay& display) override;
  void setRaised(bool raised) override;
  void setChosen(std::int64_t unit) override;
  bool canRaise() const override { return true; }
  std::int64_t unitAt(const QPointF& position) const override;
  void resetCamera() override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;

 private:
  void placeScene();
  void draw();
  void drawNow();
  void drawAtPace();
  int millisecondsLeft() const;
  QSize pixels() const;
  SheetScene scene_;
  VtkPicture picture_{scene_.renderer()};
  QImage image_;            ///< the newest picture
  bool stale_ = true;       ///< it shows something else than it should
  QElapsedTimer drawn_;     ///< since the newest picture
  QTimer later_;            ///< the next one
  std::int64_t unit_ = -1;  ///< chosen
  QPointF pressed_;
};

}  // namespace studio
