// The types of the safetensors format, which name PyTorch's as well, and the words for shapes and lists.
#include "core/weights/stored_tensor.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace studio {
namespace {

constexpr std::array<std::pair<std::string_view, std::uint64_t>, 17> kItemSizes{{{"F64", 8},
                                                                                 {"F32", 4},
                                                                                 {"F16", 2},
                                                                                 {"BF16", 2},
                                                                                 {"I64", 8},
                                                                                 {"I32", 4},
                                                                                 {"I16", 2},
                                                                                 {"I8", 1},
                                                                                 {"U64", 8},
                                                                                 {"U32", 4},
                                                                                 {"U16", 2},
                                                                                 {"U8", 1},
                                                                                 {"BOOL", 1},
                                                                                 {"F8_E4M3", 1},
                                                                                 {"F8_E5M2", 1},
                                                                                 {"C64", 8},
                                                                                 {"C128", 16}}};

}  // namespace

TensorShapes shapesOf(std::span<const StoredTensor> tensors) {
  TensorShapes shapes;
  for (const auto& tensor : tensors) shapes[tensor.name] = tensor.shape;
  return shapes;
}

std::uint64_t storedItemSize(std::string_view dtype) {
  for (const auto& [name, size] : kItemSizes)
    if (dtype == name) return size;
  return 0;
}

std::uint64_t byteCount(const StoredTensor& tensor) {
  std::uint64_t count = 0;
  countWithin(tensor.shape, std::numeric_limits<std::uint64_t>::max(), count);
  return count * storedItemSize(tensor.dtype);
}

bool countWithin(const std::vector<std::int64_t>& shape, std::uint64_t limit, std::uint64_t& count) {
  count = std::find(shape.begin(), shape.end(), 0) == shape.end() ? 1 : 0;
  for (const auto size : shape) {
    if (count == 0) return true;
    if (size < 0 || static_cast<std::uint64_t>(size) > limit / count) return false;
    count *= static_cast<std::uint64_t>(size);
  }
  return count <= limit;
}

std::string shapeText(std::span<const std::int64_t> shape) {
  std::string text;
  for (const auto size : shape) {
    if (!text.empty()) text += 'x';
    text += std::to_string(size);
  }
  return text.empty() ? "a single number" : text;
}

}  // namespace studio
