// The weight of TopoLoss over training steps (science.md 1.7; topoloss' scheduler). Plain numbers.
#pragma once
#include <cstdint>
#include <vector>

namespace studio {

enum class TauMode { Linear, CosineDecay };

/// From `start` to `end` in `steps` steps.
struct TauSegment {
  double start = 0, end = 0;
  std::int64_t steps = 1;
  TauMode mode = TauMode::Linear;

  /// tau after t steps of this segment; `end` from t = steps on. The package's cosine_decay rises again there; ours
  /// does not.
  double at(std::int64_t t) const;
};

/// tau of 0-based step t: one segment after the other, at least one; after the last its end is held.
double tauOf(const std::vector<TauSegment>& segments, std::int64_t t);

}  // namespace studio
