// TopoLoss of a network's weights: ours, the formula composed of LibTorch operations with autograd, and the published
// package.
#include <torch/autograd.h>
#include <torch/types.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "bench_row.h"
#include "python_peer.h"
#include "topo/cortical_sheet.h"
#include "topo/topo_loss.h"

namespace studio::bench {
namespace {

struct TopolossCase {
  std::vector<std::vector<std::int64_t>> shapes;  ///< of the weights
  double factor = 3;
};

// The peer: TopoLoss composed of LibTorch operations the way the published package composes PyTorch's, for autograd.

torch::Tensor layerLoss(const torch::Tensor& weight, double factor) {
  const auto sheet = CorticalSheet::ofUnits(weight.size(0));
  const auto grid =
      weight.reshape({sheet.height, sheet.width, -1}).permute({2, 0, 1}).unsqueeze(0);  // [1, depth, height, width]
  const double scale = 1.0 / factor;
  const auto low = [&](std::int64_t size) { return static_cast<std::int64_t>(static_cast<double>(size) * scale); };
  const auto down = at::upsample_bilinear2d(grid, {low(sheet.height), low(sheet.width)}, false, scale, scale);
  const auto up = at::upsample_bilinear2d(down, {sheet.height, sheet.width}, false);
  const auto rows = [](const torch::Tensor& x) {
    return x.squeeze(0).permute({1, 2, 0}).flatten(0, 1);
  };  // -> [units, depth]
  return 1 - at::cosine_similarity(rows(grid), rows(up), -1).mean();
}

/// Mean over the weights of 1 - mean cosine to the bilinear blur; 0-dim, differentiable.
torch::Tensor composedTopoloss(const std::vector<torch::Tensor>& weights, double factor) {
  std::vector<torch::Tensor> losses;
  for (const auto& weight : weights) losses.push_back(layerLoss(weight, factor));
  return torch::stack(losses).mean();
}

// Ours against it.

constexpr double kErrorBound = 1e-6;

std::vector<torch::Tensor> makeWeights(const TopolossCase& wanted) {
  torch::manual_seed(1);
  std::vector<torch::Tensor> weights;
  for (const auto& shape : wanted.shapes) {
    std::int64_t depth = 1;
    for (std::size_t i = 1; i < shape.size(); ++i) depth *= shape[i];
    // PyTorch's default first weights; the gradient is there as after a backward pass.
    auto weight = (torch::rand(shape) * 2 - 1) / std::sqrt(static_cast<double>(depth));
    weight.requires_grad_(true);
    weight.mutable_grad() = torch::zeros_like(weight);
    weights.push_back(weight);
  }
  return weights;
}

TopoLoss makeLoss(const std::vector<torch::Tensor>& weights, double factor) {
  std::vector<LayerLoss> layers;
  for (const auto& weight : weights)
    layers.push_back({std::to_string(layers.size()), SheetKind::Weight, weight,
                      SheetLoss(weight.sizes().vec(), SheetKind::Weight, {factor, factor, BlurMode::Bilinear, false}),
                      1.0, false});
  return TopoLoss(std::move(layers));
}

struct Reference {
  double loss = 0;
  std::vector<torch::Tensor> gradients;
};

/// Loss and gradients in double, by autograd.
Reference makeReferenceLoss(const std::vector<torch::Tensor>& weights, double factor) {
  std::vector<torch::Tensor> exact;
  for (const auto& weight : weights) exact.push_back(weight.detach().to(torch::kDouble).requires_grad_(true));
  const auto loss = composedTopoloss(exact, factor);
  return {loss.item<double>(), torch::autograd::grad({loss}, {exact.begin(), exact.end()})};
}

/// The worse of |loss difference| and |gradient difference| / |gradient|, over all weights together.
double maximumError(const TopoLoss& loss, const std::vector<torch::Tensor>& weights, double factor) {
  const auto reference = makeReferenceLoss(weights, factor);
  for (const auto& weight : weights) weight.grad().zero_();
  const double lossError = std::abs(loss.addGradients().total.item<double>() - reference.loss);
  double difference = 0, norm = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    difference += (weights[i].grad().to(torch::kDouble) - reference.gradients[i]).square().sum().item<double>();
    norm += reference.gradients[i].square().sum().item<double>();
  }
  return std::max(lossError, std::sqrt(difference / norm));
}

double copyMilliseconds(const std::vector<torch::Tensor>& weights, int repeats) {
  const torch::NoGradGuard noGraph;
  std::vector<torch::Tensor> copies;
  for (const auto& weight : weights) copies.push_back(torch::zeros_like(weight));
  std::vector<double> times;
  for (int i = 0; i < repeats + 1; ++i)
    times.push_back(timed([&] {
      for (std::size_t w = 0; w < weights.size(); ++w) copies[w].copy_(weights[w]);
    }));
  times.erase(times.begin());
  return computeMedian(times);
}

/// The row itself and, where the package is installed, `row@python`.
std::vector<Result> measureTopoloss(const Row& row, const TopolossCase& wanted, const Options& options) {
  const auto weights = makeWeights(wanted);
  const auto loss = makeLoss(weights, wanted.factor);
  const auto ours = [&] { return timed([&] { loss.addGradients(); }); };
  const auto composed = [&] { return timed([&] { composedTopoloss(weights, wanted.factor).backward(); }); };
  std::vector<Result> results{makeResult(row.name, row.peer, timeAlternately(options.repeats, ours, composed))};
  if (PythonPeer peer; peer.start("peer_topoloss.py", wanted.shapes, wanted.factor)) {
    const auto times = timeAlternately(options.repeats, ours, [&] { return peer.milliseconds(); });
    results.push_back(makeResult(std::string(row.name) + "@python", peer.title(), times));
  }
  const double copyMs = copyMilliseconds(weights, options.repeats), error = maximumError(loss, weights, wanted.factor);
  for (auto& result : results) {
    result.copyMs = copyMs, result.error = error, result.errorBound = kErrorBound;
    result.errorMeaning = "of loss and gradient against float64";
  }
  return results;
}

}  // namespace

// All 20 convolutions of a ResNet-18 with 224-pixel stem, value and gradient, factor 3.

std::vector<Result> measureTopolossResnet18(const Row& row, const Options& options) {
  TopolossCase weights{{{64, 3, 7, 7}}, 3};
  std::int64_t before = 64;
  for (const std::int64_t width : {64, 128, 256, 512}) {
    weights.shapes.push_back({width, before, 3, 3});
    for (int i = 0; i < 3; ++i) weights.shapes.push_back({width, width, 3, 3});
    if (width != before) weights.shapes.push_back({width, before, 1, 1});  // downsample.0
    before = width;
  }
  return measureTopoloss(row, weights, options);
}

// The twelve c_fc matrices of a GPT-2 124M, value and gradient, factor 3.

std::vector<Result> measureTopolossGpt(const Row& row, const Options& options) {
  return measureTopoloss(row, {std::vector<std::vector<std::int64_t>>(12, {3072, 768}), 3}, options);
}

}  // namespace studio::bench
