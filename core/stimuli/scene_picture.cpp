// Scenes, which fill the frame: a corridor in one-point perspective, a house in its garden, a landscape with a road.
#include "core/stimuli/synthetic_pictures.h"

namespace studio {
namespace {

Shade plain(double value) { return {value, {}, 0, 1, 0}; }

// --- corridor
// -----------------------------------------------------------------------------------------------------------------

struct Corridor {
  Point far[4];  ///< corners of the wall at its end: left bottom, right bottom, right top, left top
  Point near[4] = {{-1.3, -1.3}, {1.3, -1.3}, {1.3, 1.3}, {-1.3, 1.3}};
  /// Along the edge of two walls, 0 near to 1 far; perspective crowds what is far.
  Point along(int corner, double depth) const { return between(near[corner], far[corner], depth); }
  Polygon strip(int a, int b, double from, double to) const {
    return {{along(a, from), along(b, from), along(b, to), along(a, to)}};
  }
};

/// Four-cornered part of a wall between depths and, from edge a to edge b, shares of its height.
Polygon panel(const Corridor& corridor, int a, int b, double from, double to, double low, double high) {
  const Point nearA = corridor.along(a, from), nearB = corridor.along(b, from), farA = corridor.along(a, to),
              farB = corridor.along(b, to);
  return {
      {between(nearA, nearB, low), between(farA, farB, low), between(farA, farB, high), between(nearA, nearB, high)}};
}

void drawWalls(Canvas& canvas, CounterRandom& random, const Corridor& corridor, double wall, double floor) {
  const double values[4] = {floor, wall + drawn(random, -0.15, 0), wall + drawn(random, 0.1, 0.25),
                            wall};  // floor, right, ceiling, left
  for (int side = 0; side < 4; ++side) {
    const int next = (side + 1) % 4;
    canvas.fill(corridor.strip(side, next, 0, 1), {values[side], {}, 0.05, 5, random.next()});
    for (double depth = 0.3; depth < 0.9; depth += (1 - depth) * 0.35)  // darker towards the end
      canvas.fill(corridor.strip(side, next, depth, 1), {values[side] - 0.35, {}, 0, 1, 0}, 0.16);
    canvas.fill(Capsule{corridor.along(side, 0), corridor.along(side, 1), 0.025, 0.008}, plain(0.15));
  }
}

void drawCorridor(Canvas& canvas, CounterRandom& random) {
  const Point vanishing{drawn(random, -0.4, 0.4), drawn(random, -0.2, 0.25)};
  const double half = drawn(random, 0.14, 0.3), wall = drawn(random, 0.5, 0.8), floor = drawn(random, 0.15, 0.5);
  const Corridor corridor{{vanishing + Point{-half, -half}, vanishing + Point{half, -half},
                           vanishing + Point{half, half}, vanishing + Point{-half, half}}};
  drawWalls(canvas, random, corridor, wall, floor);
  canvas.fill(Box{vanishing, half, half, 0}, plain(wall - 0.3));
  canvas.fill(Box{vanishing + Point{0, -half * 0.25}, half * 0.45, half * 0.75, 0},
              plain(happens(random, 0.5) ? 0.95 : 0.1));  // the last door
  for (double depth = 0.15; depth < 0.95; depth += (1 - depth) * 0.3) {
    canvas.fill(Capsule{corridor.along(0, depth), corridor.along(1, depth), 0.012, 0.012}, plain(floor - 0.2),
                0.8);                                                                               // tiles
    canvas.fill(panel(corridor, 2, 3, depth, depth + (1 - depth) * 0.13, 0.35, 0.65), plain(1.1));  // lamps
  }
  const double door = drawn(random, 0.05, 0.4);
  for (double depth = drawn(random, 0.25, 0.4); depth < 0.85; depth += (1 - depth) * 0.5) {
    const double end = depth + (1 - depth) * 0.24;
    for (const auto& [low, high] : {std::pair{0, 3}, std::pair{1, 2}}) {
      canvas.fill(panel(corridor, low, high, depth, end, 0, 0.72), plain(door));
      canvas.fill(Outline<Polygon>{panel(corridor, low, high, depth, end, 0, 0.72), 0.012}, plain(0.95));
    }
  }
}

// --- house
// --------------------------------------------------------------------------------------------------------------------

void drawTree(Canvas& canvas, CounterRandom& random, Point foot, double height) {
  canvas.fill(Capsule{foot, foot + Point{0, height * 0.5}, height * 0.07, height * 0.05},
              {0.2, {}, 0.1, 9, random.next()});
  for (int i = 0; i < 6; ++i) {
    const Point leaf = foot + height * Point{drawn(random, -0.28, 0.28), drawn(random, 0.45, 0.95)};
    canvas.fill(Ellipse{leaf, height * 0.25, height * 0.22, 0},
                {drawn(random, 0.15, 0.35), {0, 0.1}, 0.2, 8 / height, random.next()}, 1, height * 0.05);
  }
}

void drawSky(Canvas& canvas, CounterRandom& random) {
  canvas.fill(
      Box{{0, 0}, 2, 2, 0},
      {drawn(random, 0.7, 0.85), {0, drawn(random, -0.15, 0.05)}, drawn(random, 0.05, 0.2), 1.5, random.next()});
}

void drawGround(Canvas& canvas, CounterRandom& random, double horizon) {
  canvas.fill(Box{{0, horizon - 2}, 3, 2, 0},
              {drawn(random, 0.3, 0.5), {0, -0.1}, 0.16, drawn(random, 6, 12), random.next()});
}

void drawWindow(Canvas& canvas, Point centre, double half, double frame) {
  canvas.fill(Box{centre, half * 1.2, half * 1.35, 0}, plain(frame));
  canvas.fill(Box{centre, half, half * 1.15, 0}, {0.12, {0.4, 0.4}, 0, 1, 0});
  canvas.fill(Box{centre, half * 0.12, half * 1.15, 0}, plain(frame));
  canvas.fill(Box{centre, half, half * 0.12, 0}, plain(frame));
}

void drawRoof(Canvas& canvas, CounterRandom& random, double width, double top, double rise) {
  const double value = drawn(random, 0.1, 0.35);
  if (happens(random, 0.6))
    canvas.fill(Box{{width * 0.5, top + rise * 0.7}, 0.08, 0.22, 0}, plain(value + 0.2));  // chimney
  const double ridge = happens(random, 0.5) ? 0 : width * 0.55;
  canvas.fill(
      Polygon{
          {{-width - 0.12, top - 0.02}, {width + 0.12, top - 0.02}, {ridge, top + rise}, {-ridge - 1e-3, top + rise}}},
      {value, {0.05, 0.05}, 0.1, 10, random.next()});
  canvas.fill(Capsule{{-width - 0.12, top - 0.02}, {width + 0.12, top - 0.02}, 0.02, 0.02}, plain(0.95));
}

void drawHouse(Canvas& canvas, CounterRandom& random) {
  drawSky(canvas, random);
  const double horizon = drawn(random, -0.5, -0.25);
  drawGround(canvas, random, horizon);
  drawTree(canvas, random, {drawn(random, -1, 1), horizon}, drawn(random, 0.7, 1.1));
  canvas.setPose({{drawn(random, -0.25, 0.25), 0}, drawn(random, 0.9, 1.2), 0, happens(random, 0.5)});
  const double width = drawn(random, 0.45, 0.65), top = drawn(random, 0.15, 0.35), low = horizon - 0.12,
               wall = drawn(random, 0.6, 0.95);
  canvas.fill(Box{{0, (top + low) / 2}, width, (top - low) / 2, 0}, {wall, {0.12, 0}, 0.06, 12, random.next()});
  drawRoof(canvas, random, width, top, drawn(random, 0.3, 0.5));
  const bool two = top - low > 0.75;
  const double size = drawn(random, 0.09, 0.12), upper = top - 0.2, lower = two ? low + 0.28 : low + 0.35;
  for (const double x : {-0.62, 0.62})
    for (const double y : {upper, lower})
      if (two || y == lower) drawWindow(canvas, {x * width, y}, size, wall > 0.75 ? 0.2 : 0.98);
  if (two) drawWindow(canvas, {0, upper}, size, wall > 0.75 ? 0.2 : 0.98);
  canvas.fill(Box{{0, low + 0.2}, 0.1, 0.2, 0}, plain(0.12));  // door
  canvas.fill(Polygon{{{-0.1, low}, {0.1, low}, {0.45, -1.4}, {-0.2, -1.4}}}, {0.75, {}, 0.08, 8, random.next()});
  canvas.setPose({});
  if (happens(random, 0.6))
    drawTree(canvas, random, {happens(random, 0.5) ? -0.85 : 0.85, horizon - 0.2}, drawn(random, 0.8, 1.2));
}

// --- landscape
// ----------------------------------------------------------------------------------------------------------------

void drawMountains(Canvas& canvas, CounterRandom& random, double horizon, double height, double value) {
  Polygon ridge{{{-1.4, horizon - 0.2}, {-1.4, horizon + 0.1}}};
  const auto seed = random.next();
  for (double x = -1.4; x <= 1.4; x += 0.1)
    ridge.corners.push_back({x, horizon + height * (0.6 + 0.9 * fractalNoise({2.2 * x + 9, 0.5}, seed, 3))});
  ridge.corners.push_back({1.4, horizon - 0.2});
  canvas.fill(ridge, {value, {0.1, 0.15}, 0.12, 6, random.next()});
}

void drawLandscape(Canvas& canvas, CounterRandom& random) {
  drawSky(canvas, random);
  const double horizon = drawn(random, -0.3, 0.2);
  if (happens(random, 0.5))
    canvas.fill(Ellipse{{drawn(random, -0.7, 0.7), drawn(random, 0.55, 0.8)}, 0.12, 0.12, 0}, plain(1.15), 1, 0.06);
  drawMountains(canvas, random, horizon, drawn(random, 0.35, 0.6), drawn(random, 0.45, 0.6));
  drawMountains(canvas, random, horizon, drawn(random, 0.1, 0.3), drawn(random, 0.2, 0.4));
  drawGround(canvas, random, horizon);
  const double end = drawn(random, -0.5, 0.5), foot = drawn(random, -0.5, 0.5), road = drawn(random, 0.1, 0.75);
  const Polygon way{{{foot - 0.5, -1.2}, {foot + 0.5, -1.2}, {end + 0.02, horizon}, {end - 0.02, horizon}}};
  canvas.fill(way, {road, {}, 0.04, 8, random.next()});
  canvas.fill(Outline<Polygon>{way, 0.015}, plain(road > 0.5 ? 0.15 : 0.9), 0.8);
  for (int i = 0; i < 4; ++i) {
    const double share = drawn(random, 0.1, 0.8), side = happens(random, 0.5) ? -1 : 1;
    drawTree(canvas, random, between({end + side * 0.15, horizon}, {foot + side * 1.0, -1.0}, share * share),
             0.12 + 0.9 * share * share);
  }
}

}  // namespace

void drawScene(Canvas& canvas, CounterRandom& random) {
  canvas.setPose({});
  const auto kind = random.below(3);
  if (kind == 0) drawCorridor(canvas, random);
  if (kind == 1) drawHouse(canvas, random);
  if (kind == 2) drawLandscape(canvas, random);
}

}  // namespace studio
