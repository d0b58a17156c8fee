#include "widgets/analysis/maps_canvas.h"

#include "widgets/sheets/sheet_canvas.h"
#include "widgets/sheets/vtk_widget.h"

namespace studio {
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
