// When maps of a run are stored: the time bar keeps the place of what is to come, so that nothing moves while training.
#pragma once
#include <cstdint>
#include <vector>

#include "core/run/run_config.h"
#include "core/run/run_status.h"

namespace studio {

/// Steps of one epoch; 0 where the length is not known or is not a whole number of epochs.
std::int64_t stepsInEpoch(const RunStatus& status);
/// The stored steps, then those still to come by output.maps (0 1 2 5 10 20 50 ..., and each epoch's end). Ascending.
std::vector<std::int64_t> snapshotTimes(const RunConfig& config, const RunStatus& status, const std::vector<std::int64_t>& stored);

}  // namespace studio
