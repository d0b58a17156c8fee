// Sums stay on the device, in double, until the last batch.
#include "core/eval/evaluator.h"

#include <torch/nn/functional/loss.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>

#include "core/eval/evaluation_mode.h"
#include "core/run/error.h"

namespace studio {
namespace {

void requireClasses(const torch::Tensor& logits, const Dataset& data) {
  const auto classes = static_cast<std::int64_t>(data.classNames().size());
  if (classes > logits.size(1))
    throw UserError("The data have " + std::to_string(classes) + " classes, the model tells " + std::to_string(logits.size(1)) + " apart; use data of its classes.");
}

/// [loss, right, right among five] summed over the batch.
torch::Tensor sumsOf(const torch::Tensor& logits, const torch::Tensor& labels) {
  const auto exact = logits.to(torch::kFloat32);
  const auto loss = torch::nn::functional::cross_entropy(exact, labels, torch::nn::functional::CrossEntropyFuncOptions().reduction(torch::kSum));
  const auto best = std::get<1>(exact.topk(std::min<std::int64_t>(5, exact.size(1)), 1));   // [batch, 5], most likely first
  const auto hits = best == labels.unsqueeze(1);
  return torch::stack({loss.to(torch::kDouble), hits.select(1, 0).sum().to(torch::kDouble), hits.sum().to(torch::kDouble)});
}

}  // namespace

Evaluation evaluate(Model& model, std::shared_ptr<const Dataset> data, Batcher::Options options, RunControl* control) {
  if (data->size() == 0) throw UserError("There are no images to evaluate; name data with images, or a larger data.validation.");
  if (data->classNames().empty()) throw UserError("The data have no labels, so there is no accuracy to measure; add an array y with the class of each image.");
  torch::NoGradGuard noGrad;
  const EvaluationMode mode(model);
  options.shuffle = false;
  options.augment = "none";
  auto sums = torch::zeros({3}, torch::TensorOptions(torch::kDouble).device(options.device));
  Evaluation result;
  Batcher batcher(data, options);
  while (!control || control->proceed()) {
    const auto batch = batcher.next();
    if (!batch) break;
    const auto logits = model.forward(batch->images);
    if (result.count == 0) requireClasses(logits, *data);
    sums += sumsOf(logits, batch->labels);
    result.count += batch->size;
  }
  const auto values = sums.cpu();
  const auto mean = [&](int index) { return result.count ? values[index].item<double>() / static_cast<double>(result.count) : 0; };
  result.loss = mean(0);
  result.accuracy = mean(1);
  result.top5 = mean(2);
  return result;
}

}  // namespace studio
