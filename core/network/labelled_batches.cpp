// LabelledBatches (evaluation.h).
#include "core/network/evaluation.h"

#include <torch/types.h>
#include <unistd.h>

#include <utility>

#include "core/network/network.h"

namespace studio {
namespace {

/// Of one image or row as it is shown, its labels included.
std::int64_t bytesOfExample(const Dataset& data) {
  if (data.size() == 0) return 0;
  const auto shape = makeInputShape(data);
  constexpr std::int64_t kLabel = 8;
  return shape.language() ? 2 * kLabel * shape.tokens : 4 * shape.channels * shape.height * shape.width + kLabel;
}

Batch onDevice(const Batch& batch, torch::Device device) {
  return {batch.images.to(device), batch.labels.to(device), batch.size};  // on the CPU the same tensors
}

}  // namespace

LabelledBatches::LabelledBatches(std::shared_ptr<const Dataset> data, Batcher::Options options, std::int64_t mostBytes)
    : data_(std::move(data)), options_(evaluationOptions(std::move(options))) {
  keeps_ = bytesOfExample(*data_) * data_->size() <= mostBytes;
}

std::int64_t LabelledBatches::memoryForBatches() {
  return std::int64_t(::sysconf(_SC_PHYS_PAGES)) * std::int64_t(::sysconf(_SC_PAGESIZE)) / 4;
}

std::int64_t LabelledBatches::images() const { return data_->size(); }

Evaluation LabelledBatches::evaluate(Model& model, bool flip, const BatchProgress& progress) {
  requireEvaluable(model, *data_, options_);
  return isWhole_ ? evaluateKept(model, flip, progress) : evaluateDecoding(model, flip, progress);
}

Evaluation LabelledBatches::evaluateKept(Model& model, bool flip, const BatchProgress& progress) {
  std::size_t at = 0;
  const auto next = [&]() -> std::optional<Batch> {
    if (at == kept_.size()) return std::nullopt;
    return onDevice(kept_[at++], options_.device);
  };
  return studio::evaluate(model, next, images(), false, progress, flip);
}

Evaluation LabelledBatches::evaluateDecoding(Model& model, bool flip, const BatchProgress& progress) {
  auto options = options_;
  if (keeps_) options.device = torch::kCPU;
  kept_.clear();  // of a pass that was stopped
  Batcher batches(data_, options);
  batches.startEpoch(0);
  const auto next = [&]() -> std::optional<Batch> {
    auto batch = batches.next();
    if (!batch || !keeps_) return batch;
    kept_.push_back(std::move(*batch));
    return onDevice(kept_.back(), options_.device);
  };
  auto found = studio::evaluate(model, next, images(), false, progress, flip);
  isWhole_ = keeps_;
  return found;
}

}  // namespace studio
