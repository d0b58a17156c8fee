// What a measure answers where it is not defined.
#pragma once
#include <limits>

namespace studio {

inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

}  // namespace studio
