// safetensors: an 8-byte little-endian header length, a JSON header, raw C-order bytes; read, written, and, of large
// networks, cut into several files beside an index, whose parts may be PyTorch's as well. No torch here.
// Untrusted files: every offset is checked against the file before anything is read or allocated.
#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/run/folder_handle.h"
#include "core/weights/stored_tensor.h"

namespace studio {

class SafetensorsFile {
 public:
  /// Maps the file. Throws UserError naming it for anything that does not follow the format.
  explicit SafetensorsFile(const std::filesystem::path& file);
  SafetensorsFile(const FolderHandle& folder, const std::string& name);
  ~SafetensorsFile();
  SafetensorsFile(SafetensorsFile&&) noexcept;
  const std::vector<StoredTensor>& tensors() const;  ///< in the file's order
  const StoredTensor* find(const std::string& name) const;
  const std::map<std::string, std::string>& metadata() const;

 private:
  struct State;
  void readHeader(const std::filesystem::path& file);
  std::unique_ptr<State> state_;
};

/// The bytes of a file.
std::string formatSafetensors(const std::vector<StoredTensor>& tensors,
                              const std::map<std::string, std::string>& metadata = {});
/// Written under a temporary name, synced, renamed.
void writeSafetensors(const std::filesystem::path& file, const std::vector<StoredTensor>& tensors,
                      const std::map<std::string, std::string>& metadata = {});

/// Weights in several files: NAME.index.json names for each tensor the file beside it that holds it.
struct ShardIndex {
  std::vector<std::filesystem::path> files;                            ///< each once, in the order of their names
  std::vector<std::pair<std::string, std::filesystem::path>> tensors;  ///< where each tensor is said to be
};

bool isShardIndex(const std::filesystem::path& file);  ///< by its name: *.index.json
/// Of a file that an index beside it names as one of several: that index; else empty.
std::filesystem::path indexAround(const std::filesystem::path& file);
/// Of "model-00001-of-00002.safetensors" a sentence that it is a part alone; empty for another name.
std::string singlePartProblem(const std::filesystem::path& file);
/// Every file must lie beside the index. Throws UserError naming the index, and a file that is missing.
ShardIndex readShardIndex(const std::filesystem::path& file);

}  // namespace studio
