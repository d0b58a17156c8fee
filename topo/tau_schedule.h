// The weight of TopoLoss over training steps (science.md 1.7; topoloss' scheduler). Plain numbers.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace studio {

enum class TauMode { Constant, Linear, CosineDecay };

/// From `start` to `end` in `steps` steps. Constant holds `start`.
struct TauSegment {
  double start = 0, end = 0;
  std::int64_t steps = 1;
  TauMode mode = TauMode::Constant;
  bool operator==(const TauSegment&) const = default;

  /// tau after t steps of this segment; `end` (or `start` when constant) from t = steps on. The package's cosine_decay
  /// rises again there; ours does not.
  double at(std::int64_t t) const;
};

/// One segment after the other; after the last its end is held.
class TauSchedule {
 public:
  TauSchedule() = default;
  /// Throws std::invalid_argument with a sentence: no segments, fewer than one step, not finite, a decay that does not
  /// fall.
  explicit TauSchedule(std::vector<TauSegment> segments);
  static TauSchedule constant(double tau) { return TauSchedule({{tau, tau, 1, TauMode::Constant}}); }

  /// tau of 0-based step t.
  double at(std::int64_t t) const;
  const std::vector<TauSegment>& segments() const { return segments_; }

  /// {"start_value", "end_value", "num_steps", "mode"}, or a list of them when chained.
  std::string toJson() const;
  /// Throws std::invalid_argument with a sentence.
  static TauSchedule fromJson(std::string_view json);

 private:
  std::vector<TauSegment> segments_{{0, 0, 1, TauMode::Constant}};
};

}  // namespace studio
