// A tensor as a file holds it: name, type, shape and where its bytes are; which names are readable; and which tensors
// are no plain numbers of a network. What all readers and writers share. No torch here.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/models/weights_form.h"

namespace studio {

struct StoredTensor {
  std::string name;
  std::string dtype;  ///< "F32", "F64", "BF16", "F16", "I64", "I32", "U8", "BOOL"...
  std::vector<std::int64_t> shape;
  std::span<const std::byte> bytes;     ///< from the first to the last element; valid while the file object lives
  std::vector<std::int64_t> strides{};  ///< in elements; empty = C order
};

TensorShapes listShapes(std::span<const StoredTensor> tensors);

/// Bytes of one element; 0 for an unknown type.
std::uint64_t storedItemSize(std::string_view dtype);
/// What the tensor takes in C order.
std::uint64_t byteCount(const StoredTensor& tensor);
/// Product of the sizes; false where it is beyond the limit. No overflow on the way.
bool countWithin(const std::vector<std::int64_t>& shape, std::uint64_t limit, std::uint64_t& count);

/// What is wrong with the name of a tensor in an untrusted file, as a reason ("it has a tensor whose name ..."), or
/// nothing.
std::string nameProblem(std::string_view name);

// Weights in another form than the numbers of the network: with an adapter beside them, quantized with scales, or (of
// torch.save) as tensors that are sparse, quantized or without values. A row each, with the way out.

/// "It is a network with an adapter ...": a sentence that refuses, by the names alone; empty where the weights are
/// plain.
std::string otherFormIn(const TensorShapes& shapes);
/// Of the function by which torch rebuilds a tensor ("_rebuild_sparse_tensor"): the rest of a sentence behind the
/// tensor's name; empty for a plain one and for one that nobody foresaw.
std::string recogniseOtherTensor(std::string_view function);

}  // namespace studio
