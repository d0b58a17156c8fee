// Weights in several files: NAME.index.json names for each tensor the file beside it that holds it. No torch here.
#pragma once
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace studio {

struct ShardIndex {
  std::vector<std::filesystem::path> files;                            ///< each once, in the order of their names
  std::vector<std::pair<std::string, std::filesystem::path>> tensors;  ///< where each tensor is said to be
};

bool isShardIndex(const std::filesystem::path& file);  ///< by its name: *.index.json
/// Of a file that an index beside it names as one of several: that index; else empty.
std::filesystem::path indexAround(const std::filesystem::path& file);
/// Of "model-00001-of-00002.safetensors" a sentence that it is a part alone; empty for another name.
std::string lonePart(const std::filesystem::path& file);
/// Every file must lie beside the index. Throws UserError naming the index, and a file that is missing.
ShardIndex readShardIndex(const std::filesystem::path& file);

}  // namespace studio
