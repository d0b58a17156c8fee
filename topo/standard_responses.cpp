// See standard_responses.h.
#include "topo/standard_responses.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace studio {

constexpr std::int64_t kUnitsTogether = 64;  // a block in double that stays in the cache

StandardResponses standardise(const at::Tensor& responses, at::ScalarType type) {
  const auto given = responses.detach().to(at::kCPU);
  const auto stimuli = given.size(0), units = given.size(1);
  StandardResponses standard{at::empty({stimuli, units}, type), {}};
  standard.defined.reserve(static_cast<std::size_t>(units));
  for (std::int64_t first = 0; first < units; first += kUnitsTogether) {
    const auto count = std::min(kUnitsTogether, units - first);
    auto block = given.narrow(1, first, count).to(at::kDouble);  // [stimuli, count]
    block = block - block.narrow(0, 0, 1);                       // a constant unit becomes exactly 0
    block = block - block.mean(0, true);
    const auto length = block.square().sum(0).sqrt();
    const auto defined = at::isfinite(length).logical_and(length > 0).contiguous();
    standard.values.narrow(1, first, count).copy_(at::where(defined, block / length, at::zeros({}, block.options())));
    const auto* flags = defined.const_data_ptr<bool>();
    standard.defined.insert(standard.defined.end(), flags, flags + count);
  }
  return standard;
}

}  // namespace studio
