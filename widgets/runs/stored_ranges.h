// How large the values of a run's stored maps are, so that all of them can be shown on one scale. Values; any thread.
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/run/snapshot.h"

namespace studio {

/// The share of robust limits, percent of the |values|: a few outliers no longer make all else pale.
inline constexpr double kRobustPercentile = 99;
/// The smallest number that is no less than this percentage of the |values|; NaN left out; 0 where there is nothing.
double magnitudeAt(std::vector<float> values, double percentile);

/// |values| of maps that share a scale; 0 where there are none.
struct Magnitudes {
  double largest = 0, robust = 0;  ///< robust: kRobustPercentile of them
};
/// Of cosine, norm, and contrasts, which share one.
using ScaleRanges = std::array<Magnitudes, 3>;
struct SnapshotRanges {
  ScaleRanges all{};  ///< over all layers
  std::map<std::string, ScaleRanges> layers{};
};
SnapshotRanges findRanges(const Snapshot& snapshot);

/// Robust limits of maps that come live stay while those of the newest maps are within this share of them: they would
/// else jump with every probe, and colours with them.
inline constexpr double kLiveSlack = 0.1;

// Of all stored snapshots, as far as they have been looked at; and of live maps, while a run is followed: of these the
// robust magnitudes are held (kLiveSlack), those of stored steps are exact.
class StoredRanges {
 public:
  void add(std::int64_t step, const SnapshotRanges& ranges) { ranges_[step] = ranges; }
  bool knows(std::int64_t step) const { return ranges_.count(step) > 0; }
  void keepOnly(const std::vector<std::int64_t>& steps);  ///< ascending
  /// Every snapshot that there was has been looked at; those stored later are added as they come.
  bool complete() const { return complete_ && !ranges_.empty(); }
  void setComplete() { complete_ = true; }
  /// Of the quantity over all steps: no step has a larger |value|, or none has more than the robust share of its values
  /// beyond it (`percentile` below 100). Of one layer, or of all (empty).
  double magnitude(const std::string& quantity, double percentile, const std::string& layer = {}) const;
  /// Live maps of these ranges are shown next.
  void follow(const SnapshotRanges& newest);
  /// Nothing live is shown.
  void release() { held_.reset(); }
  /// The robust magnitude that is held of live maps; nullopt where none is.
  std::optional<double> heldMagnitude(const std::string& quantity, const std::string& layer = {}) const;

 private:
  std::map<std::int64_t, SnapshotRanges> ranges_;
  std::optional<SnapshotRanges> held_;
  bool complete_ = false;
};

}  // namespace studio
