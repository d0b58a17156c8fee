// Sums stay on the device, in double, until the last batch.
#include "core/network/evaluator.h"

#include <torch/nn/functional/loss.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/network/evaluation_mode.h"
#include "core/network/autocast.h"
#include "core/run/error.h"

namespace studio {
namespace {

/// As many as the model tells apart, or fewer.
void requireClasses(Model& model, const Dataset& data, const Batcher::Options& options) {
  const torch::NoGradGuard noGrad;
  const EvaluationMode mode(model);
  const auto classes = static_cast<std::int64_t>(data.classNames().size()),
             told = model.forward(makeBatch(data, {0}, options).images).size(1);
  if (classes > told)
    throw UserError("The data have " + std::to_string(classes) + " classes, the model tells " + std::to_string(told) +
                    " apart; use data of its classes.");
}

/// [loss, right, right among five] summed over the batch: logits [batch, classes], labels [batch], or
/// [batch, tokens, vocabulary] and [batch, tokens].
torch::Tensor sumsOf(const torch::Tensor& batchLogits, const torch::Tensor& batchLabels) {
  const auto exact = batchLogits.to(torch::kFloat32).flatten(0, -2);  // -> [predictions, classes]
  const auto labels = batchLabels.flatten();                          // -> [predictions]
  const auto loss = torch::nn::functional::cross_entropy(
      exact, labels, torch::nn::functional::CrossEntropyFuncOptions().reduction(torch::kSum));
  const auto best =
      std::get<1>(exact.topk(std::min<std::int64_t>(5, exact.size(1)), 1));  // [predictions, 5], most likely first
  const auto hits = best == labels.unsqueeze(1);
  return torch::stack(
      {loss.to(torch::kDouble), hits.select(1, 0).sum().to(torch::kDouble), hits.sum().to(torch::kDouble)});
}

}  // namespace

Evaluation evaluate(Model& model, Batcher& batches, bool bfloat16, const BatchProgress& progress, bool flip) {
  const torch::NoGradGuard noGrad;
  const EvaluationMode mode(model);
  torch::Tensor sums;  // [3], on the device
  Evaluation result;
  std::int64_t seen = 0;  // images or rows
  batches.startEpoch(0);
  while (const auto batch = batches.next()) {
    torch::Tensor logits;  // [batch, classes] or [batch, tokens, vocabulary]
    {
      const Autocast autocast(batch->images.device(), bfloat16);
      logits = model.forward(batch->images);
      if (flip) logits = logits + model.forward(batch->images.flip({3}));
    }
    const auto added = sumsOf(logits, batch->labels);
    sums = sums.defined() ? sums + added : added;
    result.count += batch->labels.numel();
    result.language = batch->labels.dim() == 2;
    seen += batch->size;
    if (progress) progress(seen, batches.images());
  }
  const auto mean = [&, values = sums.defined() ? sums.cpu() : sums](int index) {
    return values.defined() ? values[index].item<double>() / static_cast<double>(result.count)
                            : std::numeric_limits<double>::quiet_NaN();
  };
  result.loss = mean(0);
  result.perplexity = std::exp(result.loss);
  result.accuracy = mean(1);
  result.top5 = mean(2);
  if (std::isnan(result.loss))
    result.accuracy = result.top5 = result.loss;  // the largest of logits that are NaN is no answer
  return result;
}

Evaluation evaluate(Model& model, std::shared_ptr<const Dataset> data, Batcher::Options options,
                    const BatchProgress& progress, bool flip) {
  if (data->size() == 0)
    throw UserError("There are no images to evaluate; name data with images, or a larger data.validation.");
  if (data->classNames().empty() && !data->isLanguage())
    throw UserError(
        "The data have no labels, so there is no accuracy to measure; add an array y with the class of each image.");
  options.shuffle = false;
  options.augment = "none";
  options.sizeAt = {};
  if (!data->isLanguage()) requireClasses(model, *data, options);
  Batcher batches(std::move(data), options);
  return evaluate(model, batches, false, progress, flip);
}

}  // namespace studio
