// A grey picture that shapes are drawn on, antialiased. The frame spans -1 to 1 in x (to the right) and y (up); values
// are brightness, about 0 to 1, not clipped. A picture is a function of what is drawn: no clock, no global state. No
// torch.
#pragma once
#include <cstdint>
#include <vector>

#include "core/stimuli/shapes.h"

namespace studio {

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
  Pixels pixelsOf(const Bounds& bounds, double edge) const;
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
  const auto part = pixelsOf(shape.bounds(), edge);
  for (int row = part.top; row < part.bottom; ++row)
    for (int column = part.left; column < part.right; ++column) {
      const Point p = local(row, column);
      const double coverage = opacity * std::clamp(0.5 - shape.distance(p) / edge, 0.0, 1.0);
      auto& pixel =
          pixels_[static_cast<std::size_t>(row) * static_cast<std::size_t>(side_) + static_cast<std::size_t>(column)];
      if (coverage > 0) pixel += coverage * (shade.at(p) - pixel);
    }
}

}  // namespace studio
