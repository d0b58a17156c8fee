// Weights in another form than the numbers of the network: with an adapter beside them, quantized with scales, or (of
// torch.save) as tensors that are sparse, quantized or without values. A row each, with the way out. No torch here.
#pragma once
#include <string>
#include <string_view>

#include "core/weights/stored_tensor.h"

namespace studio {

/// "It is a network with an adapter ...": a sentence that refuses, by the names alone; empty where the weights are
/// plain.
std::string otherFormIn(const TensorShapes& shapes);
/// Of the function by which torch rebuilds a tensor ("_rebuild_sparse_tensor"): the rest of a sentence behind the
/// tensor's name; empty for a plain one and for one that nobody foresaw.
std::string otherTensorOf(std::string_view function);

}  // namespace studio
