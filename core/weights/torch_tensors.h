// A tensor as torch.save describes it: calls of torch._utils._rebuild_* around a storage. No torch here.
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/weights/pickle.h"
#include "core/weights/stored_tensor.h"

namespace studio {

/// Bytes of the storages by their keys.
using TorchStorages = std::map<std::string, std::span<const std::byte>, std::less<>>;
struct TorchStorageReference {
  std::string_view key;
  PickleGlobal type;
};
/// Of ("storage", type, key, device, elements, view), as torch's pickles refer to one; nothing for another value.
std::optional<TorchStorageReference> storageReference(const PickleTree& tree, PickleIndex value);
/// Bytes of an element of a storage of that type. Throws std::runtime_error naming a type that is not read.
std::uint64_t storageItemSize(PickleGlobal type);

class TorchTensors {
 public:
  TorchTensors(const PickleTree& tree, const TorchStorages& storages, std::uint64_t fileBytes)
      : tree_(tree), storages_(storages), fileBytes_(fileBytes) {}
  /// Made by one of torch's rebuilding functions, known here or not.
  bool isTensor(PickleIndex value) const;
  /// Throws std::runtime_error naming the tensor when it is of an unknown kind or does not lie within its storage.
  StoredTensor read(PickleIndex value, const std::string& name) const;
  /// The function that makes it, without what wraps it ("_rebuild_tensor_v2"). Throws as read() where none is found.
  std::string_view rebuiltBy(PickleIndex value, const std::string& name) const;
  std::uint64_t fileBytes() const { return fileBytes_; }

 private:
  struct Storage {
    std::string dtype;
    std::span<const std::byte> bytes;
  };
  Storage readStorage(PickleIndex value, const std::string& name) const;
  std::span<const std::byte> makeView(std::span<const std::byte> bytes, PickleIndex view, std::uint64_t item,
                                      const std::string& name) const;
  std::vector<std::int64_t> readSizes(PickleIndex value, const std::string& name) const;

  const PickleTree& tree_;
  const TorchStorages& storages_;
  std::uint64_t fileBytes_;
};

}  // namespace studio
