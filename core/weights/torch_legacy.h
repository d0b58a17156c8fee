// PyTorch's form from before 1.6: pickles one behind the other (a magic number, a protocol, facts of the machine, the
// object, the keys of its storages), then each storage as its count of elements and its bytes. No code of the file is
// ever run. No torch here.
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/run/mapped_file.h"
#include "core/weights/torch_tensors.h"

namespace studio {

struct TorchLegacy {
  std::shared_ptr<const MappedFile> file;
  PickleTree tree;  ///< of the object
  TorchStorages storages;
};

/// Maps the file where it is of this form. Throws std::runtime_error with a reason for a damaged one, UserError for a
/// plain pickle and for a file of another machine's order of bytes.
TorchLegacy openTorchLegacy(const std::filesystem::path& file);

}  // namespace studio
