#include "core/train/optimizer.h"

#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_fused_adam.h>
#include <ATen/ops/_fused_adamw.h>
#include <ATen/ops/_fused_sgd.h>
#include <torch/nn/module.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <map>

#include "core/run/error.h"

namespace studio {
namespace {

constexpr double kBeta1 = 0.9, kBeta2 = 0.999, kEpsilon = 1e-8;

/// The fused kernels walk the bare memory, so a gradient must lie in memory as its parameter does (sizes of 1 do not matter).
bool sameLayout(const torch::Tensor& a, const torch::Tensor& b) {
  for (std::int64_t d = 0; d < a.dim(); ++d)
    if (a.size(d) != 1 && a.stride(d) != b.stride(d)) return false;
  return a.is_non_overlapping_and_dense() && b.is_non_overlapping_and_dense();
}

torch::Tensor withLayoutOf(const torch::Tensor& gradient, const torch::Tensor& parameter) {
  return sameLayout(gradient, parameter) ? gradient : torch::empty_like(parameter).copy_(gradient);
}

std::string shapeText(const torch::Tensor& tensor) {
  std::string text = "[";
  for (auto size : tensor.sizes()) text += (text.size() > 1 ? ", " : "") + std::to_string(size);
  return text + "]";
}

}  // namespace

Optimizer::Optimizer(const torch::nn::Module& module, const OptimizerConfig& config)
    : weightDecay_(config.weightDecay), momentum_(config.momentum) {
  if (config.kind == "sgd") kind_ = Kind::Sgd;
  else if (config.kind == "adam") kind_ = Kind::Adam;
  else if (config.kind == "adamw") kind_ = Kind::AdamW;
  else throw UserError("Optimizer `" + config.kind + "` is not known; choose sgd, adam or adamw.");
  for (const auto& named : module.named_parameters()) {
    Slot slot{named.key(), named.value(), {}, {}, {}};
    if (kind_ != Kind::Sgd || momentum_ != 0) slot.first = torch::zeros_like(slot.parameter).detach();
    if (kind_ != Kind::Sgd) {
      slot.second = torch::zeros_like(slot.parameter).detach();
      slot.steps = torch::zeros({}, slot.parameter.options().dtype(torch::kFloat).requires_grad(false));
    }
    slots_.push_back(std::move(slot));
  }
}

void Optimizer::clearGradients() {
  for (auto& slot : slots_) slot.parameter.mutable_grad() = torch::Tensor();
}

std::vector<torch::Tensor> Optimizer::gradients() const {
  std::vector<torch::Tensor> all;
  for (const auto& slot : slots_)
    if (slot.parameter.grad().defined()) all.push_back(slot.parameter.grad());
  return all;
}

void Optimizer::step(double learningRate) {
  torch::NoGradGuard noGrad;
  std::vector<torch::Tensor> parameters, gradients, first, second, steps;
  for (auto& slot : slots_) {
    if (!slot.parameter.grad().defined()) continue;
    parameters.push_back(slot.parameter);
    gradients.push_back(withLayoutOf(slot.parameter.grad(), slot.parameter));
    if (slot.first.defined()) first.push_back(slot.first);
    if (slot.second.defined()) second.push_back(slot.second), steps.push_back(slot.steps);
  }
  if (parameters.empty()) return;
  if (kind_ == Kind::Sgd)   // momentum buffers start at 0, so the first step needs no case of its own
    return at::_fused_sgd_(parameters, gradients, first, weightDecay_, momentum_, learningRate, /*dampening=*/0.0,
                           /*nesterov=*/false, /*maximize=*/false, /*is_first_step=*/false);
  at::_foreach_add_(steps, 1);
  using Fused = void (*)(at::TensorList, at::TensorList, at::TensorList, at::TensorList, at::TensorList, at::TensorList, double, double,
                         double, double, double, bool, bool, const std::optional<at::Tensor>&, const std::optional<at::Tensor>&);
  const Fused fused = kind_ == Kind::Adam ? static_cast<Fused>(&at::_fused_adam_) : static_cast<Fused>(&at::_fused_adamw_);
  fused(parameters, gradients, first, second, {}, steps, learningRate, kBeta1, kBeta2, weightDecay_, kEpsilon, /*amsgrad=*/false,
        /*maximize=*/false, std::nullopt, std::nullopt);
}

std::vector<std::pair<std::string, torch::Tensor*>> Optimizer::stateOf(Slot& slot) const {
  std::vector<std::pair<std::string, torch::Tensor*>> named;
  if (slot.first.defined()) named.emplace_back((kind_ == Kind::Sgd ? "momentum/" : "exp_avg/") + slot.name, &slot.first);
  if (slot.second.defined()) named.emplace_back("exp_avg_sq/" + slot.name, &slot.second);
  if (slot.steps.defined()) named.emplace_back("step/" + slot.name, &slot.steps);
  return named;
}

StateDict Optimizer::state() const {
  StateDict state;
  for (auto slot : slots_)
    for (auto& [name, tensor] : stateOf(slot)) state.emplace_back(name, tensor->to(torch::kCPU).contiguous());
  return state;
}

void Optimizer::load(const StateDict& state, const std::string& sourceName) {
  std::map<std::string, torch::Tensor> stored(state.begin(), state.end());
  std::vector<std::pair<torch::Tensor*, torch::Tensor>> pairs;
  for (auto& slot : slots_)
    for (auto& [name, tensor] : stateOf(slot)) {
      const auto found = stored.find(name);
      if (found == stored.end())
        throw UserError(sourceName + " does not hold `" + name + "`; it belongs to a run with another model or optimizer.");
      if (found->second.sizes() != tensor->sizes())
        throw UserError(sourceName + " holds `" + name + "` as " + shapeText(found->second) + ", the model has " + shapeText(*tensor) +
                        "; it belongs to another model.");
      pairs.emplace_back(tensor, found->second);
    }
  torch::NoGradGuard noGrad;
  for (auto& [tensor, value] : pairs) tensor->copy_(value);
}

}  // namespace studio
