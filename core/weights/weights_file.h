// A file of weights of any format: which file a path means, what it holds, as views into mapped memory, and whether a
// checkpoint's still holds the bytes that training wrote. No torch here.
#pragma once
#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/run/folder_handle.h"
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
std::filesystem::path findWeightsFile(const std::filesystem::path& path);
/// Recognised by its content, not its name (only an index is recognised by its name). Of a part the names are those
/// behind it. Throws UserError naming the file.
WeightsFile openWeights(const std::filesystem::path& path);
/// A .safetensors file of a held folder, as checkpoints have.
WeightsFile openWeights(const FolderHandle& folder, const std::string& name);

// Whether the weights of a checkpoint still are the bytes that training wrote: its trainer.json keeps their checksums.
// A disk or a copy may have changed one; computed on, it would give numbers that look like any others.

inline constexpr const char* kTrainerFile = "trainer.json";
inline constexpr std::size_t kMostTrainerBytes = std::size_t{1} << 28;  ///< names of classes and of images left out
inline constexpr const char* kChecksumsKey =
    "checksums";  ///< an object: name of a file beside it -> CRC-32 (checksum.h)

/// Reads the whole file. Throws UserError naming it where it is damaged; nothing where no checksum is known (older
/// versions).
void requireAsWritten(const FolderHandle& folder, const std::string& name);

/// Of a file that somebody named by its path: the same where a trainer.json stands beside it.
void requireAsWritten(const std::filesystem::path& file);

}  // namespace studio
