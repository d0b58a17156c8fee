#include "core/stimuli/synthetic_pictures.h"

namespace studio {

Pose drawnPose(CounterRandom& random, double least, double most, double turn) {
  Pose pose;
  pose.scale = drawn(random, least, most);
  const double room = 1.0 - 0.85 * pose.scale;  // a little of it may leave the frame
  pose.centre = {drawn(random, -room, room), drawn(random, -room, room)};
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

}  // namespace studio
