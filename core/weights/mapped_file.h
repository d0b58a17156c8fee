// A file as read-only memory: opening costs nothing, pages come as they are read.
#pragma once
#include <filesystem>
#include <string_view>

namespace studio {

class MappedFile {
 public:
  /// Throws UserError naming the file.
  explicit MappedFile(const std::filesystem::path& file);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  std::string_view bytes() const { return {static_cast<const char*>(start_), size_}; }

 private:
  void* start_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace studio
