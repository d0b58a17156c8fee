// Argument lists are those of torch/_utils.py: (storage, offset, size, stride, requires_grad, hooks, ...).
#include "core/weights/torch_tensors.h"

#include <array>
#include <optional>
#include <stdexcept>
#include <utility>

#include "core/weights/pickle.h"

namespace studio {
namespace {

constexpr std::int64_t kMostArguments = 16, kMostDimensions = 64;  // 64: torch's own limit
constexpr int kMostWrappers = 4;
constexpr std::string_view kUntyped = "untyped";

using TypeName = std::pair<std::string_view, std::string_view>;
constexpr std::array kStorages = std::to_array<TypeName>({{"FloatStorage", "F32"},
                                                          {"DoubleStorage", "F64"},
                                                          {"HalfStorage", "F16"},
                                                          {"BFloat16Storage", "BF16"},
                                                          {"LongStorage", "I64"},
                                                          {"IntStorage", "I32"},
                                                          {"ShortStorage", "I16"},
                                                          {"CharStorage", "I8"},
                                                          {"ByteStorage", "U8"},
                                                          {"BoolStorage", "BOOL"},
                                                          {"ComplexFloatStorage", "C64"},
                                                          {"ComplexDoubleStorage", "C128"},
                                                          {"UntypedStorage", kUntyped}});
constexpr std::array kTypes = std::to_array<TypeName>({{"float32", "F32"},
                                                       {"float64", "F64"},
                                                       {"float16", "F16"},
                                                       {"bfloat16", "BF16"},
                                                       {"int64", "I64"},
                                                       {"int32", "I32"},
                                                       {"int16", "I16"},
                                                       {"int8", "I8"},
                                                       {"uint64", "U64"},
                                                       {"uint32", "U32"},
                                                       {"uint16", "U16"},
                                                       {"uint8", "U8"},
                                                       {"bool", "BOOL"},
                                                       {"float8_e4m3fn", "F8_E4M3"},
                                                       {"float8_e5m2", "F8_E5M2"},
                                                       {"complex64", "C64"},
                                                       {"complex128", "C128"}});

[[noreturn]] void fail(const std::string& name, const std::string& reason) {
  throw std::runtime_error("\"" + name + "\" " + reason);
}

std::string typeFrom(std::span<const TypeName> table, PickleGlobal global, const std::string& name) {
  const bool ofTorch = global.module == "torch" || global.module == "torch.cuda" || global.module == "torch.storage";
  for (const auto& [python, stored] : table)
    if (global.name == python && ofTorch) return std::string(stored);
  fail(name, "is of a type that is not read (" + globalText(global.module, global.name) + ")");
}

struct Call {
  PickleGlobal function;
  std::vector<PickleIndex> arguments;
};

std::optional<Call> parseCall(const PickleTree& tree, PickleIndex value) {
  if (!tree.is(value, PickleKind::Call)) return {};
  const auto parts = tree.items(value);
  return Call{tree.global(parts[0]), tree.itemsUpTo(parts[1], kMostArguments)};
}

bool rebuilds(PickleGlobal function) {
  return (function.module == "torch._utils" || function.module == "torch._tensor") &&
         function.name.starts_with("_rebuild");
}

/// What wrappers as nn.Parameter wrap.
Call innermost(const PickleTree& tree, PickleIndex value, const std::string& name) {
  auto call = parseCall(tree, value).value();
  for (int depth = 0; depth < kMostWrappers; ++depth) {
    const auto& arguments = call.arguments;
    std::optional<Call> inner;
    if (call.function.name.starts_with("_rebuild_parameter") && !arguments.empty())
      inner = parseCall(tree, arguments[0]);
    else if (call.function.name == "_rebuild_from_type_v2" &&
             arguments.size() >= 3)  // function, type, its arguments, attributes
      inner = Call{tree.global(arguments[0]), tree.itemsUpTo(arguments[2], kMostArguments)};
    else
      return call;
    if (!inner || !rebuilds(inner->function)) break;
    call = std::move(*inner);
  }
  fail(name, "is wrapped in a way that is not read");
}

/// ("storage", type, key, device, elements) and in the form from before 1.6 a view; nothing for another value.
std::vector<PickleIndex> referenceParts(const PickleTree& tree, PickleIndex value) {
  if (!tree.is(value, PickleKind::Persistent)) return {};
  auto parts = tree.itemsUpTo(tree.items(value)[0], 6);
  return parts.size() >= 5 && tree.text(parts[0]) == "storage" ? parts : std::vector<PickleIndex>();
}

std::uint64_t itemSize(std::string_view type) { return type == kUntyped ? 1 : storedItemSize(type); }

/// Elements from the first to one behind the last; false on overflow.
bool computeExtent(const StoredTensor& tensor, std::uint64_t most, std::uint64_t& extent) {
  extent = 1;
  for (std::size_t axis = 0; axis < tensor.shape.size(); ++axis) {
    const auto steps = static_cast<std::uint64_t>(tensor.shape[axis] - 1),
               stride = static_cast<std::uint64_t>(tensor.strides[axis]);
    if (steps == 0 || stride == 0) continue;
    if (steps > (most - extent) / stride) return false;
    extent += steps * stride;
  }
  return extent <= most;
}

bool isPlainOrder(const StoredTensor& tensor) {
  std::int64_t expected = 1;
  for (std::size_t axis = tensor.shape.size(); axis-- > 0; expected *= tensor.shape[axis])
    if (tensor.shape[axis] != 1 && tensor.strides[axis] != expected) return false;
  return true;
}

/// The part of the storage that the tensor's shape, strides and offset reach; all are checked.
void place(StoredTensor& tensor, std::span<const std::byte> storage, std::int64_t offset, std::uint64_t fileBytes) {
  const auto item = storedItemSize(tensor.dtype);
  std::uint64_t count = 0, extent = 0;
  if (tensor.shape.size() != tensor.strides.size())
    fail(tensor.name, "has a shape and strides that do not belong together");
  if (offset < 0) fail(tensor.name, "lies outside of its storage");
  if (!countWithin(tensor.shape, fileBytes / item, count)) fail(tensor.name, "is larger than the file");
  if (count == 0) return tensor.strides.clear();
  const auto elements = storage.size() / item, begin = static_cast<std::uint64_t>(offset);
  if (begin >= elements || !computeExtent(tensor, elements - begin, extent))
    fail(tensor.name, "lies outside of its storage");
  tensor.bytes = storage.subspan(begin * item, extent * item);
  if (isPlainOrder(tensor)) tensor.strides.clear();
}

}  // namespace

bool TorchTensors::isTensor(PickleIndex value) const {
  return tree_.is(value, PickleKind::Call) && rebuilds(tree_.global(tree_.items(value)[0]));
}

std::optional<TorchStorageReference> storageReference(const PickleTree& tree, PickleIndex value) {
  const auto parts = referenceParts(tree, value);
  if (parts.empty()) return {};
  return TorchStorageReference{tree.text(parts[2]), tree.global(parts[1])};
}

std::uint64_t storageItemSize(PickleGlobal type) { return itemSize(typeFrom(kStorages, type, "A storage")); }

TorchTensors::Storage TorchTensors::readStorage(PickleIndex value, const std::string& name) const {
  const auto parts = referenceParts(tree_, value);
  if (parts.empty()) fail(name, "has no storage");
  Storage storage{typeFrom(kStorages, tree_.global(parts[1]), name), {}};
  const auto found = storages_.find(tree_.text(parts[2]));
  if (found == storages_.end()) fail(name, "has a storage that is missing");
  const auto elements = tree_.integer(parts[4]).value_or(-1);
  const auto item = itemSize(storage.dtype);
  if (elements < 0 || static_cast<std::uint64_t>(elements) > found->second.size() / item)
    fail(name, "has a storage that is cut short");
  storage.bytes = found->second.first(static_cast<std::size_t>(elements) * item);
  if (parts.size() > 5 && tree_.is(parts[5], PickleKind::Tuple))
    storage.bytes = makeView(storage.bytes, parts[5], item, name);
  return storage;
}

/// Before PyTorch 0.4 a storage could be a part of another: (key, offset, elements).
std::span<const std::byte> TorchTensors::makeView(std::span<const std::byte> bytes, PickleIndex view,
                                                  std::uint64_t item, const std::string& name) const {
  const auto parts = tree_.itemsUpTo(view, 3);
  const auto offset = parts.size() == 3 ? tree_.integer(parts[1]).value_or(-1) : -1,
             elements = parts.size() == 3 ? tree_.integer(parts[2]).value_or(-1) : -1;
  const auto all = static_cast<std::int64_t>(bytes.size() / item);
  if (offset < 0 || elements < 0 || offset > all || elements > all - offset)
    fail(name, "is a part that lies outside of its storage");
  return bytes.subspan(static_cast<std::size_t>(offset) * item, static_cast<std::size_t>(elements) * item);
}

std::vector<std::int64_t> TorchTensors::readSizes(PickleIndex value, const std::string& name) const {
  // torch.Size((2, 3))
  if (const auto call = parseCall(tree_, value); call && call->function.name == "Size" && !call->arguments.empty())
    value = call->arguments[0];
  if (!tree_.is(value, PickleKind::Tuple) && !tree_.is(value, PickleKind::List)) fail(name, "has no shape");
  if (tree_.at(value).number > kMostDimensions) fail(name, "has too many dimensions");
  std::vector<std::int64_t> sizes;
  for (const auto item : tree_.items(value)) {
    sizes.push_back(tree_.integer(item).value_or(-1));
    if (sizes.back() < 0) fail(name, "has an impossible shape");
  }
  return sizes;
}

std::string_view TorchTensors::rebuiltBy(PickleIndex value, const std::string& name) const {
  return innermost(tree_, value, name).function.name;
}

StoredTensor TorchTensors::read(PickleIndex value, const std::string& name) const {
  const auto [function, arguments] = innermost(tree_, value, name);
  const bool third = function.name == "_rebuild_tensor_v3";
  if (!third && function.name != "_rebuild_tensor" && function.name != "_rebuild_tensor_v2")
    fail(name, "is made by " + globalText(function.module, function.name) + ", which is no plain tensor");
  if (arguments.size() < (third ? 7 : 4)) fail(name, "is not fully described");
  const auto storage = readStorage(arguments[0], name);
  StoredTensor tensor{name, storage.dtype, readSizes(arguments[2], name), {}, readSizes(arguments[3], name)};
  if (third) tensor.dtype = typeFrom(kTypes, tree_.global(arguments[6]), name);  // over bytes without a type
  if (tensor.dtype == kUntyped) tensor.dtype = "U8";                             // as torch reads it
  place(tensor, storage.bytes, tree_.integer(arguments[1]).value_or(-1), fileBytes());
  return tensor;
}

}  // namespace studio
