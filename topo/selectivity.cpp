// t values from sums and sums of squares over groups of stimuli: four matrix products, whatever the number of contrasts.
#include "topo/selectivity.h"

#include <ATen/ops/matmul.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros_like.h>

#include <stdexcept>

namespace studio {
namespace {

/// Below this share of its mean square a variance is rounding noise of the sums (float responses carry 1e-7 each).
constexpr double kNoise = 1e-13;

struct Moments {
  at::Tensor count;      ///< [groups, 1]
  at::Tensor mean;       ///< [groups, units]
  at::Tensor variance;   ///< [groups, units], ddof 0
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
  const auto values = exact - exact.narrow(0, 0, 1);   // differences of means do not change; a constant unit is exactly 0
  const auto first = memberMoments(on.to(at::kDouble), values);
  const auto second = memberMoments(off.to(at::kDouble), values);
  const auto difference = first.mean - second.mean;
  const auto error = (first.variance / first.count + second.variance / second.count).sqrt();
  return at::where(error == 0, at::zeros_like(error), difference / error).to(at::kFloat);
}

}  // namespace

at::Tensor selectivityOfContrasts(const at::Tensor& responses, const at::Tensor& on, const at::Tensor& off) {
  if (responses.dim() != 2 || responses.size(0) == 0 || on.dim() != 2 || on.sizes() != off.sizes() || on.size(1) != responses.size(0))
    throw std::invalid_argument("selectivity needs responses [stimuli, units] and two sides [contrasts, stimuli]");
  return tOfGroups(responses, on, off);
}

}  // namespace studio
