// SplitMix64 over a state that is itself mixed from the counter.
#include "core/data/counter_random.h"

#include <limits>
#include <numeric>
#include <utility>

namespace studio {
namespace {

std::uint64_t mix(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

constexpr std::uint64_t kGolden = 0x9e3779b97f4a7c15ULL;

}  // namespace

CounterRandom::CounterRandom(std::int64_t seed, std::int64_t epoch, std::int64_t index, std::uint64_t purpose)
    : state_(kGolden) {
  for (const auto part : {static_cast<std::uint64_t>(seed), static_cast<std::uint64_t>(epoch),
                          static_cast<std::uint64_t>(index), purpose})
    state_ = mix(state_ + kGolden + part);
}

std::uint64_t CounterRandom::next() { return mix(state_ += kGolden); }

std::int64_t CounterRandom::below(std::int64_t bound) {
  const auto range = static_cast<std::uint64_t>(bound);
  const auto limit =
      std::numeric_limits<std::uint64_t>::max() / range * range;  // a multiple of the range: no value is favoured
  std::uint64_t value = next();
  while (value >= limit) value = next();
  return static_cast<std::int64_t>(value % range);
}

double CounterRandom::uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

std::vector<std::int64_t> shuffledOrder(std::int64_t count, std::int64_t seed, std::int64_t epoch,
                                        std::uint64_t purpose) {
  std::vector<std::int64_t> order(static_cast<std::size_t>(count));
  std::iota(order.begin(), order.end(), std::int64_t{0});
  CounterRandom random(seed, epoch, count, purpose);
  for (std::int64_t last = count - 1; last > 0; --last)  // Fisher and Yates
    std::swap(order[static_cast<std::size_t>(last)], order[static_cast<std::size_t>(random.below(last + 1))]);
  return order;
}

}  // namespace studio
