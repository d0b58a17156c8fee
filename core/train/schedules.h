// What depends on the place in a run alone: the learning rate, and what is due at a step besides the step itself.
// Plain numbers; the same settings and the same place give the same answer.
#pragma once
#include <cstdint>

#include "core/run/run_config.h"

namespace studio {

/// Learning rate of step `step` (0-based) of `steps`. Steps past the end keep the last value.
double learningRateAt(const OptimizerConfig& config, std::int64_t step, std::int64_t steps);

/// What a run does besides the next step. Maps are stored together with the probe's scores at their step; a row reads
/// losses back from the device; validation and scores belong to a row.
struct DueActions {
  bool maps = false, row = false, validation = false, checkpoint = false;
};
/// Of the weights as they are before update `step` (0-based).
DueActions dueBefore(const OutputConfig& config, std::int64_t step);

/// Where a run stands after an update.
struct StepEnd {
  std::int64_t epoch = 0;  ///< epochs that have ended
  bool endsEpoch = false, endsRun = false;
  double sinceCheckpoint = 0;  ///< seconds of training
};
DueActions dueAfter(const OutputConfig& config, const StepEnd& end);

}  // namespace studio
