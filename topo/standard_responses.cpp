// See standard_responses.h.
#include "topo/standard_responses.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace studio {
namespace {

constexpr std::int64_t kStandardisedTogether = 2048;  // long runs of memory, and their sums stay in the cache

/// Some units of all stimuli; stimuli lie `step` apart.
template <typename In, typename Out>
struct Units {
  const In* in;
  Out* out;
  std::int64_t stimuli, step, count;
};

/// Per unit: the mean, and one over the length of what lies around it, 0 where undefined.
struct Standard {
  std::vector<double> mean, scale;
};

/// Values are summed relative to the first: the mean of a constant unit is exactly its value.
template <typename In, typename Out>
Standard standardOf(const Units<In, Out>& some) {
  const auto count = some.count;
  const std::vector<double> first(some.in, some.in + count);
  Standard of{std::vector<double>(first.size(), 0.0), std::vector<double>(first.size(), 0.0)};
  const double* origin = first.data();
  double *mean = of.mean.data(), *scale = of.scale.data();
  for (std::int64_t t = 0; t < some.stimuli; ++t) {
    const In* in = some.in + t * some.step;
    for (std::int64_t u = 0; u < count; ++u) mean[u] += static_cast<double>(in[u]) - origin[u];
  }
  for (std::int64_t u = 0; u < count; ++u) mean[u] = origin[u] + mean[u] / static_cast<double>(some.stimuli);
  for (std::int64_t t = 0; t < some.stimuli; ++t) {
    const In* in = some.in + t * some.step;
    for (std::int64_t u = 0; u < count; ++u) scale[u] += (static_cast<double>(in[u]) - mean[u]) * (static_cast<double>(in[u]) - mean[u]);
  }
  for (auto& square : of.scale) square = std::isfinite(square) && square > 0 ? 1 / std::sqrt(square) : 0;
  return of;
}

/// Each thread owns units, so their sums have one order.
template <typename In, typename Out>
void standardiseUnits(const Units<In, Out>& some, char* defined) {
  const auto of = standardOf(some);
  const double *mean = of.mean.data(), *scale = of.scale.data();
  for (std::int64_t t = 0; t < some.stimuli; ++t) {
    const In* in = some.in + t * some.step;
    Out* out = some.out + t * some.step;
    for (std::int64_t u = 0; u < some.count; ++u) out[u] = static_cast<Out>((static_cast<double>(in[u]) - mean[u]) * scale[u]);
  }
  for (std::int64_t u = 0; u < some.count; ++u) {
    defined[u] = scale[u] > 0;
    if (!defined[u])
      for (std::int64_t t = 0; t < some.stimuli; ++t) some.out[t * some.step + u] = Out(0);
  }
}

template <typename In, typename Out>
void standardiseAll(const at::Tensor& given, StandardResponses& standard) {
  const auto stimuli = given.size(0), units = given.size(1);
  const auto* in = given.const_data_ptr<In>();
  auto* out = standard.values.data_ptr<Out>();
  at::parallel_for(0, units, 64, [&](std::int64_t begin, std::int64_t end) {
    for (auto first = begin; first < end; first += kStandardisedTogether)
      standardiseUnits<In, Out>({in + first, out + first, stimuli, units, std::min(kStandardisedTogether, end - first)}, standard.defined.data() + first);
  });
}

}  // namespace

StandardResponses standardise(const at::Tensor& responses, at::ScalarType type) {
  const bool isFloat = responses.scalar_type() == at::kFloat;
  const auto given = responses.detach().to(at::kCPU, isFloat ? at::kFloat : at::kDouble).contiguous();
  StandardResponses standard{at::empty(given.sizes(), type), std::vector<char>(static_cast<std::size_t>(given.size(1)), 0)};
  if (isFloat && type == at::kFloat)
    standardiseAll<float, float>(given, standard);
  else if (isFloat)
    standardiseAll<float, double>(given, standard);
  else if (type == at::kFloat)
    standardiseAll<double, float>(given, standard);
  else
    standardiseAll<double, double>(given, standard);
  return standard;
}

}  // namespace studio
