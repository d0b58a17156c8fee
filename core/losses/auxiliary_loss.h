// A loss that is trained beside the task's. The trainer holds a list of them and knows none by name: after the task's
// backward pass each adds its gradient to the parameters', before clipping and the update. Nothing is read back from
// the device there: values stay on it until a step whose row is logged.
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/network/map_tensor.h"

namespace studio {

/// What the coming step is, and what is asked for beside the gradient.
struct LossWish {
  std::int64_t step = 0, length = 0;  ///< 0-based, of the run
  bool scalars = false, maps = false;
};

/// What a loss says of one step, of the weights before the update.
struct LossResult {
  at::Tensor total = {};  ///< as it adds to the task loss, 0-dim; undefined where it was not computed
  std::vector<std::pair<std::string, at::Tensor>> scalars =
      {};                            ///< of its row's columns, 0-dim; missing or undefined = no value
  std::vector<MapTensor> maps = {};  ///< of its layers, when asked for
};

class AuxiliaryLoss {
 public:
  virtual ~AuxiliaryLoss() = default;
  /// Adds its gradient to the parameters' .grad (made where there is none). Engine thread; waits for no device.
  virtual LossResult addGradients(const LossWish& wish) = 0;
  /// The same values, and no gradient is touched.
  virtual LossResult value(const LossWish& wish) = 0;
};

}  // namespace studio
