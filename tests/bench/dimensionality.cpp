// Effective dimensionality of a large layer from traces against the eigenvalues of the covariance in LibTorch.
#include "topo/dimensionality.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <cmath>

#include "bench_row.h"

namespace studio::bench {
namespace {

constexpr std::int64_t kImages = 2000, kUnits = 3072;

double byEigenvalues(const torch::Tensor& features) {
  const auto values = torch::linalg_eigvalsh(torch::cov(features.t())).to(torch::kDouble);
  return (values.sum().square() / values.square().sum()).item<double>();
}

}  // namespace

std::vector<Result> measureDimensionality(const Row& row, const Options& options) {
  torch::manual_seed(1);
  const auto spread =
      torch::pow(torch::arange(1, kUnits + 1, torch::kFloat), -0.3);  // variances fall as they do in networks
  const auto features = (torch::randn({kImages, kUnits}) * spread).matmul(torch::randn({kUnits, kUnits})) + 5;
  double ours = 0, peer = 0;
  const auto times = timeAlternately(
      options.repeats, [&] { return timed([&] { ours = effectiveDimensionality(features); }); },
      [&] { return timed([&] { peer = byEigenvalues(features); }); });
  auto result = makeResult(row.name, row.peer, times);
  const double exact = effectiveDimensionality(features.to(torch::kDouble));
  result.error = std::max(std::abs(ours / exact - 1), std::abs(byEigenvalues(features.to(torch::kDouble)) / exact - 1));
  result.errorBound = 1e-5;
  result.errorMeaning = "relative difference from the value in double, and of that from eigenvalues in double";
  return {result};
}

}  // namespace studio::bench
