// Clipping, then one fused call a step, and the state for a checkpoint (optimizer.h).
#include "core/train/optimizer.h"

#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_fused_adam.h>
#include <ATen/ops/_fused_adamw.h>
#include <ATen/ops/_fused_sgd.h>
#include <torch/nn/module.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <map>
#include <set>

#include "core/run/error.h"
#include "core/run/optimizers.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

constexpr double kBeta1 = 0.9, kEpsilon = 1e-8;

/// The fused kernels walk the bare memory, so a gradient must lie in memory as its parameter does (sizes of 1 do not
/// matter).
bool sameLayout(const torch::Tensor& a, const torch::Tensor& b) {
  for (std::int64_t d = 0; d < a.dim(); ++d)
    if (a.size(d) != 1 && a.stride(d) != b.stride(d)) return false;
  return a.is_non_overlapping_and_dense() && b.is_non_overlapping_and_dense();
}

torch::Tensor copyWithLayout(const torch::Tensor& gradient, const torch::Tensor& parameter) {
  return sameLayout(gradient, parameter) ? gradient : torch::empty_like(parameter).copy_(gradient);
}

/// Momentum buffers start at 0, so the first step needs no case of its own.
void stepSgd(OptimizerGroup& group, const OptimizerConfig& config, double learningRate, double weightDecay) {
  at::_fused_sgd_(group.parameters, group.gradients, group.first, weightDecay, config.momentum, learningRate,
                  /*dampening=*/0.0, config.nesterov, /*maximize=*/false, /*is_first_step=*/false);
}

using FusedAdam = void (*)(at::TensorList, at::TensorList, at::TensorList, at::TensorList, at::TensorList,
                           at::TensorList, double, double, double, double, double, bool, bool,
                           const std::optional<at::Tensor>&, const std::optional<at::Tensor>&);

void stepByMoments(FusedAdam fused, OptimizerGroup& group, const OptimizerConfig& config, double learningRate,
                   double weightDecay) {
  at::_foreach_add_(group.steps, 1);
  fused(group.parameters, group.gradients, group.first, group.second, {}, group.steps, learningRate, kBeta1,
        config.beta2, weightDecay, kEpsilon, /*amsgrad=*/false, /*maximize=*/false, std::nullopt, std::nullopt);
}

void stepAdam(OptimizerGroup& group, const OptimizerConfig& config, double learningRate, double weightDecay) {
  stepByMoments(&at::_fused_adam_, group, config, learningRate, weightDecay);
}

void stepAdamW(OptimizerGroup& group, const OptimizerConfig& config, double learningRate, double weightDecay) {
  stepByMoments(&at::_fused_adamw_, group, config, learningRate, weightDecay);
}

/// Parameters of batch, layer and other norms, recognised by the name of their module's type. FFCV's recipe spares
/// those with "bn" in their own name, which leaves out the norms of shortcuts.
std::set<std::string> normParameters(const torch::nn::Module& module) {
  std::set<std::string> names;
  for (const auto& inner : module.named_modules("", false)) {
    if (inner.value()->name().find("Norm") == std::string::npos) continue;
    for (const auto& parameter : inner.value()->named_parameters(false))
      names.insert(inner.key() + "." + parameter.key());
  }
  return names;
}

/// Parameters that weight decay leaves alone. "matrices" is nanoGPT's rule: biases and norms have one dimension.
std::set<std::string> exemptParameters(const std::string& rule, const torch::nn::Module& module) {
  if (rule == "all") return {};
  if (rule == "no_norm") return normParameters(module);
  if (rule != "matrices")
    throw UserError("optimizer.decay_on is \"" + rule + "\"; all, no_norm or matrices are possible.");
  std::set<std::string> names;
  for (const auto& parameter : module.named_parameters())
    if (parameter.value().dim() < 2) names.insert(parameter.key());
  return names;
}

}  // namespace

/// The step of a row of core/run/optimizers.h.
struct OptimizerMethod {
  const char* name;   ///< of the row
  const char* first;  ///< what the first moment is called in a checkpoint
  void (*step)(OptimizerGroup& group, const OptimizerConfig& config, double learningRate, double weightDecay);
};

namespace {

constexpr OptimizerMethod kMethods[] = {
    {"sgd", "momentum/", stepSgd}, {"adam", "exp_avg/", stepAdam}, {"adamw", "exp_avg/", stepAdamW}};

const OptimizerMethod& findMethod(const std::string& name) {
  for (const auto& method : kMethods)
    if (findOptimizer(name) && method.name == name) return method;
  std::string names;
  for (const auto& each : optimizerNames()) names += (names.empty() ? "" : ", ") + each;
  throw UserError("Optimizer `" + name + "` is not known; choose one of " + names + ".");
}

}  // namespace

at::Tensor clipGradients(std::vector<at::Tensor> gradients, double maximum) {
  if (gradients.empty()) return torch::zeros({});
  torch::NoGradGuard noGrad;
  const auto norm = torch::stack(at::_foreach_norm(gradients, 2)).norm();
  at::_foreach_mul_(gradients, (maximum / (norm + 1e-6)).clamp_max(1.0));
  return norm;
}

Optimizer::Optimizer(const torch::nn::Module& module, const OptimizerConfig& config)
    : config_(config), method_(&findMethod(config.kind)) {
  const int moments = findOptimizer(config.kind)->moments(config);
  const auto exempt = exemptParameters(config.decayOn, module);
  for (const auto& named : module.named_parameters()) {
    Slot slot{named.key(), named.value(), {}, {}, {}, !exempt.contains(named.key())};
    if (moments > 0) slot.first = torch::zeros_like(slot.parameter).detach();
    if (moments > 1) {
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
  stepGroup(true, learningRate);
  stepGroup(false, learningRate);
}

/// One call of the fused kernel for all parameters with, or all without, weight decay.
void Optimizer::stepGroup(bool decays, double learningRate) {
  OptimizerGroup group;
  for (auto& slot : slots_) {
    if (slot.decays != decays || !slot.parameter.grad().defined()) continue;
    group.parameters.push_back(slot.parameter);
    group.gradients.push_back(copyWithLayout(slot.parameter.grad(), slot.parameter));
    if (slot.first.defined()) group.first.push_back(slot.first);
    if (slot.second.defined()) group.second.push_back(slot.second), group.steps.push_back(slot.steps);
  }
  if (!group.parameters.empty()) method_->step(group, config_, learningRate, decays ? config_.weightDecay : 0);
}

std::vector<std::pair<std::string, torch::Tensor*>> Optimizer::slotState(Slot& slot) const {
  std::vector<std::pair<std::string, torch::Tensor*>> named;
  if (slot.first.defined()) named.emplace_back(method_->first + slot.name, &slot.first);
  if (slot.second.defined()) named.emplace_back("exp_avg_sq/" + slot.name, &slot.second);
  if (slot.steps.defined()) named.emplace_back("step/" + slot.name, &slot.steps);
  return named;
}

StateDict Optimizer::state() const {
  StateDict state;
  for (auto slot : slots_)
    for (auto& [name, tensor] : slotState(slot)) state.emplace_back(name, tensor->to(torch::kCPU).contiguous());
  return state;
}

void Optimizer::load(const StateDict& state, const std::string& sourceName) {
  std::map<std::string, torch::Tensor> stored(state.begin(), state.end());
  std::vector<std::pair<torch::Tensor*, torch::Tensor>> pairs;
  for (auto& slot : slots_)
    for (auto& [name, tensor] : slotState(slot)) {
      const auto found = stored.find(name);
      if (found == stored.end())
        throw UserError(sourceName + " does not hold `" + name +
                        "`; it belongs to a run with another model or optimizer.");
      if (found->second.sizes() != tensor->sizes())
        throw UserError(sourceName + " holds `" + name + "` as " + shapeText(found->second.sizes()) +
                        ", the model has " + shapeText(tensor->sizes()) + "; it belongs to another model.");
      pairs.emplace_back(tensor, found->second);
    }
  torch::NoGradGuard noGrad;
  for (auto& [tensor, value] : pairs) tensor->copy_(value);
}

}  // namespace studio
