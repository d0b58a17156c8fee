// Faces. The drawing's own frame: the head's centre at 0, chin at y = -1, crown at y = 1; eyes slightly above the
// middle.
#include "core/stimuli/synthetic_pictures.h"

namespace studio {
namespace {

struct Looks {
  double skin, hair, width, turn, eyeHeight, eyeWidth, gaze, mouthWidth, smile, open, light;
  bool longHair, bald, beard;
  std::uint64_t grain;
};

Looks drawnLooks(CounterRandom& random) {
  Looks looks{};
  looks.skin = drawn(random, 0.5, 0.85);
  looks.bald = happens(random, 0.1);
  looks.hair = happens(random, 0.75) ? drawn(random, 0.05, 0.3) : drawn(random, 0.9, 1.05);
  looks.longHair = happens(random, 0.45);
  looks.beard = !looks.longHair && happens(random, 0.2);
  looks.width = drawn(random, 0.68, 0.8);
  looks.turn = drawn(random, -0.18, 0.18);  // of the head to a side, as a shift of what lies in front
  looks.eyeHeight = drawn(random, 0.06, 0.16);
  looks.eyeWidth = drawn(random, 0.15, 0.19);
  looks.gaze = drawn(random, -0.04, 0.04);
  looks.mouthWidth = drawn(random, 0.2, 0.3);
  looks.smile = drawn(random, -0.02, 0.06);
  looks.open = happens(random, 0.3) ? drawn(random, 0.04, 0.1) : 0;
  looks.light = drawn(random, -0.16, 0.16);
  looks.grain = random.next();
  return looks;
}

Shade skinOf(const Looks& looks, double more = 0) {
  return {looks.skin + more, {looks.light, 0.05}, 0.04, 3, looks.grain};
}
Shade hairOf(const Looks& looks) { return {looks.hair, {looks.light / 2, 0.05}, 0.16, 9, looks.grain + 7}; }

void drawHead(Canvas& canvas, const Looks& looks) {
  canvas.fill(Capsule{{0, -0.6}, {0, -1.3}, 0.38, 0.42}, skinOf(looks, -0.18));  // neck
  if (looks.longHair)
    canvas.fill(Capsule{{-looks.turn / 2, 0.25}, {-looks.turn / 2, -0.55}, looks.width + 0.17, looks.width + 0.1},
                hairOf(looks));
  else if (!looks.bald)
    canvas.fill(Ellipse{{-looks.turn / 2, 0.3}, looks.width + 0.07, 0.8, 0}, hairOf(looks));
  if (!looks.longHair)
    for (const double side : {-1.0, 1.0})
      canvas.fill(Ellipse{{side * (looks.width + 0.02) - looks.turn / 2, 0.02}, 0.1, 0.2, 0}, skinOf(looks, -0.08));
  const Ellipse skull{{0, 0.12}, looks.width, 0.86, 0}, jaw{{looks.turn / 3, -0.32}, looks.width * 0.84, 0.66, 0};
  canvas.fill(jaw, skinOf(looks));
  canvas.fill(skull, skinOf(looks), 1, 0.1);
  canvas.fill(Outline<Ellipse>{jaw, 0.04}, skinOf(looks, -0.2), 0.5, 0.12);
}

void drawFringe(Canvas& canvas, const Looks& looks) {
  if (looks.bald) return;
  const Ellipse cap{{-looks.turn / 3, 0.3}, looks.width + 0.05, 0.76, 0},
      brow{{looks.turn, -0.2}, looks.width * 1.02, 0.78, 0.15};
  canvas.fill(Without<Ellipse, Ellipse>{cap, brow}, hairOf(looks), 1, 0.05);
}

void drawEye(Canvas& canvas, const Looks& looks, double side) {
  const Point eye{side * 0.3 * (1 - 0.4 * side * looks.turn) + looks.turn, 0.1};
  canvas.fill(Ellipse{eye + Point{0, 0.02}, 0.26, 0.19, 0}, skinOf(looks, -0.2), 0.7, 0.2);  // the socket's shadow
  const Ellipse opening{eye, looks.eyeWidth, looks.eyeHeight * 0.75, side * -0.08};
  canvas.fill(opening, {0.97, {}, 0, 1, 0});
  canvas.fill(Common<Ellipse, Ellipse>{opening, {eye + Point{looks.gaze, 0}, 0.085, 0.095, 0}}, {0.1, {}, 0, 1, 0});
  canvas.fill(Ellipse{eye + Point{looks.gaze + 0.03, 0.03}, 0.022, 0.022, 0}, {1, {}, 0, 1, 0});
  const Point inner = eye + Point{-side * looks.eyeWidth, 0}, outer = eye + Point{side * looks.eyeWidth, 0.02},
              top = eye + Point{0, looks.eyeHeight * 0.85};
  canvas.fill(Capsule{inner, top, 0.02, 0.03}, {0.12, {}, 0, 1, 0});  // upper lid
  canvas.fill(Capsule{top, outer, 0.03, 0.025}, {0.12, {}, 0, 1, 0});
  const double dark = std::min(looks.hair, looks.skin - 0.25);
  canvas.fill(Capsule{inner + Point{0, 0.26}, top + Point{side * 0.04, 0.2}, 0.045, 0.045}, {dark, {}, 0, 1, 0}, 1,
              0.03);
  canvas.fill(Capsule{top + Point{side * 0.04, 0.2}, outer + Point{side * 0.05, 0.17}, 0.045, 0.02},
              {dark, {}, 0, 1, 0}, 1, 0.03);
}

void drawNose(Canvas& canvas, const Looks& looks) {
  const Point root{looks.turn * 0.9, 0.08}, tip{looks.turn * 1.5, -0.26};
  const double shadow = looks.light > 0 ? -1 : 1;
  canvas.fill(Capsule{root + Point{shadow * 0.07, 0}, tip + Point{shadow * 0.11, 0.02}, 0.02, 0.05},
              skinOf(looks, -0.22), 0.8, 0.08);
  canvas.fill(Capsule{root, tip, 0.035, 0.06}, skinOf(looks, 0.1), 0.8, 0.08);
  canvas.fill(Ellipse{tip + Point{0, -0.05}, 0.15, 0.05, 0}, skinOf(looks, -0.22), 0.7, 0.06);
  for (const double side : {-1.0, 1.0})
    canvas.fill(Ellipse{tip + Point{side * 0.075, -0.045}, 0.04, 0.025, 0}, {0.15, {}, 0, 1, 0});
}

void drawMouth(Canvas& canvas, const Looks& looks) {
  const Point middle{looks.turn, -0.55};
  if (looks.beard)
    canvas.fill(Without<Ellipse, Ellipse>{{{looks.turn / 2, -0.6}, looks.width * 0.8, 0.42, 0},
                                          {middle + Point{0, 0.55}, 0.42, 0.42, 0}},
                hairOf(looks), 0.85, 0.12);
  const Point left = middle + Point{-looks.mouthWidth, looks.smile},
              right = middle + Point{looks.mouthWidth, looks.smile};
  const Point low = middle + Point{0, -looks.smile};
  canvas.fill(Ellipse{middle + Point{0, -0.03}, looks.mouthWidth * 0.9, 0.1 + looks.open, 0}, skinOf(looks, -0.26), 0.9,
              0.05);  // lips
  if (looks.open > 0)
    canvas.fill(Ellipse{middle + Point{0, -0.02}, looks.mouthWidth * 0.72, looks.open, 0}, {0.06, {}, 0, 1, 0});
  if (looks.open > 0)
    canvas.fill(Ellipse{middle + Point{0, looks.open * 0.45}, looks.mouthWidth * 0.6, looks.open * 0.4, 0},
                {0.95, {}, 0, 1, 0});
  canvas.fill(Capsule{left, low, 0.018, 0.026}, {0.12, {}, 0, 1, 0}, looks.open > 0 ? 0 : 1);
  canvas.fill(Capsule{low, right, 0.026, 0.018}, {0.12, {}, 0, 1, 0}, looks.open > 0 ? 0 : 1);
  canvas.fill(Ellipse{middle + Point{0, -0.2 - looks.open}, 0.14, 0.05, 0}, skinOf(looks, -0.15), 0.6,
              0.08);  // above the chin
}

}  // namespace

void drawFace(Canvas& canvas, CounterRandom& random) {
  canvas.setPose(drawnPose(random, 0.6, 0.85, 0.22));
  const Looks looks = drawnLooks(random);
  drawHead(canvas, looks);
  for (const double side : {-1.0, 1.0}) drawEye(canvas, looks, side);
  drawNose(canvas, looks);
  drawMouth(canvas, looks);
  drawFringe(canvas, looks);
}

}  // namespace studio
