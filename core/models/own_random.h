// While it lives, random numbers of this thread come from a generator of its own instead of the process' default one:
// networks are made beside a training run without touching what the run draws, and the same seed gives the same bits as
// torch::manual_seed() would.
#pragma once
#include <ATen/core/Generator.h>

#include <cstdint>
#include <memory>

namespace studio {

class OwnRandom {
 public:
  /// The guards of one thread may be nested; the newest counts. Tensors on the CPU.
  explicit OwnRandom(std::uint64_t seed);
  ~OwnRandom();
  OwnRandom(const OwnRandom&) = delete;
  OwnRandom& operator=(const OwnRandom&) = delete;

 private:
  struct Switch;
  at::Generator generator_;
  at::Generator* before_;
  std::unique_ptr<Switch> switch_;  ///< lets the calls of this thread pass the fallback below
};

}  // namespace studio
