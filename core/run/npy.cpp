// Format: NumPy's numpy.lib.format (versions 1.0, 2.0, 3.0).
#include "core/run/npy.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>
#include <limits>

#include "core/run/text_file.h"
#include "core/run/error.h"
#include "core/run/held_folder.h"
#include "core/run/little_endian.h"
#include "core/run/npy_header.h"
#include "core/run/printable_text.h"
#include "core/run/zip_archive.h"

namespace studio {
namespace {

static_assert(std::endian::native == std::endian::little, "array bytes are used as they lie in the file");

constexpr std::size_t kAlignment = 64;        ///< of the first value in the file, as NumPy writes it
constexpr std::string_view kSuffix = ".npy";  ///< of an array in a .npz
constexpr std::size_t kMostNamed = 12;        ///< arrays in a sentence
constexpr std::string_view kMagic = "\x93NUMPY";

/// IEEE 754 half precision.
double halfToDouble(std::uint16_t half) {
  const int exponent = (half >> 10) & 31, mantissa = half & 1023;
  double value = exponent == 0 ? std::ldexp(mantissa, -24) : std::ldexp(mantissa + 1024, exponent - 25);
  if (exponent == 31)
    value = mantissa ? std::numeric_limits<double>::quiet_NaN() : std::numeric_limits<double>::infinity();
  return half & 0x8000 ? -value : value;
}

template <class Stored, class Out>
std::vector<Out> converted(const std::string& bytes) {
  std::vector<Out> values(bytes.size() / sizeof(Stored));
  for (std::size_t i = 0; i < values.size(); ++i) {
    Stored value;
    std::memcpy(&value, bytes.data() + i * sizeof value, sizeof value);
    values[i] = static_cast<Out>(value);
  }
  return values;
}

template <class Out>
std::vector<Out> halves(const std::string& bytes) {
  std::vector<Out> values;
  values.reserve(bytes.size() / 2);
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2)
    values.push_back(static_cast<Out>(halfToDouble(readLittle<std::uint16_t>(bytes, i))));
  return values;
}

template <class Out>
std::vector<Out> valuesOf(const NpyArray& array) {
  const std::string& type = array.dtype;
  if (type == "<f4") return converted<float, Out>(array.bytes);
  if (type == "<f8") return converted<double, Out>(array.bytes);
  if (type == "<i8") return converted<std::int64_t, Out>(array.bytes);
  if (type == "<u8") return converted<std::uint64_t, Out>(array.bytes);
  if (type == "<i4") return converted<std::int32_t, Out>(array.bytes);
  if (type == "<u4") return converted<std::uint32_t, Out>(array.bytes);
  if (type == "<i2") return converted<std::int16_t, Out>(array.bytes);
  if (type == "<u2") return converted<std::uint16_t, Out>(array.bytes);
  if (type == "|i1") return converted<std::int8_t, Out>(array.bytes);
  if (type == "|u1" || type == "|b1") return converted<std::uint8_t, Out>(array.bytes);
  if (type == "<f2") return halves<Out>(array.bytes);
  throw UserError("an array of type " + type + " is no array of numbers; save it as float32.");
}

template <class T>
NpyArray arrayOf(const std::string& dtype, const std::vector<T>& values, std::vector<std::int64_t> shape) {
  NpyArray array{dtype, std::move(shape), {}};
  array.bytes.resize(values.size() * sizeof(T));
  if (!values.empty()) std::memcpy(array.bytes.data(), values.data(), array.bytes.size());
  return array;
}

/// Big-endian values to little-endian ones, in place.
void swapBytes(std::string& bytes, std::size_t itemSize) {
  for (std::size_t i = 0; i + itemSize <= bytes.size(); i += itemSize)
    std::reverse(bytes.begin() + static_cast<std::ptrdiff_t>(i),
                 bytes.begin() + static_cast<std::ptrdiff_t>(i + itemSize));
}

std::string arrayName(const ZipEntry& entry) { return entry.name.substr(0, entry.name.size() - kSuffix.size()); }

/// "r.npz:V4" is the array V4 of r.npz, unless a file is called so.
std::pair<std::filesystem::path, std::string> splitName(const std::filesystem::path& file) {
  const std::string text = file.string();
  const auto colon = text.rfind(".npz:");
  std::error_code none;
  if (colon == std::string::npos || std::filesystem::exists(file, none)) return {file, {}};
  return {text.substr(0, colon + 4), text.substr(colon + 5)};
}

/// The entry of the first of `names` that is there; where `orOnly`, else the only array.
const ZipEntry& entryFor(const ZipReader& archive, const std::filesystem::path& file,
                         const std::vector<std::string>& names, bool orOnly) {
  std::vector<const ZipEntry*> arrays;
  for (const auto& entry : archive.entries())
    if (entry.name.ends_with(kSuffix)) arrays.push_back(&entry);
  for (const auto& name : names)
    for (const auto* entry : arrays)
      if (arrayName(*entry) == name) return *entry;
  if (orOnly && arrays.size() == 1) return *arrays.front();
  if (arrays.empty())
    throw UserError("Cannot read " + file.string() +
                    ": it is a zip archive without arrays of NumPy; save the array with numpy.save or numpy.savez.");
  std::string all;
  for (std::size_t i = 0; i < std::min(arrays.size(), kMostNamed); ++i)
    all += (i == 0 ? "" : ", ") + printable(arrayName(*arrays[i]));
  if (arrays.size() > kMostNamed) all += " and " + std::to_string(arrays.size() - kMostNamed) + " more";
  const auto example = file.string() + ":" + printable(arrayName(*arrays.front()));
  if (!orOnly)
    throw UserError("Cannot read " + file.string() + ": there is no array \"" + printable(names.front()) +
                    "\" in it; it holds " + all + ".");
  throw UserError("Cannot read " + file.string() + ": it holds several arrays (" + all + "); name one, as in " +
                  example + ".");
}

/// First index fastest -> last index fastest.
std::string toRowMajor(const std::string& bytes, const std::vector<std::int64_t>& shape, std::size_t itemSize) {
  std::string out(bytes.size(), '\0');
  std::vector<std::int64_t> index(shape.size(), 0);
  for (std::size_t from = 0; from + itemSize <= bytes.size(); from += itemSize) {
    std::size_t to = 0;
    for (std::size_t d = 0; d < shape.size(); ++d)
      to = to * static_cast<std::size_t>(shape[d]) + static_cast<std::size_t>(index[d]);
    std::memcpy(out.data() + to * itemSize, bytes.data() + from, itemSize);
    for (std::size_t d = 0; d < shape.size() && ++index[d] == shape[d]; ++d) index[d] = 0;
  }
  return out;
}

}  // namespace

std::int64_t NpyArray::count() const {
  std::int64_t product = 1;
  for (const std::int64_t size : shape) product *= size;
  return product;
}

std::vector<double> NpyArray::asDoubles() const { return valuesOf<double>(*this); }
std::vector<float> NpyArray::asFloats() const { return valuesOf<float>(*this); }

NpyArray NpyArray::from(const std::vector<float>& values, std::vector<std::int64_t> shape) {
  return arrayOf("<f4", values, std::move(shape));
}
NpyArray NpyArray::from(const std::vector<double>& values, std::vector<std::int64_t> shape) {
  return arrayOf("<f8", values, std::move(shape));
}
NpyArray NpyArray::from(const std::vector<std::int64_t>& values, std::vector<std::int64_t> shape) {
  return arrayOf("<i8", values, std::move(shape));
}

NpyArray parseNpy(std::string_view bytes, const std::string& sourceName) {
  const NpyHeader header = parseNpyHeader(bytes, sourceName);
  NpyArray array{header.dtype, header.shape, std::string(bytes.substr(header.dataOffset, header.dataSize))};
  if (header.bigEndian) swapBytes(array.bytes, header.itemSize);
  if (header.columnMajor && header.shape.size() > 1)
    array.bytes = toRowMajor(array.bytes, header.shape, header.itemSize);
  return array;
}

std::string formatNpy(const NpyArray& array) {
  std::string shape;
  for (const std::int64_t size : array.shape) shape += std::to_string(size) + ", ";
  if (array.shape.size() > 1) shape.erase(shape.size() - 2);
  if (array.shape.size() == 1) shape.pop_back();
  std::string header = "{'descr': '" + array.dtype + "', 'fortran_order': False, 'shape': (" + shape + "), }";
  const std::size_t before = kMagic.size() + 4;  // magic, version, length
  header.append(kAlignment - (before + header.size() + 1) % kAlignment, ' ');
  header += '\n';
  std::string file(kMagic);
  file += std::string("\x01\x00", 2);
  appendLittle<std::uint16_t>(file, static_cast<std::uint16_t>(header.size()));
  return file + header + array.bytes;
}

NpyArray readNpy(const std::filesystem::path& file) {
  constexpr std::size_t kLargest = std::size_t{1} << 36;
  return parseNpy(readFile(file, kLargest), file.string());
}

void writeNpy(const std::filesystem::path& file, const NpyArray& array) { writeFileAtomically(file, formatNpy(array)); }

namespace {

NpzArrays arraysOf(ZipReader& archive, const std::filesystem::path& file) {
  NpzArrays arrays;
  for (const ZipEntry& entry : archive.entries())
    if (entry.name.ends_with(kSuffix))
      arrays.emplace_back(arrayName(entry),
                          parseNpy(archive.read(entry), file.string() + ": " + printable(entry.name)));
  return arrays;
}

}  // namespace

NpzArrays readNpz(const std::filesystem::path& file) {
  ZipReader archive(file);
  return arraysOf(archive, file);
}

bool readsAsZip(const std::filesystem::path& file) {
  requireRegularFile(file);
  std::ifstream stream(file, std::ios::binary);
  std::array<char, 2> magic{};
  return stream.read(magic.data(), magic.size()) && magic[0] == 'P' && magic[1] == 'K';
}

NpyArray readArray(const std::filesystem::path& file, const std::vector<std::string>& names) {
  const auto [place, wanted] = splitName(file);
  if (wanted.empty() && !readsAsZip(place)) return readNpy(place);
  ZipReader archive(place);
  const ZipEntry& entry = entryFor(archive, place, wanted.empty() ? names : std::vector{wanted}, wanted.empty());
  return parseNpy(archive.read(entry), place.string() + ": " + printable(entry.name));
}

NpzArrays parseNpz(std::string_view bytes, const std::filesystem::path& name) {
  ZipReader archive(bytes, name);
  return arraysOf(archive, name);
}

std::string formatNpz(const NpzArrays& arrays) {
  ZipWriter archive;
  for (const auto& [name, array] : arrays) archive.add(name + ".npy", formatNpy(array));
  return archive.finish();
}

void writeNpz(const std::filesystem::path& file, const NpzArrays& arrays) {
  writeFileAtomically(file, formatNpz(arrays));
}

}  // namespace studio
