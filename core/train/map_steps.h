// The steps whose maps are stored, besides those at the end of each epoch.
#pragma once
#include <cstdint>
#include <string>

namespace studio {

/// 0, 1, 2, 5, 10, 20, 50, 100, ... of "log+epoch"; 0 of "epoch"; none of "none".
inline bool storesMapsAt(const std::string& maps, std::int64_t step) {
  if (maps == "none") return false;
  if (step == 0) return true;
  if (maps != "log+epoch") return false;
  while (step % 10 == 0) step /= 10;
  return step == 1 || step == 2 || step == 5;
}

}  // namespace studio
