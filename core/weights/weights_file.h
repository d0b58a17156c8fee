// A file of weights of any format, opened: what it holds, as views into mapped memory. No torch here.
#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/weights/stored_tensor.h"

namespace studio {

struct WeightsFile {
  std::string format;                             ///< "safetensors", "pytorch", "sharded safetensors", "sharded pytorch"
  std::vector<std::filesystem::path> files;       ///< the file itself, or the index and its parts
  std::vector<StoredTensor> tensors;
  std::map<std::string, std::string> metadata;
  std::vector<std::shared_ptr<const void>> holders;   ///< what the tensors' bytes live in
};

/// The file itself; of a checkpoint's folder its model.safetensors, of a run's folder that of its last checkpoint; of another
/// folder the weights by their usual names, the index of several parts included. Throws UserError naming what was looked for.
std::filesystem::path weightsFileOf(const std::filesystem::path& path);
/// Told by its content, not its name (only an index is told by its name). Throws UserError naming the file.
WeightsFile openWeights(const std::filesystem::path& path);

}  // namespace studio
