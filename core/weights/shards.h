// Weights in several files: NAME.index.json names for each tensor the file beside it that holds it. No torch here.
#pragma once
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace studio {

struct ShardIndex {
  std::vector<std::filesystem::path> files;                              ///< each once, in the order of their names
  std::vector<std::pair<std::string, std::filesystem::path>> tensors;    ///< where each tensor is said to be
};

bool isShardIndex(const std::filesystem::path& file);   ///< by its name: *.index.json
/// Every file must lie beside the index. Throws UserError naming the index, and a file that is missing.
ShardIndex readShardIndex(const std::filesystem::path& file);

}  // namespace studio
