// The geometry of plots, in values alone: where labels stand that name lines or points directly, and what of a line
// goes to paper. QCustomPlot is not known here; plot_painter.h asks for both while it lays a plot out on screen or
// paper.
#pragma once
#include <QLineF>
#include <QPolygonF>
#include <QRectF>
#include <QSizeF>
#include <vector>

namespace studio {

// Where labels stand that name lines or points directly: near their own, clear of all others and of each other.

/// A label and the line (or the one point) that it names, in pixels.
struct LabelRequest {
  QSizeF size;    ///< of the label
  QPolygonF own;  ///< the line, or one point
};
/// Where a label stands, and the line that joins it to its own where it stands off (null where it does not).
struct LabelPlace {
  QRectF rect;  ///< null where there is no place for it
  QLineF leader;
};
/// A place for each, inside `area`, the first chosen first. `others`: lines that no label names but that must stay
/// readable. The same input gives the same places. A label that is larger than the area, that would lie over another
/// one or over the line that joins another to its own, or whose line would run through another one, has no place.
std::vector<LabelPlace> placeLabels(const std::vector<LabelRequest>& labels, const std::vector<QPolygonF>& others,
                                    const QRectF& area);

// What of a line goes to paper: at most some thousand points that draw the same line, cut at the frame by us, because
// SVG of Qt 6.4 has no clipping.

/// The part of a line from a to b inside the rectangle; false when nothing is.
bool clipSegment(QPointF& a, QPointF& b, const QRectF& area);
/// At most about `most` points that draw the same line: the first, last, smallest and largest of each stretch.
QPolygonF thinned(const QPolygonF& points, int most);
/// The pieces of a line inside the rectangle; a y that is not finite is a gap. Of at most about `most` points in all.
std::vector<QPolygonF> paperPieces(const QPolygonF& line, const QRectF& area, int most);

}  // namespace studio
