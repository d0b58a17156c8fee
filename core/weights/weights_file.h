// A file of weights of any format, opened: what it holds, as views into mapped memory. No torch here.
#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/run/held_folder.h"
#include "core/run/places.h"
#include "core/weights/stored_tensor.h"

namespace studio {

struct WeightsFile {
  std::string format;                        ///< "safetensors", "pytorch", "sharded safetensors", "sharded pytorch"
  std::vector<std::filesystem::path> files;  ///< the file itself, or the index and its parts
  std::vector<StoredTensor> tensors;
  std::map<std::string, std::string> metadata;
  std::vector<std::shared_ptr<const void>> holders;  ///< what the tensors' bytes live in
  std::vector<std::string>
      notes{};  ///< sentences: what was chosen or passed over, and what the file is against its name
};

/// The file itself; of a checkpoint's folder its model.safetensors, of a run's folder that of its last checkpoint; of
/// another folder the weights by their usual names, the index of several parts included. Throws UserError naming what
/// was looked for.
std::filesystem::path weightsFileOf(const std::filesystem::path& path);
/// Told by its content, not its name (only an index is told by its name). Of a part the names are those behind it.
/// Throws UserError naming the file.
WeightsFile openWeights(const std::filesystem::path& path);
/// A .safetensors file of a held folder, as checkpoints have.
WeightsFile openWeights(const HeldFolder& folder, const std::string& name);

}  // namespace studio
