// What lies over the cells of the maps: frames, hatches of units without a colour, outlines of patches, cursors, notes.
#pragma once
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

}  // namespace studio
