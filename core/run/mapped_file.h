// A file as read-only memory: opening costs nothing, pages come as they are read. Whoever reads it asks requireWhole
// (cut_guard.h) before relying on what was read, for somebody else may shorten the file meanwhile.
#pragma once
#include <filesystem>
#include <optional>
#include <string_view>

#include "core/run/cut_guard.h"
#include "core/run/held_folder.h"

namespace studio {

class MappedFile {
 public:
  /// Throws UserError naming the file; a pipe or a device is refused.
  explicit MappedFile(const std::filesystem::path& file);
  /// A file of a held folder, without following links.
  MappedFile(const HeldFolder& folder, const std::string& name);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  std::string_view bytes() const { return {static_cast<const char*>(start_), size_}; }

 private:
  void map(int descriptor, const std::filesystem::path& file);
  void* start_ = nullptr;
  std::size_t size_ = 0;
  std::optional<CutGuard> guard_;
};

}  // namespace studio
