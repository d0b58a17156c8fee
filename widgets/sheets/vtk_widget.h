// Shows a VTK renderer in a Qt window: Debian's own VTK bridge is made for Qt 5. One OpenGL context, Qt's; VTK draws
// into it.
#pragma once
#include <vtkSmartPointer.h>

#include <QOpenGLWidget>

class vtkGenericOpenGLRenderWindow;
class vtkRenderer;

namespace studio {

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

}  // namespace studio
