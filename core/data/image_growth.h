// Training images that grow over the run: a function of the epoch alone, so a resumed run goes on as it would have.
// FFCV's progressive resizing (science.md 1.9): one size, then multiples of 32 on a straight line, then another.
#pragma once
#include <cstdint>

#include "core/run/run_config.h"

namespace studio {

/// Sides of the training images in an epoch counted from 0, px; 0: the data set's own.
std::int64_t trainingSize(const DataConfig& config, std::int64_t epoch);
/// The first of the epochs whose images are the largest.
std::int64_t largestEpoch(const DataConfig& config, std::int64_t epochs);
/// Mean over the epochs of an image's area, as a share of the largest.
double meanArea(const DataConfig& config, std::int64_t epochs);

}  // namespace studio
