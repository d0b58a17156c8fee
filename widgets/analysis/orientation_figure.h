// Preferred angles, pinwheels and circular variance of a layer as a figure: a row for the network and one for each
// control.
#pragma once
#include <QPainter>
#include <vector>

#include "widgets/analysis/analysed_network.h"
#include "widgets/analysis/readings.h"
#include "widgets/export/figure_print.h"
#include "widgets/sheets/sheet_painter.h"

namespace studio {

/// nullptr where no network has the layer's orientation.
std::unique_ptr<Figure> makeOrientationFigure(const std::vector<AnalysedNetwork>& networks, const std::string& layer);

// Preferred orientation of a layer's units (science.md 5) as maps to draw, and the parts of the drawing that screen and
// print share.
struct OrientationRow {
  QString title, detail;      ///< "Trained", "τ 10, seed 0"
  SheetMap angles, variance;  ///< degrees in [0, 180); 0..1
  ShownPinwheels found;
};
/// A row for each network with both maps of the layer.
std::vector<OrientationRow> orientationRows(const std::vector<AnalysedNetwork>& networks, const std::string& layer);
/// The layer that is shown: `wanted` where a network has its orientation, else the first that has; empty = none.
std::string orientationLayer(const std::vector<AnalysedNetwork>& networks, const std::string& wanted);

/// Colours over 180 degrees that come round; variance from 0 to 1.
MapDisplay angleDisplay(const Theme& theme);
MapDisplay varianceDisplay(const Theme& theme);
/// The colours of angles as a half disc: 0 degrees to the right, 90 up. `rect` is twice as wide as high.
void drawAngleKey(QPainter& painter, const QRectF& rect, const Theme& theme);
/// + and - where the angles turn once around a unit, in `text` on a casing of `window`; `line`: width of the strokes.
void drawPinwheels(QPainter& painter, const QRectF& sheet, const OrientationRow& row, double line, const Theme& theme);
}  // namespace studio
