// NumPy's .npy and .npz: C-order float32, float64, int64, uint8, int32 arrays in and out; deflated .npz entries are
// read too. Untrusted files: every size is checked against the file's before anything is allocated. Values; any
// thread; functions that name a file block for the disk.
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace studio {

struct NpyArray {
  std::string dtype;  ///< "<f4", "<f8", "<i8", "<i4", "<i2", "|u1", "|i1", "<f2", "<u2", "|b1"
  std::vector<std::int64_t> shape;
  std::string bytes;  ///< C order, little-endian

  std::int64_t count() const;  ///< product of the shape
  std::vector<double> asDoubles() const;
  std::vector<float> asFloats() const;
  static NpyArray from(const std::vector<float>& values, std::vector<std::int64_t> shape);
  static NpyArray from(const std::vector<double>& values, std::vector<std::int64_t> shape);
  static NpyArray from(const std::vector<std::int64_t>& values, std::vector<std::int64_t> shape);
};

using NpzArrays = std::vector<std::pair<std::string, NpyArray>>;  ///< in the file's order

NpyArray parseNpy(std::string_view bytes, const std::string& sourceName);
std::string formatNpy(const NpyArray& array);
NpyArray readNpy(const std::filesystem::path& file);
/// A .npz is a zip archive, whatever its name.
bool readsAsZip(const std::filesystem::path& file);
/// An array of a person's file, recognised by its content: a .npy, or of a .npz the array that is meant: FILE.npz:NAME,
/// else the first of `names` that is there, else the only one. Throws UserError naming those that there are where none
/// is.
NpyArray readArray(const std::filesystem::path& file, const std::vector<std::string>& names = {});
void writeNpy(const std::filesystem::path& file, const NpyArray& array);
NpzArrays readNpz(const std::filesystem::path& file);
/// An archive in memory; `name` is for the sentences.
NpzArrays parseNpz(std::string_view bytes, const std::filesystem::path& name);
std::string formatNpz(const NpzArrays& arrays);
void writeNpz(const std::filesystem::path& file, const NpzArrays& arrays);

// What the head of a .npy file says, checked against the file's size.

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
