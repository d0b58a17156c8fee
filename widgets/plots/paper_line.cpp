#include "widgets/plots/paper_line.h"

#include <algorithm>
#include <cmath>

namespace studio {
namespace {

/// Where the line has no gap.
std::vector<QPolygonF> unbroken(const QPolygonF& line) {
  std::vector<QPolygonF> pieces(1);
  for (const QPointF& point : line)
    if (std::isfinite(point.x()) && std::isfinite(point.y()))
      pieces.back() << point;
    else if (!pieces.back().isEmpty())
      pieces.emplace_back();
  return pieces;
}

}  // namespace

/// Liang and Barsky's way.
bool clipSegment(QPointF& a, QPointF& b, const QRectF& area) {
  const QPointF d = b - a;
  double from = 0, to = 1;
  const double p[4] = {-d.x(), d.x(), -d.y(), d.y()};
  const double q[4] = {a.x() - area.left(), area.right() - a.x(), a.y() - area.top(), area.bottom() - a.y()};
  for (int i = 0; i < 4; ++i) {
    if (p[i] == 0) {
      if (q[i] < 0) return false;
      continue;
    }
    const double share = q[i] / p[i];
    if (p[i] < 0)
      from = std::max(from, share);
    else
      to = std::min(to, share);
  }
  if (from > to) return false;
  b = a + to * d;
  a = a + from * d;
  return true;
}

QPolygonF thinned(const QPolygonF& points, int most) {
  if (points.size() <= most) return points;
  const qsizetype stretches = std::max(1, most / 4);
  const auto lower = [](const QPointF& a, const QPointF& b) { return a.y() < b.y(); };
  QPolygonF result;
  for (qsizetype i = 0; i < stretches; ++i) {
    const auto from = points.begin() + points.size() * i / stretches,
               to = points.begin() + points.size() * (i + 1) / stretches;
    auto [first, second] = std::minmax_element(from, to, lower);
    if (second < first) std::swap(first, second);
    result << *from << *first << *second << *(to - 1);
  }
  return result;
}

/// Joined pieces stay one path, so that a line of ten thousand points is one element in the file.
std::vector<QPolygonF> paperPieces(const QPolygonF& line, const QRectF& area, int most) {
  std::vector<QPolygonF> pieces;
  for (const QPolygonF& whole : unbroken(line)) {
    const QPolygonF points =
        thinned(whole, std::max(4, int(double(most) * double(whole.size()) / double(line.size()))));
    if (points.size() == 1 && area.contains(points[0])) pieces.push_back(points);
    bool joined = false;
    for (qsizetype i = 1; i < points.size(); ++i) {
      QPointF a = points[i - 1], b = points[i];
      const bool inside = clipSegment(a, b, area);
      if (inside && !(joined && pieces.back().back() == a)) pieces.push_back({a});
      if (inside) pieces.back() << b;
      joined = inside && b == points[i];
    }
  }
  return pieces;
}

}  // namespace studio
