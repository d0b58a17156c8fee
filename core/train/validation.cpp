#include "core/train/validation.h"

#include <torch/nn/functional/loss.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <limits>

#include "core/train/autocast.h"

namespace studio {
namespace {

/// Back to training mode whatever happens.
struct EvaluationMode {
  explicit EvaluationMode(Model& model) : model_(model) { model_.eval(); }
  ~EvaluationMode() { model_.train(); }
  Model& model_;
};

}  // namespace

Scores validate(Model& model, Batcher& batches, bool bfloat16, torch::Device device, const std::function<void()>& between) {
  const torch::NoGradGuard noGrad;
  const EvaluationMode evaluation(model);
  auto loss = torch::zeros({}, torch::TensorOptions(device).dtype(device.is_mps() ? torch::kFloat : torch::kDouble));
  auto right = torch::zeros({}, torch::TensorOptions(device).dtype(torch::kLong));
  std::int64_t count = 0;
  batches.startEpoch(0);
  while (const auto batch = batches.next()) {
    torch::Tensor logits;                                  // [batch, classes]
    {
      const Autocast autocast(device, bfloat16);
      logits = model.forward(batch->images);
    }
    logits = logits.to(torch::kFloat);
    loss += torch::nn::functional::cross_entropy(logits, batch->labels,
                                                 torch::nn::functional::CrossEntropyFuncOptions().reduction(torch::kSum));
    right += (logits.argmax(1) == batch->labels).sum();
    count += batch->size;
    if (between) between();
  }
  if (count == 0) return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN(), 0};
  return {loss.item<double>() / double(count), double(right.item<std::int64_t>()) / double(count), count};
}

}  // namespace studio
