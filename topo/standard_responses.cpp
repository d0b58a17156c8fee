// See standard_responses.h.
#include "topo/standard_responses.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <array>
#include <cmath>

namespace studio {
namespace {

constexpr std::int64_t kColumnsTogether = 64;  // a cache line or two of every stimulus; their sums stay in registers and L1

/// Some units of all stimuli; rows lie `step` apart.
template <typename In, typename Out>
struct Columns {
  const In* in;
  Out* out;
  std::int64_t stimuli, step, count;
};

/// Each thread owns units, so their sums have one order. Values are taken relative to the first stimulus: a constant unit becomes
/// exactly 0.
template <typename In, typename Out>
void standardiseColumns(const Columns<In, Out>& columns, char* defined) {
  std::array<double, kColumnsTogether> origin{}, mean{}, scale{};
  const auto everyValue = [&](auto visit) {
    for (std::int64_t t = 0; t < columns.stimuli; ++t)
      for (std::int64_t u = 0; u < columns.count; ++u) visit(static_cast<std::size_t>(u), t * columns.step + u);
  };
  for (std::int64_t u = 0; u < columns.count; ++u) origin[static_cast<std::size_t>(u)] = static_cast<double>(columns.in[u]);
  everyValue([&](std::size_t u, std::int64_t at) { mean[u] += static_cast<double>(columns.in[at]) - origin[u]; });
  for (auto& each : mean) each /= static_cast<double>(columns.stimuli);
  everyValue([&](std::size_t u, std::int64_t at) {
    const double from = static_cast<double>(columns.in[at]) - origin[u] - mean[u];
    scale[u] += from * from;
  });
  for (std::int64_t u = 0; u < columns.count; ++u) {
    auto& square = scale[static_cast<std::size_t>(u)];
    defined[u] = std::isfinite(square) && square > 0;
    square = defined[u] ? 1 / std::sqrt(square) : 0;
  }
  everyValue([&](std::size_t u, std::int64_t at) {
    const double from = static_cast<double>(columns.in[at]) - origin[u] - mean[u];
    columns.out[at] = scale[u] > 0 ? static_cast<Out>(from * scale[u]) : Out(0);
  });
}

template <typename In, typename Out>
void standardiseAll(const at::Tensor& given, StandardResponses& standard) {
  const auto stimuli = given.size(0), units = given.size(1);
  const auto* in = given.const_data_ptr<In>();
  auto* out = standard.values.data_ptr<Out>();
  at::parallel_for(0, (units + kColumnsTogether - 1) / kColumnsTogether, 1, [&](std::int64_t begin, std::int64_t end) {
    for (auto first = begin * kColumnsTogether; first < std::min(units, end * kColumnsTogether); first += kColumnsTogether)
      standardiseColumns<In, Out>({in + first, out + first, stimuli, units, std::min(kColumnsTogether, units - first)},
                                  standard.defined.data() + first);
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
