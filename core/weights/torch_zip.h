// The zip archive that PyTorch's torch.save writes since version 1.6, read and written: NAME/data.pkl describes the
// tensors, NAME/data/0, NAME/data/1 ... are their storages. No torch here.
#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/run/mapped_file.h"
#include "core/weights/stored_tensor.h"
#include "core/weights/torch_tensors.h"

namespace studio {

class TorchRecords {
 public:
  /// Maps the file and checks its directory. Throws UserError with the way out for archives that torch.save does not
  /// write, std::runtime_error with a reason for damaged ones.
  explicit TorchRecords(const std::filesystem::path& file);
  /// data.pkl, checked against its checksum.
  const std::string& pickle() const { return pickle_; }
  const TorchStorages& storages() const { return storages_; }
  std::shared_ptr<const MappedFile> file() const { return file_; }
  /// Compares the checksum of every record: reads the whole file. Throws std::runtime_error naming the record.
  void check() const;

 private:
  std::filesystem::path path_;
  std::shared_ptr<const MappedFile> file_;
  std::string root_, pickle_;
  TorchStorages storages_;
};

/// Where the texts of a file that is written here are: torch.load("x.pt").toponets is a dict. As an attribute of the
/// state dict they leave it what load_state_dict takes.
inline constexpr std::string_view kTextsAttribute = "toponets";

/// A state dict as torch.save writes it: torch.load(weights_only=True) takes it as it is. Tensors in C order; those
/// with the same bytes share a storage, as tied weights do. Written under a temporary name, synced, renamed. Throws
/// UserError: a zip archive of ours is below 4 GiB.
void writeTorchArchive(const std::filesystem::path& file, const std::vector<StoredTensor>& tensors,
                       const std::map<std::string, std::string>& texts = {});

}  // namespace studio
