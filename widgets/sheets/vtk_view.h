// Shows a SheetScene in a Qt window, and takes the mouse.
#pragma once
#include "widgets/sheets/sheet_canvas.h"
#include "widgets/sheets/sheet_scene.h"
#include "widgets/sheets/vtk_widget.h"

namespace studio {

class VtkView : public VtkWidget, public SheetCanvas {
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
  vtkRenderer* renderer() override { return scene_.renderer(); }
  void sizeChanged(int width, int height) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  SheetScene scene_;
  SheetMap map_;
  MapLook look_;
  QPointF pressed_;
};

}  // namespace studio
