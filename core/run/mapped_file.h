// A file as read-only memory: opening costs nothing, pages come as they are read; and what happens when somebody
// shortens it meanwhile. Any thread; opening blocks for the disk, and so does reading a page for the first time.
#pragma once
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/run/folder_handle.h"

namespace studio {

// What happens when somebody shortens a file while it is mapped (a script that saves over a checkpoint does): reading
// behind the new end would end the whole program with SIGBUS. Here such a read gives zeros, and who has read asks
// afterwards whether it was so.

/// Watches one mapping while it lives. Up to 1,024 at a time; further ones are not watched.
class TruncationGuard {
 public:
  /// The mapping is of `size` bytes and longer than the guard's life; `name` is for the sentence.
  TruncationGuard(const void* start, std::size_t size, std::string name);
  ~TruncationGuard();
  TruncationGuard(const TruncationGuard&) = delete;
  TruncationGuard& operator=(const TruncationGuard&) = delete;

 private:
  int slot_ = -1;
};

/// Throws UserError naming the file where `place` lies in a watched mapping of which something could not be read;
/// memory of any other kind is fine. To be asked after the last read and before what was read is used. Any thread.
void requireWhole(const void* place);

// A file as read-only memory: opening costs nothing, pages come as they are read. Whoever reads it asks requireWhole
// before relying on what was read, for somebody else may shorten the file meanwhile.
class MappedFile {
 public:
  /// Throws UserError naming the file; a pipe or a device is refused.
  explicit MappedFile(const std::filesystem::path& file);
  /// A file of a held folder, without following links.
  MappedFile(const FolderHandle& folder, const std::string& name);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  std::string_view bytes() const { return {static_cast<const char*>(start_), size_}; }

 private:
  void map(int descriptor, const std::filesystem::path& file);
  void* start_ = nullptr;
  std::size_t size_ = 0;
  std::optional<TruncationGuard> guard_;
};

}  // namespace studio
