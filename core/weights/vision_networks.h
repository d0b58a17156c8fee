// ResNets and vision transformers in a file: which one, under whose names, whether every weight is there, and what is
// beside. No torch here.
#pragma once
#include "core/weights/recognise.h"

namespace studio {

/// Fills `found` and answers true where the shapes are of such a network, complete or not; pieced weights are joined
/// already.
bool recogniseVision(const TensorShapes& shapes, Recognition& found);

}  // namespace studio
