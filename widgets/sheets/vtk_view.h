// VTK in a Qt window: any renderer, and with it a SheetScene that takes the mouse. GUI thread.
#pragma once
#include <vtkSmartPointer.h>

#include <QOpenGLWidget>

#include "widgets/sheets/sheet_canvas.h"
#include "widgets/sheets/sheet_scene.h"

class vtkGenericOpenGLRenderWindow;

namespace studio {

// Shows a VTK renderer in a Qt window: Debian's own VTK bridge is made for Qt 5. One OpenGL context, Qt's; VTK draws
// into it.
class VtkWidget : public QOpenGLWidget {
  Q_OBJECT
 public:
  explicit VtkWidget(QWidget* parent);
  ~VtkWidget() override;

 protected:
  /// What is shown; asked for when there is a context.
  virtual vtkRenderer* renderer() = 0;
  /// The widget has another size, in px of the screen's scale.
  virtual void sizeChanged(int width, int height) = 0;
  /// Gives the context's objects back; the scene may go after it.
  void releaseGl();
  void initializeGL() override;
  void resizeGL(int width, int height) override;
  void paintGL() override;

 private:
  vtkSmartPointer<vtkGenericOpenGLRenderWindow> window_;
};

// Shows a SheetScene in a Qt window, and takes the mouse.
class VtkView : public VtkWidget, public SheetCanvas {
  Q_OBJECT
 public:
  explicit VtkView(QWidget* parent);
  ~VtkView() override;
  QWidget* widget() override { return this; }
  void show(const SheetMap& map, const MapDisplay& display) override;
  void setRaised(bool raised) override;
  void setChosen(std::int64_t unit) override;
  bool canRaise() const override { return true; }
  std::int64_t unitAt(const QPointF& position) const override;
  void resetCamera() override;

 protected:
  vtkRenderer* renderer() override { return scene_.renderer(); }
  void sizeChanged(int width, int height) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  SheetScene scene_;
  SheetMap map_;
  MapDisplay display_;
  QPointF pressed_;
};

}  // namespace studio
