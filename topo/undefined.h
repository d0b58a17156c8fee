// The value of a measure where it is not defined. For .cpp files of topo alone: what stands above has the same constant
// in core/run, which knows no torch.
#pragma once
#include <limits>

namespace studio {

inline constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

}  // namespace studio
