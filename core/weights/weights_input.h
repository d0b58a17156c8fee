// What a network was shown, as far as its weights tell.
#pragma once
#include "core/models/model.h"
#include "core/weights/state_dict.h"

namespace studio {

/// `wish` with what the weights decide: channels of a first convolution, values of a linear layer ({1, 1, values}),
/// sides for the positions of a vision transformer. Language, and where the weights are not of this model: `wish`.
InputShape inputOfWeights(const ModelConfig& config, const StateDict& tensors, InputShape wish);

}  // namespace studio
