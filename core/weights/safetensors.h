// safetensors: an 8-byte little-endian header length, a JSON header, raw C-order bytes. No torch here.
// Files from strangers: every offset is checked against the file before anything is read or allocated.
#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/run/held_folder.h"
#include "core/weights/stored_tensor.h"

namespace studio {

class SafetensorsFile {
 public:
  /// Maps the file. Throws UserError naming it for anything that does not follow the format.
  explicit SafetensorsFile(const std::filesystem::path& file);
  SafetensorsFile(const HeldFolder& folder, const std::string& name);
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

}  // namespace studio
