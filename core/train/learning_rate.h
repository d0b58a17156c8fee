// The learning rate of each step: constant, cosine, linear or one_cycle, with an optional linear warm-up.
#pragma once
#include "core/run/run_config.h"

namespace studio {

/// Learning rate of step `step` (0-based) of `steps`. Steps past the end keep the last value.
double learningRateAt(const OptimizerConfig& config, std::int64_t step, std::int64_t steps);

}  // namespace studio
