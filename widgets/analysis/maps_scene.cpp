#include "widgets/analysis/maps_scene.h"

#include <vtkActor.h>
#include <vtkCamera.h>
#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <cmath>

#include "widgets/sheets/sheet_canvas.h"
#include "widgets/sheets/sheet_scene.h"
#include "widgets/sheets/vtk_view.h"

namespace studio {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kTilt = 35 * kPi / 180, kTurn = 20 * kPi / 180;  // the eye stands 35 degrees above the sheet (look.md)
constexpr double kRelief = 0.22;  // height of the largest |value|, in shares of the shorter side
constexpr double kThinnest = 8;   // px, of a strip

}  // namespace

SheetPlacement::SheetPlacement(const QRectF& area, std::int64_t height, std::int64_t width, bool raised)
    : rect_(area), height_(height), width_(width), raised_(raised) {
  if (height < 1 || width < 1) return;
  const double rows = double(height), columns = double(width);
  relief_ = kRelief * std::min(rows, columns);
  const double across = columns * std::cos(kTurn) + rows * std::sin(kTurn);
  const double up =
      (columns * std::sin(kTurn) + rows * std::cos(kTurn)) * std::sin(kTilt) + 2 * relief_ * std::cos(kTilt);
  scale_ = std::min(area.width() / across, area.height() / up);
  double cell = std::min(area.width() / columns, area.height() / rows);
  if (cell >= 1) cell = std::floor(cell);
  cellWidth_ = cell;
  cellHeight_ = cell < kThinnest ? std::max(cell, std::min(kThinnest, area.height()) / rows) : cell;
  if (!raised) rect_ = QRectF(area.topLeft(), QSizeF(cellWidth_ * columns, cellHeight_ * rows));
}

/// Raised: turned about the sheet's middle, then seen along the eye's way; columns go to the right, rows come nearer.
PlacedPoint SheetPlacement::at(double column, double row, double top) const {
  if (!raised_) return {rect_.left() + column * cellWidth_, rect_.top() + row * cellHeight_, 0};
  const double x = column - double(width_) / 2, y = double(height_) / 2 - row, z = top * relief_;
  const double right = x * std::cos(kTurn) - y * std::sin(kTurn), away = x * std::sin(kTurn) + y * std::cos(kTurn);
  return {rect_.center().x() + scale_ * right,
          rect_.center().y() - scale_ * (away * std::sin(kTilt) + z * std::cos(kTilt)),
          scale_ * (z * std::sin(kTilt) - away * std::cos(kTilt))};
}

QPolygonF SheetPlacement::cell(std::int64_t unit, double top, double gap) const {
  const double column = double(unit % width_), row = double(unit / width_);
  const double right = column + 1 - (cellWidth_ > 0 ? gap / cellWidth_ : 0),
               lower = row + 1 - (cellHeight_ > 0 ? gap / cellHeight_ : 0);
  QPolygonF corners;
  for (const auto& [x, y] : {std::pair{column, row}, {right, row}, {right, lower}, {column, lower}}) {
    const PlacedPoint placed = at(x, y, top);
    corners << QPointF(placed.x, placed.y);
  }
  return corners;
}

std::int64_t SheetPlacement::unitAt(const QPointF& point, const std::vector<double>& tops) const {
  if (width_ < 1 || !rect_.contains(point)) return -1;
  if (!raised_) {
    const auto column = std::int64_t((point.x() - rect_.left()) / cellWidth_),
               row = std::int64_t((point.y() - rect_.top()) / cellHeight_);
    return column < width_ && row < height_ ? row * width_ + column : -1;
  }
  std::int64_t found = -1;
  double nearest = 0;
  for (std::int64_t unit = 0; unit < height_ * width_; ++unit) {
    const double top = std::size_t(unit) < tops.size() ? tops[std::size_t(unit)] : 0;
    const double near = at(double(unit % width_) + 0.5, double(unit / width_) + 0.5, top).near;
    if ((found >= 0 && near <= nearest) || !cell(unit, top).containsPoint(point, Qt::OddEvenFill)) continue;
    found = unit;
    nearest = near;
  }
  return found;
}

namespace {

constexpr double kGapFrom = 6;   // px a cell, as everywhere (look.md)
constexpr double kFar = 100000;  // px, farther than any sheet is deep

}  // namespace

std::vector<double> unitTops(const SheetMap& map, const Limits& limits) {
  const double largest = std::max({std::abs(limits.low), std::abs(limits.high), 1e-12});
  std::vector<double> tops;
  for (const float value : map.values)
    tops.push_back(std::isfinite(value) ? std::clamp(double(value) / largest, -1.0, 1.0) : 0);
  return tops;
}

MapsScene::MapsScene() {
  colours_->SetNumberOfComponents(3);
  points_->SetDataTypeToDouble();
  mesh_->SetPoints(points_);
  mesh_->SetPolys(faces_);
  mesh_->GetCellData()->SetScalars(colours_);
  aimCamera(renderer_, light_, actor_, mesh_);
}

MapsScene::~MapsScene() = default;

void MapsScene::addFace(const PlacedPoint (&corners)[4], QRgb colour) {
  vtkIdType ids[4];
  for (int i = 0; i < 4; ++i) ids[i] = points_->InsertNextPoint(corners[i].x, -corners[i].y, corners[i].near);
  faces_->InsertNextCell(4, ids);
  const unsigned char rgb[3] = {static_cast<unsigned char>(qRed(colour)), static_cast<unsigned char>(qGreen(colour)),
                                static_cast<unsigned char>(qBlue(colour))};
  colours_->InsertNextTypedTuple(rgb);
}

/// Flat: the tops alone. Raised: boxes from the lowest height up; of their sides only the two that can be seen.
void MapsScene::addSheet(const PlacedSheet& sheet, const MapDisplay& display) {
  const SheetPlacement& place = sheet.place;
  const std::vector<double> tops = place.raised() ? unitTops(sheet.map, display.limits) : std::vector<double>();
  const double cell = place.cellPixels(), gap = cell >= kGapFrom ? 1 / cell : 0;
  for (std::int64_t unit = 0; unit < std::int64_t(sheet.map.values.size()); ++unit) {
    const QRgb colour = colourFor(sheet.map.values[std::size_t(unit)], *display.colours, display.limits,
                                  display.threshold, *display.theme);
    const double left = double(unit % place.width()), right = left + 1 - gap, upper = double(unit / place.width()),
                 lower = upper + 1 - gap;
    const double top = place.raised() ? tops[std::size_t(unit)] : 0;
    addFace({place.at(left, upper, top), place.at(left, lower, top), place.at(right, lower, top),
             place.at(right, upper, top)},
            colour);
    if (!place.raised()) continue;
    addFace({place.at(left, lower, top), place.at(left, lower, -1), place.at(right, lower, -1),
             place.at(right, lower, top)},
            colour);
    addFace(
        {place.at(left, upper, top), place.at(left, upper, -1), place.at(left, lower, -1), place.at(left, lower, top)},
        colour);
    addFace({place.at(right, lower, top), place.at(right, lower, -1), place.at(right, upper, -1),
             place.at(right, upper, top)},
            colour);
  }
}

void MapsScene::show(const std::vector<PlacedSheet>& sheets, const MapDisplay& display) {
  points_->Reset();
  faces_->Reset();
  colours_->Reset();
  bool raised = false;
  for (const PlacedSheet& sheet : sheets) {
    addSheet(sheet, display);
    raised = raised || sheet.place.raised();
  }
  for (vtkObject* changed : {static_cast<vtkObject*>(points_), static_cast<vtkObject*>(faces_),
                             static_cast<vtkObject*>(colours_), static_cast<vtkObject*>(mesh_)})
    changed->Modified();
  setLit(actor_, raised);
  const QColor ground = display.theme->color(Role::Panel);
  renderer_->SetBackground(ground.redF(), ground.greenF(), ground.blueF());
}

void MapsScene::setSize(double width, double height) {
  vtkCamera* camera = renderer_->GetActiveCamera();
  camera->SetFocalPoint(width / 2, -height / 2, 0);
  camera->SetPosition(width / 2, -height / 2, kFar);
  camera->SetViewUp(0, 1, 0);
  camera->SetParallelScale(height / 2);
  camera->SetClippingRange(1, 2 * kFar);
}

namespace {

class PaintedMaps : public QWidget, public MapsCanvas {
 public:
  explicit PaintedMaps(QWidget* parent) : QWidget(parent) { setAttribute(Qt::WA_TransparentForMouseEvents); }
  QWidget* widget() override { return this; }
  bool canRaise() const override { return false; }
  void show(std::vector<PlacedSheet> sheets, const MapDisplay& display) override {
    sheets_ = std::move(sheets);
    display_ = display;
    update();
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    if (!display_.colours) return;
    QPainter painter(this);
    for (const PlacedSheet& sheet : sheets_) drawSheet(painter, sheet.place.rect(), sheet.map, display_);
  }

 private:
  std::vector<PlacedSheet> sheets_;
  MapDisplay display_;
};

class VtkMaps : public PaintedMaps {
 public:
  using PaintedMaps::PaintedMaps;
  bool canRaise() const override { return true; }
  void show(std::vector<PlacedSheet> sheets, const MapDisplay& display) override {
    raised_ = std::any_of(sheets.begin(), sheets.end(), [](const PlacedSheet& sheet) { return sheet.place.raised(); });
    if (raised_) scene_.show(sheets, display);
    PaintedMaps::show(std::move(sheets), display);
  }

 protected:
  void paintEvent(QPaintEvent* event) override {
    if (!raised_) return PaintedMaps::paintEvent(event);
    const qreal ratio = devicePixelRatioF();
    scene_.setSize(width(), height());
    QImage image = picture_.render((QSizeF(size()) * ratio).toSize());
    image.setDevicePixelRatio(ratio);
    QPainter(this).drawImage(0, 0, image);
  }

 private:
  MapsScene scene_;
  VtkPicture picture_{scene_.renderer()};
  bool raised_ = false;
};

}  // namespace

std::unique_ptr<MapsCanvas> makeMapsCanvas(QWidget* parent) {
  if (openGlProblem().isEmpty()) return std::make_unique<VtkMaps>(parent);
  return std::make_unique<PaintedMaps>(parent);
}

}  // namespace studio
