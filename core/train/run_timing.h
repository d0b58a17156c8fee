// What a run will take, from a few of its steps and a part of its validation. For the pre-flight.
#pragma once
#include "core/train/trainer.h"

namespace studio {

struct RunTiming {
  double secondsPerStep = 0;         ///< median, of the largest training images; waits for the batch included
  double secondsPerImageSeen = 0;    ///< forward pass in evaluation mode
  double taskLoss = 0, topoLoss = 0; ///< of the first weights
};
/// Trains a few steps: `trainer` is not to be used afterwards. Half a second, or four steps where they are slower.
RunTiming timeRun(const RunConfig& config, const DataSplit& data, Trainer& trainer);

}  // namespace studio
