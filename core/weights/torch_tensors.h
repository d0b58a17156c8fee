// A tensor as torch.save describes it: calls of torch._utils._rebuild_* around a storage. No torch here.
#pragma once
#include <map>
#include <span>
#include <string>

#include "core/weights/pickle_tree.h"
#include "core/weights/stored_tensor.h"
#include "core/weights/torch_records.h"

namespace studio {

class TorchTensors {
 public:
  TorchTensors(const PickleTree& tree, const TorchRecords& records) : tree_(tree), records_(records) {}
  /// Made by one of torch's rebuilding functions, known here or not.
  bool isTensor(PickleIndex value) const;
  /// Throws std::runtime_error naming the tensor when it is of an unknown kind or does not lie within its storage.
  StoredTensor read(PickleIndex value, const std::string& name) const;
  std::uint64_t fileBytes() const { return records_.file()->bytes().size(); }

 private:
  struct Storage { std::string dtype; std::span<const std::byte> bytes; };
  Storage storageOf(PickleIndex value, const std::string& name) const;
  std::vector<std::int64_t> sizesOf(PickleIndex value, const std::string& name) const;

  const PickleTree& tree_;
  const TorchRecords& records_;
};

}  // namespace studio
