// Shows a SheetScene in a Qt window: Debian's own VTK bridge is made for Qt 5. One OpenGL context, Qt's; VTK draws into it.
#pragma once
#include <vtkSmartPointer.h>

#include <QOpenGLWidget>

#include "widgets/sheets/sheet_canvas.h"
#include "widgets/sheets/sheet_scene.h"

class vtkGenericOpenGLRenderWindow;

namespace studio {

class VtkView : public QOpenGLWidget, public SheetCanvas {
  Q_OBJECT
 public:
  explicit VtkView(QWidget* parent);
  ~VtkView() override;
  QWidget* widget() override { return this; }
  void show(const SheetMap& map, const MapLook& look) override;
  void setRaised(bool raised) override;
  void setChosen(std::int64_t unit) override;
  bool canRaise() const override { return true; }
  std::int64_t unitAt(const QPointF& position) const override;
  void resetCamera() override;

 protected:
  void initializeGL() override;
  void resizeGL(int width, int height) override;
  void paintGL() override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  void releaseGl();
  SheetScene scene_;
  vtkSmartPointer<vtkGenericOpenGLRenderWindow> window_;
  SheetMap map_;
  MapLook look_;
  QPointF pressed_;
};

}  // namespace studio
