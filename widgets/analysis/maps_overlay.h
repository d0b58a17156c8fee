// What lies over the cells of the maps: frames, hatches of units without a colour, outlines of patches, cursors, notes.
#pragma once
#include <QLineF>
#include <cstdint>
#include <vector>

#include "widgets/analysis/maps_board.h"

namespace studio {

class MapsBoard::Overlay : public QWidget {
 public:
  explicit Overlay(MapsBoard* board);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void paintOutlines(QPainter& painter, const PlacedSheet& sheet, const Patches& patches) const;
  void paintCursor(QPainter& painter, const PlacedSheet& sheet, std::int64_t unit, bool chosen) const;
  MapsBoard* board_;
};

// The outline of a patch: the edges between its units and all others, as lines along the grid of the sheet.

/// In units of the sheet: x along columns, y along rows, (0, 0) = the upper left corner of unit 0. Edges in one line
/// are joined. Units outside of the sheet are left out.
std::vector<QLineF> patchOutline(const std::vector<std::int64_t>& units, std::int64_t height, std::int64_t width);

}  // namespace studio
