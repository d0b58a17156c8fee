// What of a line goes to paper: at most some thousand points that draw the same line, cut at the frame by us, because
// SVG of Qt 6.4 has no clipping. Values.
#pragma once
#include <QPolygonF>
#include <QRectF>
#include <vector>

namespace studio {

/// The part of a line from a to b inside the rectangle; false when nothing is.
bool clipSegment(QPointF& a, QPointF& b, const QRectF& area);
/// At most about `most` points that draw the same line: the first, last, smallest and largest of each stretch.
QPolygonF thinned(const QPolygonF& points, int most);
/// The pieces of a line inside the rectangle; a y that is not finite is a gap. Of at most about `most` points in all.
std::vector<QPolygonF> paperPieces(const QPolygonF& line, const QRectF& area, int most);

}  // namespace studio
