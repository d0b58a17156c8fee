#include "widgets/analysis/maps_canvas.h"

#include <algorithm>
#include <cmath>

#include "widgets/sheets/sheet_canvas.h"
#include "widgets/sheets/vtk_widget.h"

namespace studio {

MapsLayout::MapsLayout(const QSize& room, const std::vector<bool>& rows, std::size_t columns, std::int64_t height,
                       std::int64_t width)
    : columns_(columns) {
  if (rows.empty() || columns == 0) return;
  const double r = double(std::max<std::int64_t>(1, height)), c = double(std::max<std::int64_t>(1, width));
  const auto full = double(std::max<std::ptrdiff_t>(1, std::count(rows.begin(), rows.end(), true)));
  const double notes = kNote * double(std::count(rows.begin(), rows.end(), false));
  const double across =
      std::max(double(kLeastColumn), (room.width() - double(kBetweenColumns) * double(columns - 1)) / double(columns));
  const double down = std::max(8.0, (room.height() - notes - double(kBetweenRows) * double(rows.size() - 1)) / full);
  double cell = std::min(across / c, down / r);
  if (cell >= 1) cell = std::floor(cell);
  mapWidth_ = cell * c;
  mapHeight_ = std::min(down, std::max(cell * r, 8.0));
  columnWidth_ = std::max(mapWidth_, double(kLeastColumn));
  double top = 0;
  for (const bool hasMaps : rows) {
    tops_.push_back(top);
    heights_.push_back(hasMaps ? std::min(down, std::max(mapHeight_, double(kLeastRow))) : kNote);
    top += heights_.back() + kBetweenRows;
  }
}

QRectF MapsLayout::map(std::size_t row, std::size_t column) const {
  return {columnLeft(column), tops_[row], mapWidth_, std::min(mapHeight_, heights_[row])};
}

QSizeF MapsLayout::size() const {
  if (tops_.empty()) return {};
  return {columnLeft(columns_ - 1) + columnWidth_, tops_.back() + heights_.back()};
}

namespace {

class VtkMaps : public VtkWidget, public MapsCanvas {
 public:
  explicit VtkMaps(QWidget* parent) : VtkWidget(parent) { setAttribute(Qt::WA_TransparentForMouseEvents); }
  ~VtkMaps() override { releaseGl(); }
  QWidget* widget() override { return this; }
  bool canRaise() const override { return true; }
  void show(std::vector<PlacedSheet> sheets, const MapLook& look) override {
    scene_.show(sheets, look);
    update();
  }

 protected:
  vtkRenderer* renderer() override { return scene_.renderer(); }
  void sizeChanged(int width, int height) override { scene_.setSize(width, height); }

 private:
  MapsScene scene_;
};

class PaintedMaps : public QWidget, public MapsCanvas {
 public:
  explicit PaintedMaps(QWidget* parent) : QWidget(parent) { setAttribute(Qt::WA_TransparentForMouseEvents); }
  QWidget* widget() override { return this; }
  bool canRaise() const override { return false; }
  void show(std::vector<PlacedSheet> sheets, const MapLook& look) override {
    sheets_ = std::move(sheets);
    look_ = look;
    update();
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    if (!look_.colours) return;
    QPainter painter(this);
    for (const PlacedSheet& sheet : sheets_) drawSheet(painter, sheet.place.rect(), sheet.map, look_);
  }

 private:
  std::vector<PlacedSheet> sheets_;
  MapLook look_;
};

}  // namespace

std::unique_ptr<MapsCanvas> makeMapsCanvas(QWidget* parent) {
  if (openGlProblem().isEmpty()) return std::make_unique<VtkMaps>(parent);
  return std::make_unique<PaintedMaps>(parent);
}

}  // namespace studio
