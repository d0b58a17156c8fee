// A widget that shows one sheet: painted flat, and raised with VTK (vtk_view.h) where there is OpenGL. GUI thread.
#pragma once
#include <QWidget>
#include <functional>
#include <memory>

#include "widgets/sheets/sheet_painter.h"

namespace studio {

class SheetCanvas {
 public:
  virtual ~SheetCanvas() = default;
  virtual QWidget* widget() = 0;
  virtual void show(const SheetMap& map, const MapDisplay& display) = 0;
  virtual void setRaised(bool raised) = 0;
  virtual void setChosen(std::int64_t unit) = 0;
  virtual bool canRaise() const = 0;
  virtual std::int64_t unitAt(const QPointF& position) const = 0;
  virtual void resetCamera() {}
  std::function<void(std::int64_t unit, const QPoint& global)> hovered;  ///< unit -1 = left the sheet
  std::function<void(std::int64_t unit)> clicked;
  /// Milliseconds at least between two pictures of new maps, where a picture is costly (raised). What a person does is
  /// drawn at once.
  int pace = 0;
};

/// One that can be raised where an OpenGL 3.2 context can be made, else a flat one; `why` then says the reason.
std::unique_ptr<SheetCanvas> makeSheetCanvas(QWidget* parent, QString* why);
/// Empty, or why there is no OpenGL here. Asked once.
QString openGlProblem();

// The sheet drawn by QPainter, without OpenGL.
class FlatView : public QWidget, public SheetCanvas {
  Q_OBJECT
 public:
  explicit FlatView(QWidget* parent);
  QWidget* widget() override { return this; }
  void show(const SheetMap& map, const MapDisplay& display) override;
  void setRaised(bool) override {}
  void setChosen(std::int64_t) override {}
  bool canRaise() const override { return false; }
  std::int64_t unitAt(const QPointF& position) const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void take(const SheetMap& map, const MapDisplay& display);  ///< without drawing it
  const SheetMap& map() const { return map_; }
  const MapDisplay& display() const { return display_; }

 private:
  SheetMap map_;
  MapDisplay display_;
};

}  // namespace studio
