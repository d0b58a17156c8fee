// See synthetic_pictures.h: noise and the canvas, the equal contrast, then what the drawings share.
#include "core/stimuli/synthetic_pictures.h"

#include <algorithm>
#include <cmath>

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

Canvas::Pixels Canvas::coveredPixels(const Bounds& bounds, double edge) const {
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

Pose drawnPose(CounterRandom& random, double least, double most, double turn) {
  Pose pose;
  pose.scale = drawn(random, least, most);
  const double margin = 1.0 - 0.85 * pose.scale;  // a little of it may leave the frame
  pose.centre = {drawn(random, -margin, margin), drawn(random, -margin, margin)};
  pose.angle = drawn(random, -turn, turn);
  pose.mirrored = happens(random, 0.5);
  return pose;
}

void drawBackground(Canvas& canvas, CounterRandom& random) {
  const double value = drawn(random, 0.3, 0.7);
  const Point slope{drawn(random, -0.1, 0.1), drawn(random, -0.1, 0.1)};
  canvas.setPose({});
  canvas.fill(Box{{0, 0}, 2, 2, 0}, {value, slope, 0, 1, 0});
  canvas.addNoise(drawn(random, 0.12, 0.3), drawn(random, 2, 6), random.next());
}

namespace {

constexpr int kRounds = 8;  // of spreading and cutting; the mean is right to 0.1 after a few

}  // namespace

void equaliseContrast(std::vector<double>& pixels) {
  const auto count = static_cast<double>(pixels.size());
  for (int round = 0; round < kRounds; ++round) {
    double sum = 0, squares = 0;
    for (const double value : pixels) sum += value;
    const double mean = sum / count;
    for (const double value : pixels) squares += (value - mean) * (value - mean);
    const double deviation = std::sqrt(squares / count), factor = deviation > 1e-9 ? kSpread / deviation : 0;
    for (double& value : pixels) value = std::clamp(kMiddle + factor * (value - mean), 0.0, 255.0);
  }
}

}  // namespace studio
