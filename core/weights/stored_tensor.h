// A tensor as a file holds it: name, type, shape and where its bytes are. What all readers and writers share; no torch
// here.
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

TensorShapes shapesOf(std::span<const StoredTensor> tensors);

/// Bytes of one element; 0 for an unknown type.
std::uint64_t storedItemSize(std::string_view dtype);
/// What the tensor takes in C order.
std::uint64_t byteCount(const StoredTensor& tensor);
/// Product of the sizes; false where it is beyond the limit. No overflow on the way.
bool countWithin(const std::vector<std::int64_t>& shape, std::uint64_t limit, std::uint64_t& count);

/// "64x3x7x7"; "a single number" without dimensions.
std::string shapeText(std::span<const std::int64_t> shape);

}  // namespace studio
