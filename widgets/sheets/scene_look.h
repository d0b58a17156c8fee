// Eye and light of every scene of sheets in VTK, so that a sheet looks the same wherever it is shown. GUI thread.
#pragma once
#include <vtkActor.h>
#include <vtkCamera.h>
#include <vtkLight.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>

namespace studio {

/// Cells of one colour each, seen in parallel, under a soft light from the upper left.
inline void lookAtCells(vtkRenderer* renderer, vtkLight* light, vtkActor* cells, vtkPolyData* mesh) {
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

}  // namespace studio
