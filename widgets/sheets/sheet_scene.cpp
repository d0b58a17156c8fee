#include "widgets/sheets/sheet_scene.h"

#include <vtkActor.h>
#include <vtkCamera.h>
#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <cmath>

namespace studio {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr int kPointsPerUnit = 8, kFacesPerUnit = 5;  // top, four sides
constexpr double kTilt = 35;      // degrees above the sheet's plane that the eye looks down from, look.md
constexpr double kRelief = 0.22;  // height of the largest |value|, in shares of the shorter side

/// Corners of a face by their number in the unit: 0..3 the top, 4..7 the foot.
constexpr int kFaces[kFacesPerUnit][4] = {{0, 1, 2, 3}, {0, 4, 5, 1}, {1, 5, 6, 2}, {2, 6, 7, 3}, {3, 7, 4, 0}};

void setBackground(vtkRenderer* renderer, const QColor& color) {
  renderer->SetBackground(color.redF(), color.greenF(), color.blueF());
}

}  // namespace

SheetScene::SheetScene() {
  colours_->SetNumberOfComponents(3);
  mesh_->SetPoints(points_);
  mesh_->GetCellData()->SetScalars(colours_);
  aimCamera(renderer_, light_, actor_, mesh_);

  ring_->SetPoints(ringPoints_);
  vtkNew<vtkPolyDataMapper> ringMapper;
  ringMapper->SetInputData(ring_);
  ringActor_->SetMapper(ringMapper);
  ringActor_->GetProperty()->SetLineWidth(3);
  ringActor_->GetProperty()->LightingOff();
  renderer_->AddActor(ringActor_);
}

SheetScene::~SheetScene() = default;

void SheetScene::rebuild(std::int64_t height, std::int64_t width) {
  height_ = height;
  width_ = width;
  const std::int64_t units = height * width;
  tops_.assign(std::size_t(units), 0);
  points_->SetNumberOfPoints(units * kPointsPerUnit);
  colours_->SetNumberOfTuples(units * kFacesPerUnit);
  vtkNew<vtkCellArray> faces;
  for (std::int64_t unit = 0; unit < units; ++unit)
    for (const auto& face : kFaces) {
      vtkIdType corners[4];
      for (int i = 0; i < 4; ++i) corners[i] = unit * kPointsPerUnit + face[i];
      faces->InsertNextCell(4, corners);
    }
  mesh_->SetPolys(faces);
  placeCamera();
}

/// The box of a unit: x along columns, y upwards against rows, z = value.
void SheetScene::place(std::int64_t unit, double top) {
  const double gap = cellPixels_ >= 6 ? 1 / cellPixels_ : 0;
  const double left = double(unit % width_), right = left + 1 - gap;
  const double upper = -double(unit / width_), lower = upper - 1 + gap;
  const double x[4] = {left, right, right, left}, y[4] = {upper, upper, lower, lower};
  const double foot = raised_ ? -kRelief * double(std::min(height_, width_)) : 0;
  for (int i = 0; i < 4; ++i) {
    points_->SetPoint(unit * kPointsPerUnit + i, x[i], y[i], top);
    points_->SetPoint(unit * kPointsPerUnit + 4 + i, x[i], y[i], foot);
  }
}

void SheetScene::show(const SheetMap& map, const MapDisplay& display) {
  if (map.height != height_ || map.width != width_) rebuild(map.height, map.width);
  const double largest = std::max({std::abs(display.limits.low), std::abs(display.limits.high), 1e-12});
  const double relief = kRelief * double(std::min(height_, width_));
  for (std::int64_t unit = 0; unit < height_ * width_; ++unit) {
    const float value = unit < std::int64_t(map.values.size()) ? map.values[unit] : std::nanf("");
    const QRgb colour = colourFor(value, *display.colours, display.limits, display.threshold, *display.theme);
    for (int face = 0; face < kFacesPerUnit; ++face)
      colours_->SetTuple3(unit * kFacesPerUnit + face, qRed(colour), qGreen(colour), qBlue(colour));
    tops_[unit] = raised_ && std::isfinite(value) ? std::clamp(double(value) / largest, -1.0, 1.0) * relief : 0;
    place(unit, tops_[unit]);
  }
  points_->Modified();
  colours_->Modified();
  mesh_->Modified();
  setLit(actor_, raised_);
  setBackground(renderer_, display.theme->color(Role::Panel));
  const QColor text = display.theme->color(Role::Text);
  ringActor_->GetProperty()->SetColor(text.redF(), text.greenF(), text.blueF());
  markChosen();
}

void SheetScene::setRaised(bool raised) {
  raised_ = raised;
  placeCamera();
}

void SheetScene::setChosen(std::int64_t unit) {
  chosen_ = unit;
  markChosen();
}

void SheetScene::markChosen() {
  const bool visible = raised_ && chosen_ >= 0 && chosen_ < height_ * width_;
  ringActor_->SetVisibility(visible);
  if (!visible) return;
  const double left = double(chosen_ % width_), upper = -double(chosen_ / width_),
               top = tops_[chosen_] + 0.02 * double(std::min(height_, width_));
  ringPoints_->SetNumberOfPoints(4);
  ringPoints_->SetPoint(0, left, upper, top);
  ringPoints_->SetPoint(1, left + 1, upper, top);
  ringPoints_->SetPoint(2, left + 1, upper - 1, top);
  ringPoints_->SetPoint(3, left, upper - 1, top);
  vtkNew<vtkCellArray> lines;
  const vtkIdType loop[5] = {0, 1, 2, 3, 0};
  lines->InsertNextCell(5, loop);
  ring_->SetLines(lines);
  ringPoints_->Modified();
}

void SheetScene::setCellPixels(double pixels) { cellPixels_ = pixels; }

void SheetScene::setAspect(double aspect) {
  aspect_ = aspect;
  placeCamera();
}

void SheetScene::rotate(double degrees) {
  turn_ += degrees;
  placeCamera();
}

void SheetScene::zoom(double factor) {
  zoom_ = std::clamp(zoom_ * factor, 0.5, 8.0);
  placeCamera();
}

void SheetScene::resetCamera() {
  turn_ = -20;
  zoom_ = 1;
  placeCamera();
}

void SheetScene::placeCamera() {
  if (height_ == 0) return;
  vtkCamera* camera = renderer_->GetActiveCamera();
  const double cx = double(width_) / 2, cy = -double(height_) / 2, far = 4 * double(height_ + width_);
  camera->SetFocalPoint(cx, cy, 0);
  if (!raised_) {
    camera->SetPosition(cx, cy, far);
    camera->SetViewUp(0, 1, 0);
    camera->SetParallelScale(std::max(double(height_), double(width_) / aspect_) / 2);
  } else {
    const double tilt = kTilt * kPi / 180, turn = turn_ * kPi / 180;
    camera->SetPosition(cx + far * std::cos(tilt) * std::sin(turn), cy - far * std::cos(tilt) * std::cos(turn),
                        far * std::sin(tilt));
    camera->SetViewUp(0, 0, 1);
    const double diagonal = std::hypot(double(height_), double(width_));
    camera->SetParallelScale(
        std::max(diagonal * std::sin(tilt) / 2 + kRelief * double(std::min(height_, width_)), diagonal / 2 / aspect_) *
        1.08 / zoom_);
  }
  camera->SetClippingRange(0.1, 2 * far);
}

std::int64_t SheetScene::unitAt(double x, double y) const {
  if (height_ == 0) return -1;
  if (!raised_) {
    const double scale = std::max(double(height_), double(width_) / aspect_);
    const double column = double(width_) / 2 + (x - 0.5) * scale * aspect_,
                 row = double(height_) / 2 + (y - 0.5) * scale;
    if (column < 0 || row < 0 || column >= double(width_) || row >= double(height_)) return -1;
    return std::int64_t(row) * width_ + std::int64_t(column);
  }
  // Raised: along the eye's ray from above; the first box whose top is not below the ray is the one that is seen.
  vtkCamera* camera = const_cast<vtkRenderer*>(renderer_.Get())->GetActiveCamera();
  const double tilt = kTilt * kPi / 180, turn = turn_ * kPi / 180, scale = camera->GetParallelScale();
  const double u = (x - 0.5) * 2 * scale * aspect_, v = (0.5 - y) * 2 * scale;
  // Unit vectors of the screen and of the way into it, in the sheet's coordinates.
  const double right[3] = {std::cos(turn), std::sin(turn), 0};
  const double into[3] = {-std::cos(tilt) * std::sin(turn), std::cos(tilt) * std::cos(turn), -std::sin(tilt)};
  const double up[3] = {right[1] * into[2] - right[2] * into[1], right[2] * into[0] - right[0] * into[2],
                        right[0] * into[1] - right[1] * into[0]};
  const double top = kRelief * double(std::min(height_, width_));
  double start[3];
  for (int i = 0; i < 3; ++i)
    start[i] = (i == 0 ? double(width_) / 2 : i == 1 ? -double(height_) / 2 : 0) + u * right[i] + v * up[i];
  for (double depth = (start[2] - top) / -into[2], end = depth + 2 * top / -into[2] + 0.1; depth <= end;
       depth += 0.05) {
    const double column = start[0] + depth * into[0], row = -(start[1] + depth * into[1]),
                 z = start[2] + depth * into[2];
    if (column < 0 || row < 0 || column >= double(width_) || row >= double(height_)) continue;
    const std::int64_t unit = std::int64_t(row) * width_ + std::int64_t(column);
    if (z <= tops_[unit]) return unit;
  }
  return -1;
}

}  // namespace studio
