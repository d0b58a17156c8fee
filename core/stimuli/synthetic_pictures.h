// The pictures of the synthetic localizer: plain shapes, a grey canvas to draw them on, the drawings of each category,
// and an equal mean and spread for all. No torch.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/data/counter_random.h"

namespace studio {

// Distances to plain shapes, negative inside, in the units of the drawing (x to the right, y up).
// Formulas: the usual signed distance functions of a rounded box, a capsule and a polygon; of an ellipse to first
// order.

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

// A grey picture that shapes are drawn on, antialiased. The frame spans -1 to 1 in x (to the right) and y (up); values
// are brightness, about 0 to 1, not clipped. A picture is a function of what is drawn: no clock, no global state.

/// Brightness over a shape: a value, a slope (light from a side) and a grain, in the shape's own units.
struct Shade {
  double value = 0.5;
  Point slope = {};
  double grain = 0;         ///< largest deviation by the texture
  double grainsAcross = 6;  ///< grains a unit
  std::uint64_t seed = 0;   ///< of the grain
  double at(Point p) const;
};

/// Where a drawing's own frame lies on the canvas: turned, scaled, then moved.
struct Pose {
  Point centre = {};
  double scale = 1, angle = 0;  ///< radians, counter-clockwise
  bool mirrored = false;
};

/// Smooth noise -1..1, one lattice cell a unit; a function of place and seed.
double smoothNoise(Point p, std::uint64_t seed);
/// Octaves of it, each twice as fine and `fall` times as strong; about -1..1.
double fractalNoise(Point p, std::uint64_t seed, int octaves = 4, double fall = 0.55);

class Canvas {
 public:
  explicit Canvas(int side, double value = 0.5)
      : side_(side), pixels_(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), value) {}
  int side() const { return side_; }
  const std::vector<double>& pixels() const { return pixels_; }  ///< [side, side], rows from the top
  /// Of the shapes that follow.
  void setPose(const Pose& pose);
  /// `softness` is the width of the edge in the drawing's units; an edge is never narrower than a pixel.
  template <class Shape>
  void fill(const Shape& shape, const Shade& shade, double opacity = 1, double softness = 0);
  /// Adds texture everywhere, whatever the pose: `cells` of the coarsest grains across the frame.
  void addNoise(double strength, double cells, std::uint64_t seed);

 private:
  struct Pixels {
    int top, bottom, left, right;
  };  ///< bottom and right are one beyond
  Point local(int row, int column) const;
  /// The pixels that may be covered by what lies within `bounds` of the pose's frame, or nearer to it than `edge`.
  Pixels coveredPixels(const Bounds& bounds, double edge) const;
  int side_;
  std::vector<double> pixels_;
  Pose pose_;
  Point across_{1, 0};  ///< cosine and sine of the pose's angle
};

inline Point Canvas::local(int row, int column) const {
  const Point frame{(2 * column + 1.0) / side_ - 1, 1 - (2 * row + 1.0) / side_}, moved = frame - pose_.centre;
  const Point turned{across_.x * moved.x + across_.y * moved.y, across_.x * moved.y - across_.y * moved.x};
  return {(pose_.mirrored ? -turned.x : turned.x) / pose_.scale, turned.y / pose_.scale};
}

template <class Shape>
void Canvas::fill(const Shape& shape, const Shade& shade, double opacity, double softness) {
  const double edge = std::max(softness, 2.0 / (side_ * pose_.scale));  // in the drawing's units
  const auto part = coveredPixels(shape.bounds(), edge);
  for (int row = part.top; row < part.bottom; ++row)
    for (int column = part.left; column < part.right; ++column) {
      const Point p = local(row, column);
      const double coverage = opacity * std::clamp(0.5 - shape.distance(p) / edge, 0.0, 1.0);
      auto& pixel =
          pixels_[static_cast<std::size_t>(row) * static_cast<std::size_t>(side_) + static_cast<std::size_t>(column)];
      if (coverage > 0) pixel += coverage * (shade.at(p) - pixel);
    }
}

// The drawings of the synthetic localizer: each draws one picture of its category on a canvas that holds a background,
// with what varies (place, size, turn, light, make) drawn from `random`. Synthetic pictures of our own, no photographs.

/// A head with hair, ears, eyes, brows, nose and mouth, turned a little.
void drawFace(Canvas& canvas, CounterRandom& random);
/// A clothed body without its head (as in fLoc): standing, walking, sitting or with raised arms.
void drawBody(Canvas& canvas, CounterRandom& random);
/// A corridor, a house with its garden, or a landscape; fills the frame.
void drawScene(Canvas& canvas, CounterRandom& random);
/// A car, a guitar, a mug, a chair or a lamp.
void drawObject(Canvas& canvas, CounterRandom& random);
/// Texture behind what is drawn.
void drawBackground(Canvas& canvas, CounterRandom& random);

/// low <= value < high
inline double drawn(CounterRandom& random, double low, double high) { return low + (high - low) * random.uniform(); }
inline bool happens(CounterRandom& random, double probability) { return random.uniform() < probability; }
/// Somewhere in the frame, `least` to `most` of its size, turned by up to `turn` radians, mirrored half the time.
Pose drawnPose(CounterRandom& random, double least, double most, double turn);

// Pictures with the same mean and spread, so that neither reveals what is shown.

inline constexpr double kMiddle = 127.5, kSpread = 40;  ///< mean and standard deviation of 0..255

/// In place: values around `kMiddle` with a standard deviation of `kSpread`, within 0..255 (the few beyond are cut and
/// the rest spread again). A picture of one value becomes kMiddle everywhere.
void equaliseContrast(std::vector<double>& pixels);

}  // namespace studio
