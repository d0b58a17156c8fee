// Distances to plain shapes, negative inside, in the units of the drawing (x to the right, y up). No torch.
// Formulas: the usual signed distance functions of a rounded box, a capsule and a polygon; of an ellipse to first
// order.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace studio {

struct Point {
  double x = 0, y = 0;
};

inline Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
inline Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
inline Point operator*(double factor, Point p) { return {factor * p.x, factor * p.y}; }
inline double dot(Point a, Point b) { return a.x * b.x + a.y * b.y; }
inline double length(Point p) { return std::sqrt(dot(p, p)); }
inline Point between(Point a, Point b, double share) { return a + share * (b - a); }
/// Counter-clockwise, radians.
inline Point turned(Point p, double angle) {
  const double across = std::cos(angle), along = std::sin(angle);
  return {across * p.x - along * p.y, along * p.x + across * p.y};
}

/// Where a shape lies, sides along the axes.
struct Bounds {
  Point low, high;
};

struct Ellipse {
  Point centre;
  double rx = 1, ry = 1, angle = 0;
  Bounds bounds() const {
    const double reach = std::max(rx, ry);
    return {centre - Point{reach, reach}, centre + Point{reach, reach}};
  }
  double distance(Point p) const {
    const Point q = angle == 0 ? p - centre : turned(p - centre, -angle);
    const double ring = length({q.x / rx, q.y / ry}), slope = length({q.x / (rx * rx), q.y / (ry * ry)});
    return slope > 0 ? ring * (ring - 1) / slope : -std::min(rx, ry);
  }
};

/// A line with round ends whose half width goes from `ra` at a to `rb` at b.
struct Capsule {
  Point a, b;
  double ra = 0.1, rb = 0.1;
  Bounds bounds() const {
    const double reach = std::max(ra, rb);
    return {{std::min(a.x, b.x) - reach, std::min(a.y, b.y) - reach},
            {std::max(a.x, b.x) + reach, std::max(a.y, b.y) + reach}};
  }
  double distance(Point p) const {
    const Point line = b - a;
    const double share = std::clamp(dot(p - a, line) / std::max(dot(line, line), 1e-12), 0.0, 1.0);
    return length(p - between(a, b, share)) - (ra + share * (rb - ra));
  }
};

struct Box {
  Point centre;
  double halfWidth = 1, halfHeight = 1, rounding = 0;
  Bounds bounds() const { return {centre - Point{halfWidth, halfHeight}, centre + Point{halfWidth, halfHeight}}; }
  double distance(Point p) const {
    const double dx = std::abs(p.x - centre.x) - halfWidth + rounding,
                 dy = std::abs(p.y - centre.y) - halfHeight + rounding;
    return length({std::max(dx, 0.0), std::max(dy, 0.0)}) + std::min(std::max(dx, dy), 0.0) - rounding;
  }
};

struct Polygon {
  std::vector<Point> corners;
  Bounds bounds() const {
    Bounds all{corners.at(0), corners.at(0)};
    for (const Point p : corners)
      all = {{std::min(all.low.x, p.x), std::min(all.low.y, p.y)},
             {std::max(all.high.x, p.x), std::max(all.high.y, p.y)}};
    return all;
  }
  double distance(Point p) const {
    double nearest = 1e9;
    bool inside = false;
    for (std::size_t i = 0, before = corners.size() - 1; i < corners.size(); before = i++) {
      const Point a = corners[before], b = corners[i];
      nearest = std::min(nearest, Capsule{a, b, 0, 0}.distance(p));
      if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)) inside = !inside;
    }
    return inside ? -nearest : nearest;
  }
};

/// The part of A that lies in B too.
template <class A, class B>
struct Common {
  A first;
  B second;
  Bounds bounds() const { return first.bounds(); }
  double distance(Point p) const { return std::max(first.distance(p), second.distance(p)); }
};

/// What of A lies outside of B.
template <class A, class B>
struct Without {
  A first;
  B second;
  Bounds bounds() const { return first.bounds(); }
  double distance(Point p) const { return std::max(first.distance(p), -second.distance(p)); }
};

template <class Shape>
struct Outline {
  Shape shape;
  double halfWidth = 0.02;
  Bounds bounds() const {
    return {shape.bounds().low - Point{halfWidth, halfWidth}, shape.bounds().high + Point{halfWidth, halfWidth}};
  }
  double distance(Point p) const { return std::abs(shape.distance(p)) - halfWidth; }
};

}  // namespace studio
