#include "core/weights/network_plan.h"

#include <torch/types.h>

#include "core/models/model.h"

namespace studio {

NetworkPlan planOf(const ModelConfig& config, const InputShape& input) {
  const ShapesOnly shapesOnly;
  const auto model = findModel(config.name).make(config, input);
  NetworkPlan plan{model->layers().front().name, {}};
  for (const auto& item : model->named_parameters()) plan.shapes[item.key()] = item.value().sizes().vec();
  for (const auto& item : model->named_buffers()) plan.shapes[item.key()] = item.value().sizes().vec();
  return plan;
}

}  // namespace studio
