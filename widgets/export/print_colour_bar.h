// The colour bar of a printed figure: unit above, both limits and the middle beside it.
#pragma once
#include "widgets/export/print_style.h"
#include "widgets/sheets/view_look.h"

namespace studio {

inline constexpr double kPrintBarRoom = 16;  ///< mm of width that bar and numbers take

/// The colours of the window, light as all print is.
MapLook printLookFor(const ViewState& view, const Snapshot* snapshot);

/// In the upper right corner of `area` (painter units), from `topMm` down and `heightMm` high.
void drawPrintColourBar(QPainter& painter, const PrintStyle& style, const QRectF& area, double topMm, double heightMm,
                        const MapLook& look, const QString& unit);

}  // namespace studio
