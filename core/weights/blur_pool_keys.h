// A strided convolution with BlurPool is a module of its own: NAME.weight becomes NAME.conv.weight beside a buffer
// NAME.blur_filter.
#pragma once
#include "core/weights/state_dict.h"

namespace studio {

/// A rule of key_maps.h: both ways, as the target asks.
void fitBlurPool(StateDict& given, const TensorShapes& target);

}  // namespace studio
