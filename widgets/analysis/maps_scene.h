// Many sheets as one VTK scene in px of the screen, flat squares or boxes raised by their values: one context draws a whole grid.
#pragma once
#include <vtkNew.h>

#include <vector>

#include "widgets/analysis/sheet_placement.h"
#include "widgets/sheets/sheet_painter.h"

class vtkActor;
class vtkCellArray;
class vtkLight;
class vtkPoints;
class vtkPolyData;
class vtkRenderer;
class vtkUnsignedCharArray;

namespace studio {

/// A map and where it stands; the placement is of the map's own sheet.
struct PlacedSheet { SheetMap map; SheetPlacement place; };
/// Heights of a map's units for the raised picture: value over limit, -1 to 1; 0 where undefined.
std::vector<double> topsOf(const SheetMap& map, const Limits& limits);

class MapsScene {
 public:
  MapsScene();
  ~MapsScene();
  vtkRenderer* renderer() { return renderer_; }
  void show(const std::vector<PlacedSheet>& sheets, const MapLook& look);
  /// Of the window, px: one unit of the scene is one px.
  void setSize(double width, double height);

 private:
  void addFace(const PlacedPoint (&corners)[4], QRgb colour);
  void addSheet(const PlacedSheet& sheet, const MapLook& look);

  vtkNew<vtkRenderer> renderer_;
  vtkNew<vtkPoints> points_;
  vtkNew<vtkCellArray> faces_;
  vtkNew<vtkUnsignedCharArray> colours_;
  vtkNew<vtkPolyData> mesh_;
  vtkNew<vtkActor> actor_;
  vtkNew<vtkLight> light_;
};

}  // namespace studio
