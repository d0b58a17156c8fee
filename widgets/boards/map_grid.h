// Maps of sheets in rows and columns with one colour bar, as plain data and as it is drawn on paper: one pixel a unit,
// never smoothed, patches outlined. Values; drawing on any thread's painter.
#pragma once
#include <QString>
#include <vector>

#include "core/run/snapshot.h"
#include "widgets/analysis/readings.h"
#include "widgets/export/figure_print.h"

namespace studio {

struct GridMap {
  std::size_t row = 0, column = 0;
  SheetMap map;
  std::string network;                 ///< in its data: "τ 10"
  std::vector<ShownPatch> outlined{};  ///< their outlines are drawn
};

struct MapGrid {
  std::vector<QString> columns;         ///< headings
  std::vector<QString> rows, rowNotes;  ///< "τ 10"; "16 × 16" below it; the notes may be empty
  std::vector<GridMap> maps;
  std::string quantity;  ///< decides colours and limits: "faces.t", "cosine"
  QString unit, note;    ///< above the bar; below the maps: "line: smoothed t > 2"
  double limit = 1;      ///< symmetric for signed maps, the upper end for others
  std::string colours = "rdbu";

  bool empty() const { return maps.empty(); }
  /// The largest |value| of all maps, as the bar prints it; 1 without any.
  double largest() const;
  MapDisplay display() const;
  FigureData data() const;
};

/// In `area`, painter units: sheets of one width in all columns, as large as there is space.
void drawMapGrid(QPainter& painter, const PrintStyle& style, const QRectF& area, const MapGrid& grid);

}  // namespace studio
