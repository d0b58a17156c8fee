// The state dict among what was pickled: {"model": ..., "optimizer": ..., "epoch": 3}, or the dictionary itself; of
// several the trained one, not its copies (ema, teacher), unless another is named. No torch here.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "core/weights/torch_tensors.h"

namespace studio {

struct TorchCheckpoint {
  std::vector<StoredTensor> tensors;
  std::map<std::string, std::string> metadata;
  std::string part;                ///< what of the requested part is no dictionary: it stands before the names
  std::vector<std::string> notes;  ///< which dictionary was taken, where there are several
};
/// Throws std::runtime_error with a reason, UserError naming `source` where the way out is another than a new copy.
TorchCheckpoint readCheckpoint(const PickleTree& tree, const TorchTensors& tensors, const std::string& source,
                               const std::string& part = {});

}  // namespace studio
