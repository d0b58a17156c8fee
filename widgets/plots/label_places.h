// Where labels stand that name lines or points directly: near their own, clear of all others and of each other.
#pragma once
#include <QPolygonF>
#include <QRectF>
#include <QSizeF>
#include <vector>

namespace studio {

/// A label and the line (or the one point) that it names, in pixels.
struct LabelWish {
  QSizeF size;
  QPolygonF own;
};
/// A rectangle for each, inside `area`, the first chosen first. `others`: lines that no label names but that must stay
/// readable. The same input gives the same places. Labels larger than the area lie at its upper left.
std::vector<QRectF> placeLabels(const std::vector<LabelWish>& labels, const std::vector<QPolygonF>& others,
                                const QRectF& area);

}  // namespace studio
