// The state dict among what was pickled: {"model": ..., "optimizer": ..., "epoch": 3}, or the dictionary itself. No torch here.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "core/weights/torch_tensors.h"

namespace studio {

struct TorchCheckpoint {
  std::vector<StoredTensor> tensors;
  std::map<std::string, std::string> metadata;
};
/// Throws std::runtime_error with a reason, UserError naming `source` where the way out is another than a new copy.
TorchCheckpoint readCheckpoint(const PickleTree& tree, const TorchTensors& tensors, const std::string& source);

}  // namespace studio
