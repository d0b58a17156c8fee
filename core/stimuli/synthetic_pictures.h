// The drawings of the synthetic localizer: each draws one picture of its category on a canvas that holds a background,
// with what varies (place, size, turn, light, make) drawn from `random`. Synthetic pictures of our own, no photographs.
// No torch.
#pragma once
#include "core/data/counter_random.h"
#include "core/stimuli/canvas.h"

namespace studio {

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

}  // namespace studio
