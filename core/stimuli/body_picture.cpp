// Bodies. The drawing's own frame: the neck at y = 0.85, feet of a standing body at about y = -0.95. Angles of limbs
// are from hanging straight down, radians, positive to the right.
#include <numbers>

#include "core/stimuli/synthetic_pictures.h"

namespace studio {
namespace {

constexpr double kUpperArm = 0.34, kForearm = 0.3, kThigh = 0.44, kShin = 0.42;

struct Limb {
  double first, second;
};  ///< angles of its two parts

struct Figure {
  Limb arms[2], legs[2];
  double lean, breadth, shirt, trousers, skin, light;
  bool sleeves, shorts, skirt;
  std::uint64_t grain;
};

void poseLimbs(Figure& figure, CounterRandom& random) {
  const auto kind = random.below(4);  // standing, walking, arms raised, sitting
  for (int i = 0; i < 2; ++i) {
    const double side = i == 0 ? -1 : 1;
    figure.legs[i] = {side * drawn(random, 0.04, 0.16), side * drawn(random, 0, 0.1)};
    figure.arms[i] = {side * drawn(random, 0.15, 0.5), side * drawn(random, -0.4, 0.4)};
    if (kind == 1) figure.legs[i] = {side * drawn(random, 0.3, 0.5) + 0.1, side * 0.25 - drawn(random, 0.1, 0.4)};
    if (kind == 1) figure.arms[i] = {-side * drawn(random, 0.35, 0.6), -side * 0.3 + drawn(random, 0.3, 0.8)};
    if (kind == 2) figure.arms[i] = {side * drawn(random, 1.5, 2.6), side * drawn(random, 2.0, 3.2)};
    if (kind == 3) figure.legs[i] = {1.25 + 0.15 * side, drawn(random, -0.2, 0.1)};
  }
}

Figure drawnFigure(CounterRandom& random) {
  Figure figure{};
  poseLimbs(figure, random);
  figure.lean = drawn(random, -0.1, 0.1);
  figure.breadth = drawn(random, 0.85, 1.2);
  figure.skin = drawn(random, 0.5, 0.85);
  figure.shirt = happens(random, 0.5) ? drawn(random, 0.05, 0.35) : drawn(random, 0.65, 1.0);
  figure.trousers = figure.shirt > 0.5 ? drawn(random, 0.05, 0.3) : drawn(random, 0.35, 0.8);
  figure.light = happens(random, 0.5) ? 0.1 : -0.1;
  figure.sleeves = happens(random, 0.5);
  figure.shorts = happens(random, 0.35);
  figure.skirt = figure.shorts && happens(random, 0.5);
  figure.grain = random.next();
  return figure;
}

Point onwards(Point from, double angle, double way) {
  return from + Point{way * std::sin(angle), -way * std::cos(angle)};
}

/// A round part of a limb: lighter along one side.
void drawPart(Canvas& canvas, const Figure& figure, Point a, Point b, double ra, double rb, double value) {
  canvas.fill(Capsule{a, b, ra + 0.012, rb + 0.012}, {value - 0.25, {}, 0, 1, 0},
              0.8);  // outline, so that crossing limbs stay apart
  canvas.fill(Capsule{a, b, ra, rb}, {value, {}, 0.05, 8, figure.grain});
  const Point shift{figure.light * 0.35, 0};
  canvas.fill(Capsule{a + shift, b + shift, ra * 0.35, rb * 0.35}, {value + 0.14, {}, 0, 1, 0}, 0.8, 0.05);
}

void drawArm(Canvas& canvas, const Figure& figure, Point shoulder, const Limb& arm) {
  const Point elbow = onwards(shoulder, arm.first, kUpperArm), wrist = onwards(elbow, arm.second, kForearm),
              hand = onwards(wrist, arm.second, 0.1);
  drawPart(canvas, figure, wrist, hand, 0.045, 0.05, figure.skin);
  for (const double spread : {-0.5, -0.1, 0.3})
    canvas.fill(Capsule{hand, onwards(hand, arm.second + spread, 0.09), 0.02, 0.014}, {figure.skin, {}, 0, 1, 0});
  drawPart(canvas, figure, elbow, wrist, 0.068, 0.048, figure.sleeves ? figure.shirt : figure.skin);
  drawPart(canvas, figure, shoulder, elbow, 0.092, 0.07, figure.shirt);
}

void drawLeg(Canvas& canvas, const Figure& figure, Point hip, const Limb& leg, double outwards) {
  const Point knee = onwards(hip, leg.first, kThigh), ankle = onwards(knee, leg.second, kShin);
  drawPart(canvas, figure, ankle, ankle + Point{outwards * 0.14, -0.05}, 0.05, 0.04, 0.1);  // shoe
  drawPart(canvas, figure, knee, ankle, 0.09, 0.05, figure.shorts ? figure.skin : figure.trousers);
  drawPart(canvas, figure, hip, knee, 0.13, 0.09, figure.skirt ? figure.skin : figure.trousers);
}

void drawTrunk(Canvas& canvas, const Figure& figure, Point hips, Point chest) {
  const double wide = 0.25 * figure.breadth, narrow = 0.17 * figure.breadth;
  const Shade shirt{figure.shirt, {figure.light * 2, 0}, 0.07, 7, figure.grain + 1},
      outline{figure.shirt - 0.25, {}, 0, 1, 0};
  const Point waist = between(hips, chest, 0.4), neck = chest + Point{figure.lean * 0.1, 0.16};
  drawPart(canvas, figure, neck, neck + Point{0, 0.1}, 0.075, 0.07, figure.skin);
  const Polygon trunk{{hips + Point{-narrow * 1.05, -0.05}, waist + Point{-narrow * 0.9, 0}, chest + Point{-wide, 0.08},
                       chest + Point{-0.1, 0.17}, chest + Point{0.1, 0.17}, chest + Point{wide, 0.08},
                       waist + Point{narrow * 0.9, 0}, hips + Point{narrow * 1.05, -0.05}}};
  canvas.fill(Outline<Polygon>{trunk, 0.02}, outline, 0.8);
  canvas.fill(trunk, shirt);
  canvas.fill(Ellipse{neck + Point{0, -0.0}, 0.085, 0.07, 0}, {figure.skin, {}, 0, 1, 0});  // neckline
  canvas.fill(Capsule{chest + Point{0.02, 0.0}, waist + Point{0.03, 0}, 0.012, 0.012},
              {figure.shirt - 0.2, {}, 0, 1, 0},
              0.7);  // a fold
  canvas.fill(Capsule{hips + Point{-narrow, 0.0}, hips + Point{narrow, 0.0}, 0.03, 0.03}, {0.12, {}, 0, 1, 0});  // belt
  if (figure.skirt)
    canvas.fill(Polygon{{hips + Point{-narrow, 0}, hips + Point{narrow, 0}, hips + Point{narrow + 0.14, -0.4},
                         hips + Point{-narrow - 0.14, -0.4}}},
                {figure.trousers, {figure.light * 2, 0}, 0.08, 7, figure.grain + 2});
}

}  // namespace

void drawBody(Canvas& canvas, CounterRandom& random) {
  canvas.setPose(drawnPose(random, 0.75, 0.98, 0.12));
  const Figure figure = drawnFigure(random);
  const Point hips{0, -0.05}, chest{figure.lean, 0.5};
  const double shoulder = 0.23 * figure.breadth, hip = 0.1 * figure.breadth;
  drawArm(canvas, figure, chest + Point{-shoulder, 0.04}, figure.arms[0]);  // the far arm lies behind
  for (int i = 0; i < 2; ++i)
    drawLeg(canvas, figure, hips + Point{(2 * i - 1) * hip, -0.04}, figure.legs[i],
            figure.legs[0].first > 0.5 ? 1 : 2 * i - 1);
  drawTrunk(canvas, figure, hips, chest);
  drawArm(canvas, figure, chest + Point{shoulder, 0.04}, figure.arms[1]);
}

}  // namespace studio
