// What a network asks for, by name and shape, without its memory.
#pragma once
#include <string>

#include "core/models/model.h"
#include "core/weights/stored_tensor.h"

namespace studio {

struct NetworkPlan {
  std::string firstLayer;  ///< with a sheet
  TensorShapes shapes;     ///< parameters and buffers
};
/// Milliseconds, for any size. Throws UserError where the settings make no network.
NetworkPlan planOf(const ModelConfig& config, const InputShape& input);

}  // namespace studio
