// Where the sheets of a stack stand (figure 1 of the paper): cards in one parallel perspective, early layers in front,
// late ones behind, turned away at the right and looked at from above. Plain geometry, in the painter's units; no
// widget.
#pragma once
#include <QPolygonF>
#include <QTransform>
#include <vector>

#include "core/run/snapshot.h"
#include "widgets/sheets/sheet_painter.h"

namespace studio {

/// One sheet: `toScreen` takes a point of the sheet (column, row; a unit is a square of side 1) to the painter.
struct StackCard {
  std::size_t layer = 0;  ///< index into the layers that were given
  QTransform toScreen;
  QPolygonF outline;
};

class StackLayout {
 public:
  /// Cards of equal height in `area`, front to back; empty for no layers.
  StackLayout(const std::vector<LayerInfo>& layers, const QRectF& area);
  const std::vector<StackCard>& cards() const { return cards_; }
  /// The front-most card under a point and its unit; layer -1 = none.
  struct Hit {
    std::int64_t layer = -1, unit = -1;
  };
  Hit at(const QPointF& point) const;

 private:
  std::vector<StackCard> cards_;
  std::vector<std::pair<std::int64_t, std::int64_t>> sizes_;  ///< height, width of each card's sheet
};

// Draws the sheets of a stack: the cards back to front, outlined, with the names that fit below them. Window and figure
// share it.

/// Layers a stack shows: those with TopoLoss, or all where fewer than two have it.
std::vector<LayerInfo> stackLayers(const std::vector<LayerInfo>& layers);

struct StackInk {
  QPen outline;
  QColor name;
  double nameGap = 4;  ///< painter units between a card and its name, and between names
};
/// Grey cards where the snapshot has no such map; `snapshot` may be nullptr. Names take the painter's font.
void drawStack(QPainter& painter, const std::vector<LayerInfo>& layers, const StackLayout& layout,
               const Snapshot* snapshot, const std::string& quantity, const MapDisplay& display, const StackInk& ink);

}  // namespace studio
