// Random numbers for permutations and random sets: each trial has a state of its own, so that any thread may take any
// of them and the same seed gives the same numbers. The standard library's shuffles and distributions differ from one
// library to the next; its engines do not.
#pragma once
#include <cstddef>
#include <cstdint>
#include <random>

namespace studio {

/// The random state of one trial.
inline std::mt19937_64 trialRandom(std::uint64_t seed, std::int64_t trial) {
  const auto number = static_cast<std::uint64_t>(trial);
  std::seed_seq states{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32),
                       static_cast<std::uint32_t>(number), static_cast<std::uint32_t>(number >> 32)};
  return std::mt19937_64(states);
}

/// 0 .. count - 1, each as likely as the others.
inline std::size_t randomIndex(std::mt19937_64& random, std::size_t count) {
  return static_cast<std::size_t>(static_cast<double>(random() >> 11) * 0x1p-53 * static_cast<double>(count));
}

}  // namespace studio
