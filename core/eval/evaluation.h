// What an evaluation found. No torch here.
#pragma once
#include <cstdint>

namespace studio {

struct Evaluation {
  double loss = 0;          ///< mean cross-entropy of softmax
  double accuracy = 0;      ///< top-1, 0..1
  double top5 = 0;          ///< the right class is among the five (or all, if fewer) most likely
  std::int64_t count = 0;   ///< images seen
};

}  // namespace studio
