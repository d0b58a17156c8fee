#include "topoloss_case.h"

#include <torch/autograd.h>

#include <algorithm>
#include <cmath>

#include "composed_topoloss.h"
#include "paired_times.h"
#include "python_peer.h"
#include "topo/topo_loss.h"

namespace studio::bench {
namespace {

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

TopoLoss lossOf(const std::vector<torch::Tensor>& weights, double factor) {
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
Reference referenceOf(const std::vector<torch::Tensor>& weights, double factor) {
  std::vector<torch::Tensor> exact;
  for (const auto& weight : weights) exact.push_back(weight.detach().to(torch::kDouble).requires_grad_(true));
  const auto loss = composedTopoloss(exact, factor);
  return {loss.item<double>(), torch::autograd::grad({loss}, {exact.begin(), exact.end()})};
}

/// The worse of |loss difference| and |gradient difference| / |gradient|, over all weights together.
double errorOf(const TopoLoss& loss, const std::vector<torch::Tensor>& weights, double factor) {
  const auto reference = referenceOf(weights, factor);
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
  return medianOf(times);
}

}  // namespace

std::vector<Result> measureTopoloss(const Row& row, const TopolossCase& wanted, const Options& options) {
  const auto weights = makeWeights(wanted);
  const auto loss = lossOf(weights, wanted.factor);
  const auto ours = [&] { return timed([&] { loss.addGradients(); }); };
  const auto composed = [&] { return timed([&] { composedTopoloss(weights, wanted.factor).backward(); }); };
  std::vector<Result> results{resultOf(row.name, row.peer, timeAlternately(options.repeats, ours, composed))};
  if (PythonPeer peer; peer.start("peer_topoloss.py", wanted.shapes, wanted.factor)) {
    const auto times = timeAlternately(options.repeats, ours, [&] { return peer.milliseconds(); });
    results.push_back(resultOf(std::string(row.name) + "@python", peer.title(), times));
  }
  const double copyMs = copyMilliseconds(weights, options.repeats), error = errorOf(loss, weights, wanted.factor);
  for (auto& result : results) {
    result.copyMs = copyMs, result.error = error, result.errorBound = kErrorBound;
    result.errorMeaning = "of loss and gradient against float64";
  }
  return results;
}

}  // namespace studio::bench
