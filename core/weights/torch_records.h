// The zip archive around a PyTorch file: NAME/data.pkl describes, NAME/data/0, NAME/data/1 ... are the storages. No
// torch here.
#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "core/run/mapped_file.h"
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

}  // namespace studio
