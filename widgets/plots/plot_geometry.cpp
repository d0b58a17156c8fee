// Places of labels, and lines thinned and cut for paper.
#include "widgets/plots/plot_geometry.h"

#include <algorithm>
#include <cmath>

namespace studio {

// Where labels stand.

namespace {

constexpr double kGap = 5, kLeastStep = 5, kMostPlaces = 1500;  // px from a label to its line and between places tried
constexpr double kCovered = 60,
                 kOverlap = 100000;  // costs in px: of a point of a line under the label, of a label under another
constexpr double kMark = 12, kCrossedMark = 240;  // px of the largest mark; what a line over the mark of another costs
constexpr double kNearer = 8;       // px by which another line should be farther from a label than its own
constexpr double kLeaderFrom = 16;  // px between a label and its own line from which another line joins them

/// Points of a line so close together that none can pass through a label unseen.
QPolygonF densePoints(const QPolygonF& line) {
  QPolygonF points;
  for (qsizetype i = 0; i < line.size(); ++i) {
    points << line[i];
    if (i + 1 == line.size()) break;
    const QPointF way = line[i + 1] - line[i];
    const int pieces = std::min(400, int(std::hypot(way.x(), way.y()) / 3));
    for (int k = 1; k < pieces; ++k) points << line[i] + way * (double(k) / pieces);
  }
  return points;
}

double distanceTo(const QRectF& rect, const QPointF& point) {
  const double x = std::max({rect.left() - point.x(), 0.0, point.x() - rect.right()});
  const double y = std::max({rect.top() - point.y(), 0.0, point.y() - rect.bottom()});
  return std::hypot(x, y);
}

/// A line as labels meet it; most places are far from most lines, which the rectangle around its points tells at once.
struct ObstacleLine {
  explicit ObstacleLine(const QPolygonF& line) : points(densePoints(line)), around(points.boundingRect()) {}
  QPolygonF points;
  QRectF around;
};

/// No point of the line is nearer than this.
double leastDistance(const QRectF& rect, const ObstacleLine& line) {
  const double x = std::max({rect.left() - line.around.right(), 0.0, line.around.left() - rect.right()});
  const double y = std::max({rect.top() - line.around.bottom(), 0.0, line.around.top() - rect.bottom()});
  return std::hypot(x, y);
}

double distanceTo(const QRectF& rect, const QPolygonF& points) {
  double nearest = 1e6;
  for (const QPointF& point : points) nearest = std::min(nearest, distanceTo(rect, point));
  return nearest;
}

int covered(const QRectF& rect, const ObstacleLine& line) {
  if (leastDistance(rect, line) > 0) return 0;
  return int(std::count_if(line.points.begin(), line.points.end(),
                           [&](const QPointF& point) { return rect.contains(point); }));
}

/// From the nearest point of the label's edge to the nearest of its own points; null where that is near.
QLineF leaderLine(const QRectF& rect, const QPolygonF& own) {
  QLineF shortest;
  double least = INFINITY;
  for (const QPointF& point : own)
    if (const double distance = distanceTo(rect, point); distance < least) {
      least = distance;
      shortest = {std::clamp(point.x(), rect.left(), rect.right()), std::clamp(point.y(), rect.top(), rect.bottom()),
                  point.x(), point.y()};
    }
  return std::isfinite(least) && least > kLeaderFrom ? shortest : QLineF();
}

bool runsThrough(const QLineF& leader, const QRectF& rect) {
  QPointF from = leader.p1(), to = leader.p2();
  return !leader.isNull() && clipSegment(from, to, rect);
}

/// The marks of others, not its own, that the line from a label to its own point runs over.
int marksUnder(const QLineF& leader, const std::vector<ObstacleLine>& lines, std::size_t named) {
  if (leader.isNull()) return 0;
  const auto isUnder = [&](const ObstacleLine& line) {
    const bool isMark = std::max(line.around.width(), line.around.height()) <= kMark;
    return isMark && !line.around.contains(leader.p2()) && runsThrough(leader, line.around);
  };
  return int(std::count_if(lines.begin() + std::ptrdiff_t(named), lines.end(), isUnder));
}

/// Two labels over each other, or the line of one through the other.
bool areInTheWay(const LabelPlace& one, const LabelPlace& other) {
  const auto clear = [](const QRectF& rect) { return rect.adjusted(-3, -1, 3, 1); };
  return clear(one.rect).intersects(other.rect) || runsThrough(one.leader, clear(other.rect)) ||
         runsThrough(other.leader, clear(one.rect));
}

/// What a place costs: far from its own line, nearer to another one, over lines or labels, or joined across a mark. No
/// more is looked at than shows that it costs `least` or more.
double placementCost(const QRectF& rect, std::size_t own, const std::vector<ObstacleLine>& lines, std::size_t named,
                     const std::vector<LabelPlace>& taken, double least) {
  const QRectF clear = rect.adjusted(-3, -1, 3, 1);
  const double mine = distanceTo(rect, lines[own].points);
  double cost = std::abs(mine - kGap);
  for (std::size_t i = 0; i < lines.size() && cost < least; ++i) {
    cost += kCovered * covered(clear, lines[i]);
    if (i != own && i < named && leastDistance(rect, lines[i]) < mine + kNearer)
      cost += 4 * std::max(0.0, mine + kNearer - distanceTo(rect, lines[i].points));
  }
  if (cost >= least) return cost;
  const LabelPlace place{rect, leaderLine(rect, lines[own].points)};
  cost += kCrossedMark * marksUnder(place.leader, lines, named);
  for (const LabelPlace& other : taken)
    if (!other.rect.isNull() && areInTheWay(place, other)) cost += kOverlap;
  return cost;
}

}  // namespace

std::vector<LabelPlace> placeLabels(const std::vector<LabelRequest>& labels, const std::vector<QPolygonF>& others,
                                    const QRectF& area) {
  std::vector<ObstacleLine> lines;
  for (const LabelRequest& label : labels) lines.emplace_back(label.own);
  for (const QPolygonF& other : others) lines.emplace_back(other);
  const double step = std::max(kLeastStep, std::sqrt(std::max(0.0, area.width() * area.height()) / kMostPlaces));
  std::vector<LabelPlace> places;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    QRectF best;
    double least = kOverlap;  // rather no label than one over another
    for (double y = area.top(); y + labels[i].size.height() <= area.bottom(); y += step)
      for (double x = area.left(); x + labels[i].size.width() <= area.right(); x += step) {
        const QRectF place(QPointF(x, y), labels[i].size);
        const double cost = placementCost(place, i, lines, labels.size(), places, least);
        if (cost < least) least = cost, best = place;
      }
    places.push_back({best, best.isNull() ? QLineF() : leaderLine(best, lines[i].points)});
  }
  return places;
}

// What of a line goes to paper.

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
