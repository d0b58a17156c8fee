// t values from sums and sums of squares over groups of stimuli: four matrix products, whatever the number of
// contrasts.
#include "topo/selectivity.h"

#include <ATen/ATen.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "topo/group_moments.h"

namespace studio {
namespace {

/// Below this share of its mean square a variance is rounding noise of the sums (float responses carry 1e-7 each).
constexpr double kNoise = 1e-13;

struct Moments {
  at::Tensor count;     ///< [groups, 1]
  at::Tensor mean;      ///< [groups, units]
  at::Tensor variance;  ///< [groups, units], ddof 0
};

/// members [groups, stimuli] of 0 and 1, values [stimuli, units], all double.
Moments memberMoments(const at::Tensor& members, const at::Tensor& values) {
  Moments moments;
  moments.count = members.sum(1, true);
  moments.mean = at::matmul(members, values) / moments.count;
  const auto square = at::matmul(members, values * values) / moments.count;
  const auto variance = (square - moments.mean * moments.mean).clamp_min(0);
  moments.variance = at::where(variance <= kNoise * square, at::zeros_like(variance), variance);
  return moments;
}

/// on, off [groups, stimuli] bool -> t [groups, units].
at::Tensor tOfGroups(const at::Tensor& responses, const at::Tensor& on, const at::Tensor& off) {
  const auto exact = responses.detach().to(at::kDouble);
  const auto values =
      exact - exact.narrow(0, 0, 1);  // differences of means do not change; a constant unit is exactly 0
  const auto first = memberMoments(on.to(at::kDouble), values);
  const auto second = memberMoments(off.to(at::kDouble), values);
  const auto difference = first.mean - second.mean;
  const auto error = (first.variance / first.count + second.variance / second.count).sqrt();
  return at::where(error == 0, at::zeros_like(error), difference / error).to(at::kFloat);
}

}  // namespace

at::Tensor selectivityOfContrasts(const at::Tensor& responses, const at::Tensor& on, const at::Tensor& off) {
  if (responses.dim() != 2 || responses.size(0) == 0 || on.dim() != 2 || on.sizes() != off.sizes() ||
      on.size(1) != responses.size(0))
    throw std::invalid_argument("selectivity needs responses [stimuli, units] and two sides [contrasts, stimuli]");
  return tOfGroups(responses, on, off);
}

// The statistics of selectivity.h that leave out undefined responses, and their significance.

namespace {

at::Tensor orZero(const at::Tensor& difference, const at::Tensor& error) {
  return at::where(error == 0, at::zeros_like(error), difference / error);
}

/// NaN unless both groups have two responses and one of them varies.
at::Tensor orUndefined(const at::Tensor& value, const GroupMoments& on, const GroupMoments& off) {
  const auto defined = (on.count >= 2).logical_and(off.count >= 2).logical_and(on.variance + off.variance > 0);
  return at::where(defined, value, at::full_like(value, NAN));
}

/// [t, welchT, welchDf, pooledT, d', studentT] -> [6, units].
at::Tensor statisticsOf(const GroupMoments& on, const GroupMoments& off) {
  const auto difference = on.mean - off.mean;
  const auto t = orZero(difference, (on.variance / on.count + off.variance / off.count).sqrt());
  const auto dPrime = orZero(difference, ((on.variance + off.variance) / 2).sqrt());
  const auto first = on.variance / (on.count - 1),
             second = off.variance / (off.count - 1);  // squared errors of the means, ddof 1
  const auto welch = orUndefined(difference / (first + second).sqrt(), on, off);
  const auto freedom =
      (first + second).square() / (first.square() / (on.count - 1) + second.square() / (off.count - 1));
  const auto pooled = (on.count * on.variance + off.count * off.variance) / (on.count + off.count - 2);
  const auto student = orUndefined(difference / (pooled * (1 / on.count + 1 / off.count)).sqrt(), on, off);
  return at::stack({t, welch, orUndefined(freedom, on, off), pooledTOf(on, off), dPrime, student});  // -> [6, units]
}

at::Tensor pOf(const at::Tensor& t, const at::Tensor& freedom) {
  auto p = at::empty_like(t);
  for (std::int64_t unit = 0; unit < t.numel(); ++unit)
    p.data_ptr<double>()[unit] = twoSidedP(t.const_data_ptr<double>()[unit], freedom.const_data_ptr<double>()[unit]);
  return p;
}

at::Tensor meansOf(const at::Tensor& responses, const std::vector<at::Tensor>& categories) {  // -> [categories, units]
  std::vector<at::Tensor> members, means;
  for (const auto& category : categories) {
    members.push_back(requireMembers(responses, category));
    if (!members.back().any().item<bool>()) throw std::invalid_argument("a category of the contrast holds no stimulus");
  }
  if (members.empty()) throw std::invalid_argument("a contrast needs at least one category on each side");
  for (const auto& member : members)
    means.push_back(overUnits(responses, [&](const at::Tensor& block) { return momentsOf(block, member).mean; }));
  return at::stack(means);
}

}  // namespace

UnitStatistics unitStatistics(const at::Tensor& responses, const at::Tensor& on, const at::Tensor& off) {
  const auto first = requireMembers(responses, on), second = requireMembers(responses, off);
  if (first.logical_and(second).any().item<bool>())
    throw std::invalid_argument("a stimulus of a contrast cannot be on and off at once");
  const auto all = overUnits(responses, [&](const at::Tensor& block) {
    return statisticsOf(momentsOf(block, first), momentsOf(block, second));
  });
  const auto row = [&](std::int64_t index) { return all[index].contiguous(); };  // [units]
  return {row(0), row(1), pOf(row(1), row(2)), row(2), row(3), row(4), row(5)};
}

at::Tensor categoryAveragedT(const at::Tensor& responses, const std::vector<at::Tensor>& onCategories,
                             const std::vector<at::Tensor>& offCategories) {
  const auto on = meansOf(responses, onCategories), off = meansOf(responses, offCategories);
  const auto means = at::cat({on, off});  // -> [categories, units]
  const auto isOn = at::arange(means.size(0)) < on.size(0);
  return unitStatistics(means, isOn, isOn.logical_not()).t;
}

at::Tensor significant(const at::Tensor& p, double q) {
  if (!(q > 0 && q < 1)) throw std::invalid_argument("a false discovery rate lies between 0 and 1");
  const auto exact = p.detach().to(at::kCPU, at::kDouble).contiguous();
  const auto* values = exact.const_data_ptr<double>();
  std::vector<double> sorted;
  std::copy_if(values, values + exact.numel(), std::back_inserter(sorted),
               [](double value) { return !std::isnan(value); });
  std::sort(sorted.begin(), sorted.end());
  double limit = -1;  // the largest p(k) with p(k) <= k q / m
  for (std::size_t k = 1; k <= sorted.size(); ++k)
    if (sorted[k - 1] <= static_cast<double>(k) * q / static_cast<double>(sorted.size())) limit = sorted[k - 1];
  return exact <= limit;
}

}  // namespace studio
