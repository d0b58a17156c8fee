// What a run will take, from a few of its steps, a part of its validation and one look of its probe. For the
// pre-flight.
#pragma once
#include "core/train/trainer.h"

namespace studio {

struct RunTiming {
  double secondsPerStep = 0;       ///< median, of the largest training images; waits for the batch included
  double secondsPerImageSeen = 0;  ///< forward pass in evaluation mode
  double secondsPerProbe = 0;      ///< one measurement of all sheets; of slow networks reckoned from their forward pass
  double taskLoss = 0, topoLoss = 0;  ///< of the first weights
};
/// Trains a few steps: `trainer` is not to be used afterwards. Half a second, or a few steps where they are slower.
RunTiming timeRun(const RunConfig& config, const DataSplit& data, Trainer& trainer);
/// Of a step alone, as timeRun() does.
double timeStep(const RunConfig& config, const DataSplit& data, Trainer& trainer);

}  // namespace studio
