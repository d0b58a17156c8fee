// A map on its way to the screen or the disk: values still on the device, one a unit.
#pragma once
#include <ATen/core/Tensor.h>

#include <string>

#include "core/run/layer_info.h"

namespace studio {

struct MapTensor {
  std::string layer, quantity;
  std::int64_t height = 0, width = 0;
  std::int64_t step = 0;  ///< the step it was measured at
  at::Tensor values;      ///< float [height * width]
};

}  // namespace studio
