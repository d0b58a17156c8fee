// Things made by people: a car, a guitar, a mug, a chair, a lamp. Each drawing's own frame reaches from about -1 to 1.
#include <numbers>

#include "core/stimuli/synthetic_pictures.h"

namespace studio {
namespace {

struct Make {
  double body, detail, light;  ///< brightness of the thing, of its parts, and the slope across
  std::uint64_t grain;
  Shade shade(double value) const { return {value, {light, 0.06}, 0.04, 6, grain}; }
};

Make drawnMake(CounterRandom& random) {
  Make make{};
  const bool dark = happens(random, 0.5);
  make.body = dark ? drawn(random, 0.08, 0.35) : drawn(random, 0.65, 0.95);
  make.detail = dark ? drawn(random, 0.7, 1.0) : drawn(random, 0.05, 0.25);
  make.light = drawn(random, -0.2, 0.2);
  make.grain = random.next();
  return make;
}

void drawWheel(Canvas& canvas, Point hub, double radius) {
  canvas.fill(Ellipse{hub, radius, radius, 0}, {0.06, {}, 0, 1, 0});
  canvas.fill(Ellipse{hub, radius * 0.6, radius * 0.6, 0}, {0.75, {0, 0.5}, 0, 1, 0});
  for (int spoke = 0; spoke < 5; ++spoke) {
    const double angle = 2 * std::numbers::pi * spoke / 5;
    canvas.fill(Capsule{hub, hub + Point{radius * 0.55 * std::cos(angle), radius * 0.55 * std::sin(angle)},
                        radius * 0.08, radius * 0.08},
                {0.3, {}, 0, 1, 0});
  }
}

void drawCar(Canvas& canvas, CounterRandom& random, const Make& make) {
  const double roof = drawn(random, 0.42, 0.58), back = drawn(random, -0.75, -0.45), wheel = drawn(random, 0.2, 0.25);
  const Polygon cabin{{{back, 0.08}, {back + 0.2, roof}, {0.2, roof}, {0.55, 0.08}}};
  const Shade glass{0.3, {0.3, 0.5}, 0, 1, 0};
  canvas.fill(Ellipse{{0, -0.42}, 1.0, 0.1, 0}, {0.05, {}, 0, 1, 0}, 0.6, 0.15);  // its shadow
  canvas.fill(cabin, make.shade(make.body));
  canvas.fill(Polygon{{{back + 0.09, 0.1}, {back + 0.25, roof - 0.07}, {-0.12, roof - 0.07}, {-0.12, 0.1}}}, glass);
  canvas.fill(Polygon{{{-0.04, 0.1}, {-0.04, roof - 0.07}, {0.17, roof - 0.07}, {0.44, 0.1}}}, glass);
  canvas.fill(Box{{0, -0.12}, 0.96, 0.22, 0.12}, make.shade(make.body));
  canvas.fill(Capsule{{-0.9, 0.02}, {0.9, 0.0}, 0.015, 0.015}, {make.body + 0.25, {}, 0, 1, 0});
  canvas.fill(Capsule{{-0.08, 0.05}, {-0.08, -0.28}, 0.012, 0.012}, {make.body - 0.3, {}, 0, 1, 0});
  canvas.fill(Ellipse{{0.88, -0.06}, 0.07, 0.06, 0}, {1.1, {}, 0, 1, 0});
  canvas.fill(Box{{-0.92, -0.06}, 0.05, 0.06, 0.02}, {make.detail, {}, 0, 1, 0});
  for (const double x : {-0.55, 0.55}) drawWheel(canvas, {x, -0.32}, wheel);
}

void drawGuitar(Canvas& canvas, CounterRandom& random, const Make& make) {
  const double lower = drawn(random, 0.42, 0.52), upper = drawn(random, 0.3, 0.38), bridge = -0.68;
  for (const double edge : {0.03, 0.0}) {
    const Shade shade = edge > 0 ? Shade{make.detail, {}, 0, 1, 0} : make.shade(make.body);
    canvas.fill(Ellipse{{0, -0.55}, lower + edge, 0.4 + edge, 0}, shade);
    canvas.fill(Ellipse{{0, -0.08}, upper + edge, 0.3 + edge, 0}, shade);
    canvas.fill(Box{{0, -0.3}, upper * 0.8 + edge, 0.2, 0.1}, shade);
  }
  canvas.fill(Ellipse{{0, -0.2}, 0.14, 0.14, 0}, {0.05, {}, 0, 1, 0});
  canvas.fill(Box{{0, 0.4}, 0.06, 0.55, 0}, {make.detail, {0.5, 0}, 0, 1, 0});
  canvas.fill(Box{{0, 0.95}, 0.1, 0.13, 0.04}, make.shade(make.body));
  for (double y = 0; y < 0.8; y += 0.12) canvas.fill(Box{{0, y}, 0.06, 0.012, 0}, {make.body, {}, 0, 1, 0});
  for (const double y : {0.88, 0.96, 1.04})
    for (const double side : {-1.0, 1.0}) canvas.fill(Ellipse{{side * 0.14, y}, 0.04, 0.025, 0}, {0.9, {}, 0, 1, 0});
  canvas.fill(Box{{0, bridge}, 0.18, 0.035, 0.01}, {0.08, {}, 0, 1, 0});
  for (const double x : {-0.03, 0.0, 0.03})
    canvas.fill(Capsule{{x, bridge}, {x, 0.95}, 0.006, 0.006}, {0.95, {}, 0, 1, 0}, 0.8);
}

void drawMug(Canvas& canvas, CounterRandom& random, const Make& make) {
  const double half = drawn(random, 0.42, 0.6), tall = drawn(random, 0.5, 0.75), taper = drawn(random, 0.75, 1.0),
               stripe = drawn(random, -0.3, 0.2);
  canvas.fill(Ellipse{{0.05, -tall - 0.03}, half * 1.2, 0.12, 0}, {0.05, {}, 0, 1, 0}, 0.5, 0.2);
  canvas.fill(Outline<Ellipse>{{{half * 0.95, 0.0}, 0.3, tall * 0.55, 0}, 0.065}, make.shade(make.body - 0.08));
  canvas.fill(Polygon{{{-half, tall}, {half, tall}, {half * taper, -tall}, {-half * taper, -tall}}},
              {make.body, {make.light + 0.15, 0}, 0, 1, 0});
  canvas.fill(Ellipse{{0, -tall}, half * taper, 0.14, 0}, {make.body, {make.light + 0.15, 0}, 0, 1, 0});
  canvas.fill(Common<Box, Polygon>{{{0, stripe}, 1, 0.11, 0},
                                   {{{-half, tall}, {half, tall}, {half * taper, -tall}, {-half * taper, -tall}}}},
              {make.detail, {make.light, 0}, 0, 1, 0});
  canvas.fill(Ellipse{{0, tall}, half, 0.16, 0}, {make.body + 0.15, {}, 0, 1, 0});
  canvas.fill(Ellipse{{0, tall - 0.02}, half * 0.88, 0.125, 0}, {0.1, {-0.2, 0}, 0, 1, 0});
}

void drawChair(Canvas& canvas, CounterRandom& random, const Make& make) {
  const double seat = drawn(random, -0.2, 0.0), half = drawn(random, 0.38, 0.5), skew = 0.26;
  const Shade wood = make.shade(make.body), dark = make.shade(make.body - 0.15);
  for (const double side : {-1.0, 1.0}) {
    canvas.fill(Capsule{{side * half + skew, seat}, {side * half + skew, -0.75}, 0.04, 0.035}, dark);  // far legs
    canvas.fill(Capsule{{side * half + skew, seat}, {side * half + skew, 0.95}, 0.05, 0.05},
                dark);  // posts of the back
  }
  const auto bars = 2 + random.below(3);
  for (std::int64_t bar = 0; bar < bars; ++bar) {
    const double y = 0.9 - 0.6 * static_cast<double>(bar) / static_cast<double>(bars);
    canvas.fill(Capsule{{-half + skew, y}, {half + skew, y}, 0.06, 0.06}, wood);
  }
  canvas.fill(Polygon{{{-half - skew * 0.4, seat - 0.2},
                       {half - skew * 0.4, seat - 0.2},
                       {half + skew, seat + 0.06},
                       {-half + skew, seat + 0.06}}},
              make.shade(make.detail));
  canvas.fill(Box{{-skew * 0.4, seat - 0.23}, half, 0.05, 0.01}, dark);
  for (const double side : {-1.0, 1.0})
    canvas.fill(Capsule{{side * (half - 0.04) - skew * 0.4, seat - 0.25}, {side * half - skew * 0.5, -1.0}, 0.05, 0.04},
                wood);
}

void drawLamp(Canvas& canvas, CounterRandom& random, const Make& make) {
  const double top = drawn(random, 0.2, 0.35), bottom = drawn(random, 0.5, 0.65), low = drawn(random, 0.0, 0.2);
  canvas.fill(Ellipse{{0, -0.92}, 0.42, 0.1, 0}, make.shade(make.body));
  canvas.fill(Capsule{{0, -0.9}, {0, low}, 0.05, 0.04}, make.shade(make.body));
  if (happens(random, 0.5)) canvas.fill(Ellipse{{0, -0.5}, drawn(random, 0.14, 0.26), 0.3, 0}, make.shade(make.body));
  const Polygon screen{{{-bottom, low}, {bottom, low}, {top, 0.95}, {-top, 0.95}}};
  canvas.fill(screen, {make.detail, {make.light, -0.2}, 0.03, 9, make.grain});
  for (double share = -0.75; share <= 0.8; share += 0.25)
    canvas.fill(Capsule{{share * bottom, low}, {share * top, 0.95}, 0.01, 0.01}, {make.detail - 0.2, {}, 0, 1, 0}, 0.7);
  canvas.fill(Capsule{{-bottom, low}, {bottom, low}, 0.03, 0.03}, make.shade(make.body));
  canvas.fill(Capsule{{-top, 0.95}, {top, 0.95}, 0.025, 0.025}, make.shade(make.body));
}

}  // namespace

void drawObject(Canvas& canvas, CounterRandom& random) {
  const auto kind = random.below(5);
  canvas.setPose(drawnPose(random, 0.6, 0.88, kind == 1 ? 1.2 : 0.2));  // guitars lie as they like
  const Make make = drawnMake(random);
  using Drawing = void (*)(Canvas&, CounterRandom&, const Make&);
  constexpr Drawing kDrawings[] = {drawCar, drawGuitar, drawMug, drawChair, drawLamp};
  kDrawings[kind](canvas, random, make);
}

}  // namespace studio
