#include "core/stimuli/canvas.h"

namespace studio {
namespace {

/// Of a lattice point, -1..1. Mixing as SplitMix64's (core/data/counter_random.cpp).
double latticeValue(std::int64_t x, std::int64_t y, std::uint64_t seed) {
  std::uint64_t z = seed + 0x9e3779b97f4a7c15ULL * static_cast<std::uint64_t>(x) +
                    0xc2b2ae3d27d4eb4fULL * static_cast<std::uint64_t>(y);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  z ^= z >> 31;
  return static_cast<double>(z >> 11) * 0x1.0p-52 - 1;
}

double smoothStep(double share) { return share * share * (3 - 2 * share); }

double mixed(double a, double b, double share) { return a + share * (b - a); }

}  // namespace

double smoothNoise(Point p, std::uint64_t seed) {
  const double left = std::floor(p.x), low = std::floor(p.y);
  const auto x = static_cast<std::int64_t>(left), y = static_cast<std::int64_t>(low);
  const double across = smoothStep(p.x - left), up = smoothStep(p.y - low);
  return mixed(mixed(latticeValue(x, y, seed), latticeValue(x + 1, y, seed), across),
               mixed(latticeValue(x, y + 1, seed), latticeValue(x + 1, y + 1, seed), across), up);
}

double fractalNoise(Point p, std::uint64_t seed, int octaves, double fall) {
  double sum = 0, strength = 1, whole = 0;
  for (int octave = 0; octave < octaves; ++octave, strength *= fall, p = 2.0 * p) {
    sum += strength * smoothNoise(p, seed + static_cast<std::uint64_t>(octave));
    whole += strength;
  }
  return sum / whole;
}

double Shade::at(Point p) const {
  const double lit = value + dot(slope, p);
  return grain == 0 ? lit : lit + grain * fractalNoise(grainsAcross * p, seed, 3);
}

void Canvas::setPose(const Pose& pose) {
  pose_ = pose;
  across_ = {std::cos(pose.angle), std::sin(pose.angle)};
}

Canvas::Pixels Canvas::pixelsOf(const Bounds& bounds, double edge) const {
  Point low{1, 1}, high{-1, -1};
  for (const double x : {bounds.low.x - edge, bounds.high.x + edge})
    for (const double y : {bounds.low.y - edge, bounds.high.y + edge}) {
      const Point scaled = pose_.scale * Point{pose_.mirrored ? -x : x, y};
      const Point frame = pose_.centre + Point{across_.x * scaled.x - across_.y * scaled.y,
                                               across_.y * scaled.x + across_.x * scaled.y};
      low = {std::min(low.x, frame.x), std::min(low.y, frame.y)};
      high = {std::max(high.x, frame.x), std::max(high.y, frame.y)};
    }
  const auto pixel = [this](double place) {
    return static_cast<int>(std::floor(std::clamp((place + 1) / 2, 0.0, 1.0) * side_));
  };
  return {pixel(-high.y), std::min(side_, pixel(-low.y) + 1), pixel(low.x), std::min(side_, pixel(high.x) + 1)};
}

void Canvas::addNoise(double strength, double cells, std::uint64_t seed) {
  auto pixel = pixels_.begin();
  for (int row = 0; row < side_; ++row)
    for (int column = 0; column < side_; ++column)
      *pixel++ += strength * fractalNoise({cells * column / side_, cells * row / side_}, seed, 5, 0.65);
}

}  // namespace studio
