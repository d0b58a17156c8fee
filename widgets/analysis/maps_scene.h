// The sheets of the maps of contrasts: where their units stand on the screen, flat or raised, which of them is under a
// point, and the canvas that draws them.
#pragma once
#include <vtkNew.h>

#include <QPointF>
#include <QPolygonF>
#include <QRectF>
#include <QWidget>
#include <cstdint>
#include <memory>
#include <vector>

#include "widgets/sheets/sheet_painter.h"

class vtkActor;
class vtkCellArray;
class vtkLight;
class vtkPoints;
class vtkPolyData;
class vtkRenderer;
class vtkUnsignedCharArray;

namespace studio {

/// A point of the screen, y downwards, and how near it is to the eye (more = nearer).
struct PlacedPoint {
  double x = 0, y = 0, near = 0;
};

class SheetPlacement {
 public:
  SheetPlacement() = default;
  /// The sheet within `area`, px. Flat: whole pixels a unit where there is space, at the upper left; a strip is at
  /// least 8 px high. Raised: turned and tilted as look.md says, centred.
  SheetPlacement(const QRectF& area, std::int64_t height, std::int64_t width, bool raised);
  /// A place on the sheet, in units, and its height, -1 to 1.
  PlacedPoint at(double column, double row, double top = 0) const;
  /// The cell of a unit as it is seen from above, less `gap` px at its right and lower side.
  QPolygonF cell(std::int64_t unit, double top = 0, double gap = 0) const;
  /// The unit whose top is seen at a point, -1 = none. `tops`: heights of all units, empty = flat.
  std::int64_t unitAt(const QPointF& point, const std::vector<double>& tops = {}) const;
  /// What the flat sheet covers; of a raised one the whole area.
  const QRectF& rect() const { return rect_; }
  bool raised() const { return raised_; }
  double cellPixels() const { return raised_ ? scale_ : cellWidth_; }
  std::int64_t height() const { return height_; }
  std::int64_t width() const { return width_; }

 private:
  QRectF rect_;
  std::int64_t height_ = 0, width_ = 0;
  bool raised_ = false;
  double cellWidth_ = 0, cellHeight_ = 0, scale_ = 0, relief_ = 0;
};

// Many sheets as one VTK scene in px of the screen, flat squares or boxes raised by their values: one context draws a
// whole grid.

/// A map and where it stands; the placement is of the map's own sheet.
struct PlacedSheet {
  SheetMap map;
  SheetPlacement place;
};
/// Heights of a map's units for the raised picture: value over limit, -1 to 1; 0 where undefined.
std::vector<double> unitTops(const SheetMap& map, const Limits& limits);

class MapsScene {
 public:
  MapsScene();
  ~MapsScene();
  vtkRenderer* renderer() { return renderer_; }
  void show(const std::vector<PlacedSheet>& sheets, const MapDisplay& display);
  /// Of the window, px: one unit of the scene is one px.
  void setSize(double width, double height);

 private:
  void addFace(const PlacedPoint (&corners)[4], QRgb colour);
  void addSheet(const PlacedSheet& sheet, const MapDisplay& display);

  vtkNew<vtkRenderer> renderer_;
  vtkNew<vtkPoints> points_;
  vtkNew<vtkCellArray> faces_;
  vtkNew<vtkUnsignedCharArray> colours_;
  vtkNew<vtkPolyData> mesh_;
  vtkNew<vtkActor> actor_;
  vtkNew<vtkLight> light_;
};

// The cells of a grid of maps on the screen: painted flat, raised by one VTK scene where there is OpenGL. Takes no
// mouse; GUI thread.
class MapsCanvas {
 public:
  virtual ~MapsCanvas() = default;
  virtual QWidget* widget() = 0;
  virtual void show(std::vector<PlacedSheet> sheets, const MapDisplay& display) = 0;
  virtual bool canRaise() const = 0;
};

std::unique_ptr<MapsCanvas> makeMapsCanvas(QWidget* parent);

}  // namespace studio
