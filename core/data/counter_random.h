// Random numbers as a function of what they are for: (seed, epoch, index) -> number. No state, so nothing to save on a
// checkpoint, and any number of threads draws the same. Source of the mixing: SplitMix64 (Steele, Lea, Flood, 2014).
#pragma once
#include <cstdint>
#include <vector>

namespace studio {

class CounterRandom {
 public:
  /// `purpose` keeps the streams of different users apart.
  CounterRandom(std::int64_t seed, std::int64_t epoch, std::int64_t index, std::uint64_t purpose);
  std::uint64_t next();
  /// 0 <= value < bound; bound 1 or more. Unbiased.
  std::int64_t below(std::int64_t bound);
  /// 0 <= value < 1, 53 bits.
  double uniform();

 private:
  std::uint64_t state_;
};

/// The numbers 0 .. count - 1 in a random order that depends on (seed, epoch, purpose) alone.
std::vector<std::int64_t> shuffledOrder(std::int64_t count, std::int64_t seed, std::int64_t epoch,
                                        std::uint64_t purpose);

inline constexpr std::uint64_t kOrderPurpose = 1, kSplitPurpose = 2, kAugmentPurpose = 3, kBarsPurpose = 4,
                               kSyntheticPurpose = 5, kPlacesPurpose = 6, kNeighbourhoodPurpose = 7;

}  // namespace studio
