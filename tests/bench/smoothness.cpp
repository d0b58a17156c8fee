// The correlation-distance curve of a large layer against the loop over units that published code runs in NumPy, and of
// a very large one in its Fourier form against the whole correlation matrix in LibTorch.
#include "topo/smoothness.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "bench_row.h"
#include "python_peer.h"

namespace studio::bench {
namespace {

constexpr std::int64_t kStimuli = 2000, kHeight = 48, kWidth = 64;                  // 3,072 units
constexpr std::int64_t kLargeStimuli = 256, kLargeHeight = 128, kLargeWidth = 196;  // 25,088 units

/// Waves over the sheet and a little that is unlike from unit to unit; the same in peer_smoothness.py.
torch::Tensor makeResponses(std::int64_t stimuli, std::int64_t height, std::int64_t width) {
  const auto units = torch::arange(height * width, torch::kDouble);
  const auto row = (units / width).floor(), column = units - row * width;
  const auto t = torch::arange(stimuli, torch::kDouble).unsqueeze(1);
  const auto waves = (0.2 * row * t.cos() + 0.15 * column * (1.3 * t).sin() + t).sin();
  return (waves + 0.4 * (1.7 * t * units.remainder(97)).cos()).to(torch::kFloat);  // [stimuli, units]
}

double largestDifference(const DistanceCurve& a, const DistanceCurve& b) {
  if (a.pairs != b.pairs) return std::nan("");
  double largest = 0;
  for (std::size_t bin = 0; bin < a.pairs.size(); ++bin)
    largest = std::max(largest, std::abs(a.correlation[bin] - b.correlation[bin]));
  return largest;
}

/// The bin of each pair of units, by the distance of their rows: [height, width, width].
torch::Tensor binsByRows(const DistanceBins& bins) {
  const auto down = torch::arange(kLargeHeight, torch::kDouble).view({-1, 1, 1});
  const auto right =
      torch::arange(kLargeWidth, torch::kDouble).unsqueeze(1) - torch::arange(kLargeWidth, torch::kDouble);
  const auto distance = (down * down + right * right).sqrt();
  const auto index = torch::bucketize(distance, torch::tensor(bins.edges, torch::kDouble), false, true) - 1;
  return index.clamp_max(static_cast<std::int64_t>(bins.edges.size()) - 2);
}

/// Sum of r in each bin, from the whole matrix, units with themselves included.
torch::Tensor byMatrix(const torch::Tensor& responses, const torch::Tensor& bins, std::int64_t count) {
  auto z = responses - responses.mean(0);
  z = z / z.square().sum(0).sqrt();
  const auto r =
      torch::mm(z.t(), z).view({kLargeHeight, kLargeWidth, kLargeHeight, kLargeWidth});  // [units, units] as four axes
  auto sums = torch::zeros({count}, torch::kDouble);
  for (std::int64_t row = 0; row < kLargeHeight; ++row) {
    const auto apart = (torch::arange(kLargeHeight) - row).abs();
    const auto index = bins.index_select(0, apart).transpose(0, 1).contiguous();  // [width, height, width]
    sums += torch::bincount(index.flatten(), r[row].flatten().to(torch::kDouble), count);
  }
  return sums;
}

}  // namespace

std::vector<Result> measureSmoothness(const Row& row, const Options& options) {
  const auto responses = makeResponses(kStimuli, kHeight, kWidth);
  const auto bins = defaultBins(kHeight, kWidth);
  PythonPeer numpy;
  if (!numpy.start("peer_smoothness.py",
                   {{"stimuli", kStimuli}, {"height", kHeight}, {"width", kWidth}, {"edges", bins.edges}}))
    return {};
  const auto ours = [&] { return timed([&] { correlationCurve(responses, kHeight, kWidth, bins); }); };
  auto result = makeResult(row.name, row.peer + (", " + numpy.title()),
                           timeAlternately(options.repeats, ours, [&] { return numpy.milliseconds(); }));
  const auto curve = correlationCurve(responses, kHeight, kWidth, bins);
  const auto exact = correlationCurve(responses.to(torch::kDouble), kHeight, kWidth, bins, CurveMethod::Product);
  result.error = std::max(largestDifference(curve, exact), std::abs(curveSmoothness(curve).maxMinusMin - numpy.loss()));
  result.errorBound = 1e-5;
  result.errorMeaning = "largest difference of a bin from double, or of the smoothness from the peer's";
  return {result};
}

std::vector<Result> measureSmoothnessLarge(const Row& row, const Options& options) {
  const auto responses = makeResponses(kLargeStimuli, kLargeHeight, kLargeWidth);
  const auto bins = defaultBins(kLargeHeight, kLargeWidth);
  const auto index = binsByRows(bins);
  const auto count = static_cast<std::int64_t>(bins.edges.size()) - 1;
  const auto ours = [&] { return timed([&] { correlationCurve(responses, kLargeHeight, kLargeWidth, bins); }); };
  const auto peer = [&] { return timed([&] { byMatrix(responses, index, count); }); };
  auto result = makeResult(row.name, row.peer, timeAlternately(options.repeats, ours, peer));
  const auto curve = correlationCurve(responses, kLargeHeight, kLargeWidth, bins);
  result.error = largestDifference(
      curve, correlationCurve(responses.to(torch::kDouble), kLargeHeight, kLargeWidth, bins, CurveMethod::Product));
  auto sums = byMatrix(responses, index, count);
  sums[0] -= kLargeHeight * kLargeWidth;  // units with themselves
  for (std::int64_t bin = 0; bin < count; ++bin) {
    const auto pairs = static_cast<double>(curve.pairs[static_cast<std::size_t>(bin)]);
    result.error = std::max(result.error, std::abs(sums[bin].item<double>() / (2 * pairs) -
                                                   curve.correlation[static_cast<std::size_t>(bin)]));
  }
  result.errorBound = 1e-5;
  result.errorMeaning = "largest difference of a bin, from double and from the peer's";
  return {result};
}

}  // namespace studio::bench
