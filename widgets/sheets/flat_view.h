// The sheet drawn by QPainter: the same picture as the flat VTK view, for machines without OpenGL.
#pragma once
#include "widgets/sheets/sheet_canvas.h"

namespace studio {

class FlatView : public QWidget, public SheetCanvas {
  Q_OBJECT
 public:
  explicit FlatView(QWidget* parent);
  QWidget* widget() override { return this; }
  void show(const SheetMap& map, const MapLook& look) override;
  void setRaised(bool) override {}
  void setChosen(std::int64_t) override {}
  bool canRaise() const override { return false; }
  std::int64_t unitAt(const QPointF& position) const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  SheetMap map_;
  MapLook look_;
};

}  // namespace studio
