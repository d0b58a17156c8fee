// The cells of a grid of maps on the screen: one VTK view, or QPainter where there is no OpenGL. Takes no mouse; GUI thread.
#pragma once
#include <QWidget>
#include <memory>

#include "widgets/analysis/maps_scene.h"

namespace studio {

class MapsCanvas {
 public:
  virtual ~MapsCanvas() = default;
  virtual QWidget* widget() = 0;
  virtual void show(std::vector<PlacedSheet> sheets, const MapLook& look) = 0;
  virtual bool canRaise() const = 0;
};

std::unique_ptr<MapsCanvas> makeMapsCanvas(QWidget* parent);

}  // namespace studio
