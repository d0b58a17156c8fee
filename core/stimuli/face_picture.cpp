// Faces. The drawing's own frame: the head's centre at 0, chin at y = -1, crown at y = 1; eyes slightly above the
// middle.
#include "core/stimuli/synthetic_pictures.h"

namespace studio {
namespace {

struct FaceFeatures {
  double skin, hair, width, turn, eyeHeight, eyeWidth, gaze, mouthWidth, smile, open, light;
  bool longHair, bald, beard;
  std::uint64_t grain;
};

FaceFeatures drawnFeatures(CounterRandom& random) {
  FaceFeatures features{};
  features.skin = drawn(random, 0.5, 0.85);
  features.bald = happens(random, 0.1);
  features.hair = happens(random, 0.75) ? drawn(random, 0.05, 0.3) : drawn(random, 0.9, 1.05);
  features.longHair = happens(random, 0.45);
  features.beard = !features.longHair && happens(random, 0.2);
  features.width = drawn(random, 0.68, 0.8);
  features.turn = drawn(random, -0.18, 0.18);  // of the head to a side, as a shift of what lies in front
  features.eyeHeight = drawn(random, 0.06, 0.16);
  features.eyeWidth = drawn(random, 0.15, 0.19);
  features.gaze = drawn(random, -0.04, 0.04);
  features.mouthWidth = drawn(random, 0.2, 0.3);
  features.smile = drawn(random, -0.02, 0.06);
  features.open = happens(random, 0.3) ? drawn(random, 0.04, 0.1) : 0;
  features.light = drawn(random, -0.16, 0.16);
  features.grain = random.next();
  return features;
}

Shade skinShade(const FaceFeatures& features, double more = 0) {
  return {features.skin + more, {features.light, 0.05}, 0.04, 3, features.grain};
}
Shade hairShade(const FaceFeatures& features) {
  return {features.hair, {features.light / 2, 0.05}, 0.16, 9, features.grain + 7};
}

void drawHead(Canvas& canvas, const FaceFeatures& features) {
  canvas.fill(Capsule{{0, -0.6}, {0, -1.3}, 0.38, 0.42}, skinShade(features, -0.18));  // neck
  if (features.longHair)
    canvas.fill(
        Capsule{{-features.turn / 2, 0.25}, {-features.turn / 2, -0.55}, features.width + 0.17, features.width + 0.1},
        hairShade(features));
  else if (!features.bald)
    canvas.fill(Ellipse{{-features.turn / 2, 0.3}, features.width + 0.07, 0.8, 0}, hairShade(features));
  if (!features.longHair)
    for (const double side : {-1.0, 1.0})
      canvas.fill(Ellipse{{side * (features.width + 0.02) - features.turn / 2, 0.02}, 0.1, 0.2, 0},
                  skinShade(features, -0.08));
  const Ellipse skull{{0, 0.12}, features.width, 0.86, 0},
      jaw{{features.turn / 3, -0.32}, features.width * 0.84, 0.66, 0};
  canvas.fill(jaw, skinShade(features));
  canvas.fill(skull, skinShade(features), 1, 0.1);
  canvas.fill(Outline<Ellipse>{jaw, 0.04}, skinShade(features, -0.2), 0.5, 0.12);
}

void drawFringe(Canvas& canvas, const FaceFeatures& features) {
  if (features.bald) return;
  const Ellipse cap{{-features.turn / 3, 0.3}, features.width + 0.05, 0.76, 0},
      brow{{features.turn, -0.2}, features.width * 1.02, 0.78, 0.15};
  canvas.fill(Without<Ellipse, Ellipse>{cap, brow}, hairShade(features), 1, 0.05);
}

void drawEye(Canvas& canvas, const FaceFeatures& features, double side) {
  const Point eye{side * 0.3 * (1 - 0.4 * side * features.turn) + features.turn, 0.1};
  canvas.fill(Ellipse{eye + Point{0, 0.02}, 0.26, 0.19, 0}, skinShade(features, -0.2), 0.7,
              0.2);  // the socket's shadow
  const Ellipse opening{eye, features.eyeWidth, features.eyeHeight * 0.75, side * -0.08};
  canvas.fill(opening, {0.97, {}, 0, 1, 0});
  canvas.fill(Common<Ellipse, Ellipse>{opening, {eye + Point{features.gaze, 0}, 0.085, 0.095, 0}}, {0.1, {}, 0, 1, 0});
  canvas.fill(Ellipse{eye + Point{features.gaze + 0.03, 0.03}, 0.022, 0.022, 0}, {1, {}, 0, 1, 0});
  const Point inner = eye + Point{-side * features.eyeWidth, 0}, outer = eye + Point{side * features.eyeWidth, 0.02},
              top = eye + Point{0, features.eyeHeight * 0.85};
  canvas.fill(Capsule{inner, top, 0.02, 0.03}, {0.12, {}, 0, 1, 0});  // upper lid
  canvas.fill(Capsule{top, outer, 0.03, 0.025}, {0.12, {}, 0, 1, 0});
  const double dark = std::min(features.hair, features.skin - 0.25);
  canvas.fill(Capsule{inner + Point{0, 0.26}, top + Point{side * 0.04, 0.2}, 0.045, 0.045}, {dark, {}, 0, 1, 0}, 1,
              0.03);
  canvas.fill(Capsule{top + Point{side * 0.04, 0.2}, outer + Point{side * 0.05, 0.17}, 0.045, 0.02},
              {dark, {}, 0, 1, 0}, 1, 0.03);
}

void drawNose(Canvas& canvas, const FaceFeatures& features) {
  const Point root{features.turn * 0.9, 0.08}, tip{features.turn * 1.5, -0.26};
  const double shadow = features.light > 0 ? -1 : 1;
  canvas.fill(Capsule{root + Point{shadow * 0.07, 0}, tip + Point{shadow * 0.11, 0.02}, 0.02, 0.05},
              skinShade(features, -0.22), 0.8, 0.08);
  canvas.fill(Capsule{root, tip, 0.035, 0.06}, skinShade(features, 0.1), 0.8, 0.08);
  canvas.fill(Ellipse{tip + Point{0, -0.05}, 0.15, 0.05, 0}, skinShade(features, -0.22), 0.7, 0.06);
  for (const double side : {-1.0, 1.0})
    canvas.fill(Ellipse{tip + Point{side * 0.075, -0.045}, 0.04, 0.025, 0}, {0.15, {}, 0, 1, 0});
}

void drawMouth(Canvas& canvas, const FaceFeatures& features) {
  const Point middle{features.turn, -0.55};
  if (features.beard)
    canvas.fill(Without<Ellipse, Ellipse>{{{features.turn / 2, -0.6}, features.width * 0.8, 0.42, 0},
                                          {middle + Point{0, 0.55}, 0.42, 0.42, 0}},
                hairShade(features), 0.85, 0.12);
  const Point left = middle + Point{-features.mouthWidth, features.smile},
              right = middle + Point{features.mouthWidth, features.smile};
  const Point low = middle + Point{0, -features.smile};
  canvas.fill(Ellipse{middle + Point{0, -0.03}, features.mouthWidth * 0.9, 0.1 + features.open, 0},
              skinShade(features, -0.26), 0.9,
              0.05);  // lips
  if (features.open > 0)
    canvas.fill(Ellipse{middle + Point{0, -0.02}, features.mouthWidth * 0.72, features.open, 0}, {0.06, {}, 0, 1, 0});
  if (features.open > 0)
    canvas.fill(Ellipse{middle + Point{0, features.open * 0.45}, features.mouthWidth * 0.6, features.open * 0.4, 0},
                {0.95, {}, 0, 1, 0});
  canvas.fill(Capsule{left, low, 0.018, 0.026}, {0.12, {}, 0, 1, 0}, features.open > 0 ? 0 : 1);
  canvas.fill(Capsule{low, right, 0.026, 0.018}, {0.12, {}, 0, 1, 0}, features.open > 0 ? 0 : 1);
  canvas.fill(Ellipse{middle + Point{0, -0.2 - features.open}, 0.14, 0.05, 0}, skinShade(features, -0.15), 0.6,
              0.08);  // above the chin
}

}  // namespace

void drawFace(Canvas& canvas, CounterRandom& random) {
  canvas.setPose(drawnPose(random, 0.6, 0.85, 0.22));
  const FaceFeatures features = drawnFeatures(random);
  drawHead(canvas, features);
  for (const double side : {-1.0, 1.0}) drawEye(canvas, features, side);
  drawNose(canvas, features);
  drawMouth(canvas, features);
  drawFringe(canvas, features);
}

}  // namespace studio
