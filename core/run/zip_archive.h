// Zip files as NumPy (.npz) and PyTorch (.pt) write them: stored and deflated entries, zip64. No encryption, no split
// archives. Untrusted files: every offset and size is checked against the file's before anything is allocated.
#pragma once
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace studio {

struct ZipEntry {
  std::string name;
  std::uint64_t packedSize = 0, size = 0;  ///< bytes in the file, bytes after inflating
  std::uint64_t headerOffset = 0;          ///< of the local header
  std::uint32_t crc = 0;
  bool deflated = false;
};

/// Reads the list of entries at once, their bytes on demand. One thread. Throws UserError naming the file.
class ZipReader {
 public:
  explicit ZipReader(const std::filesystem::path& file);
  /// An archive in memory, which must outlive the reader; `name` is for the sentences.
  ZipReader(std::string_view bytes, const std::filesystem::path& name);
  const std::vector<ZipEntry>& entries() const { return entries_; }
  const ZipEntry* find(std::string_view name) const;
  /// Bytes of an entry, inflated and checked against its checksum.
  std::string read(const ZipEntry& entry);
  /// Where the bytes of an entry begin in the file.
  std::uint64_t dataOffset(const ZipEntry& entry);

 private:
  std::string bytesAt(std::uint64_t offset, std::uint64_t count);
  void readEnd();
  void readDirectory(std::uint64_t offset, std::uint64_t size, std::uint64_t count);
  [[noreturn]] void damaged(const std::string& reason) const;

  std::filesystem::path path_;
  std::ifstream file_;
  std::string_view memory_;
  std::uint64_t fileSize_ = 0;
  std::vector<ZipEntry> entries_;
};

/// Builds an archive of stored entries in memory (below 4 GiB; throws UserError beyond).
class ZipWriter {
 public:
  /// The bytes begin at a multiple of `alignment` in the file.
  void add(const std::string& name, std::string_view bytes, std::size_t alignment = 1);
  /// The whole file.
  std::string finish();

 private:
  std::string file_, directory_;
  std::uint16_t count_ = 0;
};

/// CRC-32 (zlib's, as in zip archives): detects bytes that were damaged by a disk or a copy, not those that somebody
/// forged.
std::uint32_t computeCrc32(std::string_view bytes);

}  // namespace studio
