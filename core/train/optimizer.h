// SGD, Adam and AdamW over LibTorch's fused kernels: one call a step for all parameters, nothing read back from the
// device. Formulas as torch.optim.{SGD, Adam, AdamW} (momentum without dampening; beta1 0.9; epsilon 1e-8).
// Which there are, and which settings each reads, says the table of core/run/optimizers.h.
// Before them the gradient's global norm may be bounded, on the device too (torch.nn.utils.clip_grad_norm_ with
// foreach).
#pragma once
#include <ATen/core/Tensor.h>
#include <torch/nn/module.h>

#include <string>
#include <vector>

#include "core/run/run_config.h"
#include "core/weights/state_dict.h"

namespace studio {

/// Scales all gradients by min(1, maximum / (norm + 1e-6)); returns the norm before, 0-dim, on the device.
at::Tensor clipGradients(std::vector<at::Tensor> gradients, double maximum);

/// Parameters that one call of a fused kernel updates, and what is kept for each.
struct OptimizerGroup {
  std::vector<torch::Tensor> parameters, gradients, first, second, steps;
};
struct OptimizerMethod;

class Optimizer {
 public:
  /// Keeps the module's parameters; throws UserError for an unknown kind.
  Optimizer(const torch::nn::Module& module, const OptimizerConfig& config);

  /// Leaves parameters without a gradient, so that backward writes instead of adding.
  void clearGradients();
  /// Gradients of this step, in the parameters' order; parameters without one are left out.
  std::vector<torch::Tensor> gradients() const;
  void step(double learningRate);

  /// For a checkpoint: "exp_avg/fc1.weight", "step/fc1.weight", "momentum/fc1.weight"...
  StateDict state() const;
  /// Throws UserError naming what is missing or of another shape; then nothing has changed.
  void load(const StateDict& state, const std::string& sourceName);

 private:
  struct Slot {  ///< one parameter and what the optimizer keeps for it
    std::string name;
    torch::Tensor parameter;
    torch::Tensor first, second;  ///< moments, as many as the row keeps; same layout as the parameter
    torch::Tensor steps;          ///< updates done, float, 0-dim, beside a second moment
    bool decays = true;           ///< weight decay acts on it
  };
  std::vector<std::pair<std::string, torch::Tensor*>> slotState(Slot& slot) const;
  void stepGroup(bool decays, double learningRate);

  OptimizerConfig config_;
  const OptimizerMethod* method_;
  std::vector<Slot> slots_;
};

}  // namespace studio
