// PyTorch's .pt, .pth and .bin files (since 1.6 a zip archive around a pickle, before it pickles and storages one
// behind the other): the tensors of the state dict in them, as views into the mapped file. No code of the file is ever
// run (pickle.h). No torch here.
#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/run/mapped_file.h"
#include "core/weights/stored_tensor.h"
#include "core/weights/torch_tensors.h"

namespace studio {

struct TorchArchive {
  std::vector<StoredTensor> tensors;  ///< in the dictionary's order
  std::map<std::string, std::string>
      metadata;                    ///< texts and numbers beside the tensors: "iter_num", "model_args.n_head"
  std::string part;                ///< of the part that was asked for, what is still to be found among the names
  std::vector<std::string> notes;  ///< sentences: what was chosen or passed over
  std::shared_ptr<const MappedFile> file;  ///< keeps the bytes alive
};

/// `part` names one of several dictionaries of tensors ("ema", "student"), or what stands before the names. Throws
/// UserError naming the file.
TorchArchive openTorchArchive(const std::filesystem::path& file, const std::string& part = {});
/// Compares the checksums of everything in it: reads the whole file. The form from before 1.6 has none. Throws
/// UserError.
void checkTorchArchive(const std::filesystem::path& file);

/// PyTorch's form from before 1.6: pickles one behind the other (a magic number, a protocol, facts of the machine, the
/// object, the keys of its storages), then each storage as its count of elements and its bytes.
struct TorchLegacy {
  std::shared_ptr<const MappedFile> file;
  PickleTree tree;  ///< of the object
  TorchStorages storages;
};

/// Maps the file where it is of this form. Throws std::runtime_error with a reason for a damaged one, UserError for a
/// plain pickle and for a file of another machine's order of bytes.
TorchLegacy openTorchLegacy(const std::filesystem::path& file);

}  // namespace studio
