// The value of a measure where it is not defined, NaN. For .cpp files of topo: what stands above says kUndefined, the
// same value, from core/run, which topo does not see. Two names, so that a file may include both.
#pragma once
#include <limits>

namespace studio {

inline constexpr double kUndefinedMeasure = std::numeric_limits<double>::quiet_NaN();

}  // namespace studio
