// The networks that stand in one file of weights: a pair of encoders, a model and its teacher. No torch here; reads the
// disk.
#pragma once
#include <filesystem>

#include "core/run/weights_report.h"

namespace studio {

/// Never throws: a file that cannot be read has no parts, and opening it says why.
WeightsParts partsOfWeights(const std::filesystem::path& path);

}  // namespace studio
