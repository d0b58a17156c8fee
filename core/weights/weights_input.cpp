#include "core/weights/weights_input.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>

#include "core/weights/key_maps.h"
#include "core/weights/network_plan.h"

namespace studio {

InputShape inputOfWeights(const ModelConfig& config, const StateDict& tensors, InputShape input) {
  if (input.language()) return input;
  const auto plan = planOf(config, input);
  const auto named = fitNames(tensors, plan.shapes);
  const auto find = [&](const std::string& name) -> const torch::Tensor* {
    const auto found = std::find_if(named.begin(), named.end(), [&](const auto& item) { return item.first == name; });
    return found == named.end() ? nullptr : &found->second;
  };
  const auto* first = find(plan.firstLayer + ".weight");
  if (first && first->dim() == 2 && input.channels * input.height * input.width != first->size(1))
    return {1, 1, first->size(1)};
  if (!first || first->dim() != 4) return input;
  input.channels = first->size(1);
  if (const auto* form = findModel(config.name).weights; form && form->fitInput) form->fitInput(shapesOf(named), input);
  return input;
}

}  // namespace studio
