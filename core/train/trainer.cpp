// The step: forward, task loss, backward, the losses beside it, clip, optimizer, updates (trainer.h).
#include "core/train/trainer.h"

#include <torch/csrc/autograd/autograd.h>
#include <torch/nn/functional/loss.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>

#include "core/models/language_model.h"
#include "core/network/device.h"
#include "core/network/head_loss.h"
#include "core/train/optimizer.h"
#include "core/train/schedules.h"

namespace studio {
namespace {

/// On the device, convolution weights in the memory format of the images. Before the optimizer looks at the parameters.
std::shared_ptr<Model> placed(std::shared_ptr<Model> model, torch::Device device, bool channelsLast) {
  torch::NoGradGuard noGrad;
  model->to(device);
  model->train();
  if (channelsLast)
    for (auto& parameter : model->parameters())
      if (parameter.dim() == 4) parameter.set_data(parameter.contiguous(torch::MemoryFormat::ChannelsLast));
  return model;
}

/// Sizes of the parts of a batch, as torch's chunk() cuts it; none has fewer examples than a step needs.
std::vector<std::int64_t> partSizes(std::int64_t batch, std::int64_t parts, std::int64_t fewest) {
  const auto size = std::max((batch + parts - 1) / parts, fewest);
  std::vector<std::int64_t> sizes(std::size_t(batch / size), size);
  const auto rest = batch % size;
  if (rest > 0 && rest < fewest && !sizes.empty())
    sizes.back() += rest;
  else if (rest > 0)
    sizes.push_back(rest);
  return sizes;
}

InputShape batchShape(const torch::Tensor& images) {
  return images.dim() == 4 ? InputShape{images.size(1), images.size(2), images.size(3)}
                           : InputShape::ofTokens(images.size(1), 0);
}

}  // namespace

Trainer::Trainer(const RunConfig& config, std::shared_ptr<Model> model, std::int64_t steps, torch::Device device)
    : config_(config),
      device_(device),
      model_(placed(std::move(model), device, config.train.channelsLast)),
      optimizer_(*model_, config.optimizer),
      losses_(makeLosses(*model_, config)),
      length_(steps) {
  enterStep();
}

void Trainer::continueFrom(std::int64_t step) {
  step_ = step;
  enterStep();
}

void Trainer::setLength(std::int64_t steps) {
  length_ = steps;
  enterStep();
}

void Trainer::enterStep() {
  for (const auto& each : losses_) each.loss->enter(step_, length_);
}

StepResult Trainer::step(const Batch& batch, Request request) {
  optimizer_.clearGradients();

  auto result = taskStep(batch, request);
  for (const auto& each : losses_) result.losses.push_back(each.loss->addGradients(lossRequest(request)));
  if (config_.optimizer.gradientClip > 0) clipGradients(optimizer_.gradients(), config_.optimizer.gradientClip);
  optimizer_.step(learningRate());
  for (const auto& each : losses_) each.loss->update(lossRequest(request));
  ++step_;
  enterStep();
  return result;
}

StepResult Trainer::lossesNow(Request request) {
  StepResult result;
  for (const auto& each : losses_) result.losses.push_back(each.loss->value(lossRequest(request)));
  return result;
}

/// The task's loss and its gradient, part after part of the batch: each counts by its share of the examples, so that
/// all together are the mean over the batch.
StepResult Trainer::taskStep(const Batch& batch, Request request) {
  const auto sizes = partSizes(batch.size, config_.train.parts, model_->fewestExamples(batchShape(batch.images)));
  const auto images = batch.images.split_with_sizes(sizes), labels = batch.labels.split_with_sizes(sizes);
  StepResult sum;
  for (std::size_t part = 0; part < images.size(); ++part) {
    const auto result =
        taskPart(images[part], labels[part], request, double(images[part].size(0)) / double(batch.size));
    sum.taskLoss = part == 0 ? result.taskLoss : sum.taskLoss + result.taskLoss;
    if (request.scalars) sum.correct = part == 0 ? result.correct : sum.correct + result.correct;
  }
  return sum;
}

/// What the losses of responses add; undefined where there are none.
torch::Tensor Trainer::activationLoss(Request request, double share) {
  torch::Tensor sum;
  for (const auto& each : losses_)
    if (const auto more = each.loss->activationLoss(lossRequest(request), share); more.defined())
      sum = sum.defined() ? sum + more : more;
  return sum;
}

/// Of a large vocabulary: the head's part of the gradient is made piece by piece, the rest flows back from its values.
StepResult Trainer::piecesPart(LanguageModel& language, const Taps& taps, const torch::Tensor& rows,
                               const torch::Tensor& labels, Request request, double share) {
  torch::Tensor values;  // [rows, tokens, width]
  {
    const Autocast autocast(device_, bfloat16());
    values = language.lastValues(rows, taps);
  }
  const auto found = headLoss(values.detach().flatten(0, 1), language.head(), labels.flatten(),
                              {.labelSmoothing = config_.optimizer.labelSmoothing,
                               .share = share,
                               .bfloat16 = bfloat16(),
                               .counts = request.scalars});
  std::vector<torch::Tensor> roots{values}, gradients{found.valuesGradient.view_as(values)};
  if (const auto more = activationLoss(request, share); more.defined())
    roots.push_back(more), gradients.push_back(torch::ones_like(more));
  torch::autograd::backward(roots, gradients);
  StepResult result;
  result.taskLoss = found.loss;
  result.correct = found.correct;
  return result;
}

StepResult Trainer::taskPart(const torch::Tensor& images, const torch::Tensor& partLabels, Request request,
                             double share) {
  Taps taps = model_->taps();
  for (const auto& each : losses_) each.loss->addTaps(taps, lossRequest(request));
  if (auto* language = asLanguageModel(*model_); language && computesInPieces(partLabels.numel(), language->head()))
    return piecesPart(*language, taps, images, partLabels, request, share);
  torch::Tensor logits;  // [examples, classes] or [examples, tokens, vocabulary]
  {
    const Autocast autocast(device_, bfloat16());
    logits = model_->forward(images, taps);
  }
  logits = logits.to(torch::kFloat).flatten(0, -2);  // -> [predictions, classes]; the loss itself is always float32
  const auto labels = partLabels.flatten();          // -> [predictions]
  auto loss = torch::nn::functional::cross_entropy(
      logits, labels,
      torch::nn::functional::CrossEntropyFuncOptions().label_smoothing(config_.optimizer.labelSmoothing));
  if (share < 1) loss = loss * share;
  const auto more = activationLoss(request, share);
  (more.defined() ? loss + more : loss).backward();
  StepResult result;
  result.taskLoss = loss.detach();
  if (request.scalars) result.correct = (logits.detach().argmax(1) == labels).sum();
  return result;
}

std::vector<ScalarColumn> Trainer::columns() const {
  std::vector<ScalarColumn> all;
  for (const auto& each : losses_) all.insert(all.end(), each.row->columns.begin(), each.row->columns.end());
  return all;
}

double Trainer::learningRate() const { return learningRateAt(config_.optimizer, step_, length_); }

torch::Tensor StepResult::scalar(const std::string& column) const {
  for (const auto& loss : losses)
    for (const auto& [name, value] : loss.scalars)
      if (name == column) return value;
  return {};
}

std::vector<MapTensor> StepResult::maps() const {
  std::vector<MapTensor> all;
  for (const auto& loss : losses) all.insert(all.end(), loss.maps.begin(), loss.maps.end());
  return all;
}

}  // namespace studio
