#include "core/train/trainer.h"

#include <torch/nn/functional/loss.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>

#include "core/train/autocast.h"
#include "core/train/gradient_clip.h"
#include "core/train/learning_rate.h"
#include "core/train/tau.h"
#include "core/train/topo_layers.h"

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

}  // namespace

Trainer::Trainer(const RunConfig& config, std::shared_ptr<Model> model, std::int64_t steps, torch::Device device)
    : config_(config),
      device_(device),
      model_(placed(std::move(model), device, config.train.channelsLast)),
      optimizer_(*model_, config.optimizer),
      topoLoss_(trainedLoss(*model_, config.topoloss)),
      length_(steps) {
  for (const auto& layer : model_->layers())
    if (const auto setting = settingOf(config.topoloss, layer); setting.listed) ownTau_.push_back(setting.ownTau);
}

StepResult Trainer::step(const Batch& batch, Wish wish) {
  optimizer_.clearGradients();
  applyTau();

  torch::Tensor logits;                                    // [batch, classes] or [batch, tokens, vocabulary]
  {
    const Autocast autocast(device_, bfloat16());
    logits = model_->forward(batch.images);
  }
  logits = logits.to(torch::kFloat).flatten(0, -2);        // -> [predictions, classes]; the loss itself is always float32
  const auto labels = batch.labels.flatten();              // -> [predictions]
  const auto taskLoss = torch::nn::functional::cross_entropy(
      logits, labels, torch::nn::functional::CrossEntropyFuncOptions().label_smoothing(config_.optimizer.labelSmoothing));
  taskLoss.backward();

  auto topo = topoStep(wish);
  if (config_.optimizer.gradientClip > 0) clipGradients(optimizer_.gradients(), config_.optimizer.gradientClip);
  optimizer_.step(learningRate());
  ++step_;

  StepResult result{taskLoss.detach(), topo.mean, topo.total, {}, std::move(topo.maps)};
  if (wish.scalars) result.correct = (logits.detach().argmax(1) == labels).sum();
  return result;
}

/// TopoLoss adds its gradient in closed form; where every tau is 0 it is only looked at.
TopoLoss::Result Trainer::topoStep(Wish wish) {
  const auto& layers = topoLoss_.layers();
  const bool trained = std::any_of(layers.begin(), layers.end(), [](const LayerLoss& layer) { return layer.tau != 0; });
  if (trained) return topoLoss_.addGradients(wish.maps);
  if ((wish.scalars || wish.maps) && !layers.empty()) return topoLoss_.value(wish.maps);
  return {};
}

void Trainer::applyTau() {
  const double now = tau();
  for (std::size_t i = 0; i < ownTau_.size(); ++i)
    if (!ownTau_[i]) topoLoss_.layers()[i].tau = now;
}

double Trainer::learningRate() const { return learningRateAt(config_.optimizer, step_, length_); }

double Trainer::tau() const { return tauAt(config_.topoloss, step_, length_); }

}  // namespace studio
