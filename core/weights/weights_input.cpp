#include "core/weights/weights_input.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>

#include "core/weights/key_maps.h"
#include "core/weights/network_plan.h"

namespace studio {
namespace {

/// An image of as many patches as a vision transformer's stored positions are for.
void fitPositions(InputShape& input, std::int64_t patch, std::int64_t positions) {
  if (patch < 1 || positions < 1) return;
  if (input.height % patch == 0 && input.width % patch == 0 &&
      (input.height / patch) * (input.width / patch) == positions)
    return;
  input.height = input.width = patch * std::llround(std::sqrt(static_cast<double>(positions)));
}

}  // namespace

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
  if (const auto* positions = find("encoder.pos_embedding"); positions && positions->dim() == 3)
    fitPositions(input, first->size(2), positions->size(1) - 1);
  return input;
}

}  // namespace studio
