// One sheet as a VTK scene without Qt's widgets, and the eye and light that every scene of sheets has. GUI thread.
#pragma once
#include <vtkActor.h>
#include <vtkCamera.h>
#include <vtkLight.h>
#include <vtkNew.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>

#include "widgets/sheets/sheet_painter.h"

class vtkPoints;
class vtkPolyData;
class vtkUnsignedCharArray;

namespace studio {

// Eye and light of every scene of sheets in VTK, so that a sheet looks the same wherever it is shown.

/// Cells of one colour each, seen in parallel, under a soft light from the upper left.
inline void aimCamera(vtkRenderer* renderer, vtkLight* light, vtkActor* cells, vtkPolyData* mesh) {
  vtkNew<vtkPolyDataMapper> mapper;
  mapper->SetInputData(mesh);
  mapper->SetScalarModeToUseCellData();
  cells->SetMapper(mapper);
  cells->GetProperty()->SetInterpolationToFlat();
  renderer->AddActor(cells);
  light->SetLightTypeToCameraLight();
  light->SetPosition(-0.6, 0.8, 1);
  renderer->AutomaticLightCreationOff();
  renderer->AddLight(light);
  renderer->GetActiveCamera()->ParallelProjectionOn();
  renderer->SetBackgroundAlpha(1);
}

/// Flat cells must have exactly the colour of their value; VTK adds both shares up even without light.
inline void setLit(vtkActor* cells, bool raised) {
  cells->GetProperty()->SetLighting(raised);
  cells->GetProperty()->SetAmbient(raised ? 0.45 : 1);
  cells->GetProperty()->SetDiffuse(raised ? 0.55 : 0);
}

// One sheet as a VTK scene without Qt's widgets: flat squares, or boxes raised by their values. Screen, image tests and
// export share it. Buffers are written in place: a new map of the same size allocates nothing.
class SheetScene {
 public:
  SheetScene();
  ~SheetScene();
  vtkRenderer* renderer() { return renderer_; }

  /// Same size of sheet: only colours and heights change.
  void show(const SheetMap& map, const MapDisplay& display);
  void setRaised(bool raised);
  bool raised() const { return raised_; }
  /// The chosen unit's outline in the raised scene; -1 = none.
  void setChosen(std::int64_t unit);
  /// Pixels a cell has on the screen: decides whether there is a gap between cells.
  void setCellPixels(double pixels);
  /// Width / height of the window, for the camera.
  void setAspect(double aspect);
  void rotate(double degrees);
  void zoom(double factor);
  void resetCamera();
  /// Unit under a point of the window, (0,0) = upper left, (1,1) = lower right; -1 = none. Flat: exact; raised: nearest
  /// hit of a ray.
  std::int64_t unitAt(double x, double y) const;

 private:
  void rebuild(std::int64_t height, std::int64_t width);
  void place(std::int64_t unit, double top);
  void placeCamera();
  void markChosen();

  vtkNew<vtkRenderer> renderer_;
  vtkNew<vtkPoints> points_;
  vtkNew<vtkUnsignedCharArray> colours_;
  vtkNew<vtkPolyData> mesh_;
  vtkNew<vtkActor> actor_;
  vtkNew<vtkPoints> ringPoints_;
  vtkNew<vtkPolyData> ring_;
  vtkNew<vtkActor> ringActor_;
  vtkNew<vtkLight> light_;
  std::int64_t height_ = 0, width_ = 0, chosen_ = -1;
  std::vector<double> tops_;
  bool raised_ = false;
  double cellPixels_ = 22, aspect_ = 1, turn_ = -20, zoom_ = 1;
};

}  // namespace studio
