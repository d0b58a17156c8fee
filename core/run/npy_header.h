// What the head of a .npy file says, checked against the file's size.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace studio {

struct NpyHeader {
  std::string dtype;         ///< little-endian spelling, "<f4"
  bool bigEndian = false;    ///< as stored
  bool columnMajor = false;  ///< fortran_order
  std::vector<std::int64_t> shape;
  std::size_t itemSize = 0;  ///< bytes
  std::size_t dataOffset = 0, dataSize = 0;
};

/// Throws UserError naming `sourceName` for anything that is not a whole array of numbers.
NpyHeader parseNpyHeader(std::string_view file, const std::string& sourceName);

}  // namespace studio
