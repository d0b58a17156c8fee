// See group_moments.h. Two passes: the variance is taken around the group's own mean.
#include "topo/group_moments.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <stdexcept>

namespace studio {
namespace {

constexpr double kRounding = 1e-28;  // a smaller share of the mean square is rounding of the mean in double
constexpr std::int64_t kValuesTogether = std::int64_t{1} << 21;  // 16 MB in double

}  // namespace

GroupMoments momentsOf(const at::Tensor& values, const at::Tensor& members) {
  const auto chosen = values.index({members});  // [group, units]
  const auto finite = at::isfinite(chosen);
  const auto zero = at::zeros({}, chosen.options());
  GroupMoments moments;
  moments.count = finite.sum(0).to(at::kDouble);
  moments.mean = at::where(finite, chosen, zero).sum(0) / moments.count;
  const auto deviation = at::where(finite, chosen - moments.mean, zero);
  moments.variance = deviation.square().sum(0) / moments.count;
  moments.variance = at::where(moments.variance <= kRounding * moments.mean.square(), moments.variance * 0, moments.variance);
  return moments;
}

at::Tensor pooledTOf(const GroupMoments& on, const GroupMoments& off) {
  const auto pooled = ((on.count - 1) * on.variance + (off.count - 1) * off.variance) / (on.count + off.count - 2);
  const auto t = (on.mean - off.mean) / (pooled * (1 / on.count + 1 / off.count)).sqrt();
  const auto defined = (on.count >= 2).logical_and(off.count >= 2).logical_and(pooled > 0);
  return at::where(defined, t, at::full_like(t, NAN));
}

at::Tensor overUnits(const at::Tensor& responses, const std::function<at::Tensor(const at::Tensor&)>& make) {
  const auto given = responses.detach().to(at::kCPU);
  const auto together = std::max<std::int64_t>(1, kValuesTogether / std::max<std::int64_t>(1, given.size(0)));
  std::vector<at::Tensor> parts;
  for (const auto& block : given.split(together, 1)) parts.push_back(make(block.to(at::kDouble)));
  return at::cat(parts, -1);
}

at::Tensor requireMembers(const at::Tensor& responses, const at::Tensor& members) {
  if (responses.dim() != 2 || responses.size(1) < 1 || members.dim() != 1 || members.scalar_type() != at::kBool ||
      members.size(0) != responses.size(0))
    throw std::invalid_argument("a contrast needs responses [stimuli, units] and, for each group, one true or false a stimulus");
  return members.to(at::kCPU);
}

}  // namespace studio
