// One output position of a 1-D interpolation. Alone in its file: the kernels for newer processors include nothing else.
#pragma once
#include <cstdint>

namespace studio {

/// (1 - weight) * x[first] + weight * x[second]
struct Tap {
  std::int64_t first = 0, second = 0;
  double weight = 0;
};

}  // namespace studio
