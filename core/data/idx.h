// IDX, the format of MNIST: 0, 0, type, number of dimensions, sizes (big-endian), values. Plain or gzip (.gz).
// Untrusted files: the sizes are checked against the file before anything is allocated. No torch here.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace studio {

/// An array of unsigned bytes (type 0x08, the only one data sets of images use).
struct IdxArray {
  std::vector<std::int64_t> shape;
  std::string bytes;
};

/// Throws UserError naming the file for anything that is not exactly one such array.
IdxArray readIdx(const std::filesystem::path& file);

/// Whether a file and its .gz hold the same, by the checksum and the size at the end of the latter (RFC 1952, for files
/// of one part).
bool sameAsPacked(const std::filesystem::path& plain, const std::filesystem::path& packed);

}  // namespace studio
