// Format: NumPy's numpy.lib.format (versions 1.0, 2.0, 3.0). The head of a file is read at the end.
#include "core/run/npy.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <fstream>
#include <limits>

#include "core/run/error.h"
#include "core/run/folder_handle.h"
#include "core/run/little_endian.h"
#include "core/run/printable_text.h"
#include "core/run/text_file.h"
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
std::vector<Out> convertValues(const NpyArray& array) {
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
NpyArray makeNpyArray(const std::string& dtype, const std::vector<T>& values, std::vector<std::int64_t> shape) {
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

std::vector<double> NpyArray::asDoubles() const { return convertValues<double>(*this); }
std::vector<float> NpyArray::asFloats() const { return convertValues<float>(*this); }

NpyArray NpyArray::from(const std::vector<float>& values, std::vector<std::int64_t> shape) {
  return makeNpyArray("<f4", values, std::move(shape));
}
NpyArray NpyArray::from(const std::vector<double>& values, std::vector<std::int64_t> shape) {
  return makeNpyArray("<f8", values, std::move(shape));
}
NpyArray NpyArray::from(const std::vector<std::int64_t>& values, std::vector<std::int64_t> shape) {
  return makeNpyArray("<i8", values, std::move(shape));
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

NpzArrays readNpzArrays(ZipReader& archive, const std::filesystem::path& file) {
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
  return readNpzArrays(archive, file);
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
  return readNpzArrays(archive, name);
}

std::string formatNpz(const NpzArrays& arrays) {
  ZipWriter archive;
  for (const auto& [name, array] : arrays) archive.add(name + ".npy", formatNpy(array));
  return archive.finish();
}

void writeNpz(const std::filesystem::path& file, const NpzArrays& arrays) {
  writeFileAtomically(file, formatNpz(arrays));
}

// The header is a Python dictionary: {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }

namespace {

constexpr std::array<std::string_view, 12> kTypes{"f2", "f4", "f8", "i1", "i2", "i4",
                                                  "i8", "u1", "u2", "u4", "u8", "b1"};
constexpr std::size_t kLongestHeader = 1 << 16;
constexpr std::size_t kMostDimensions = 64;

[[noreturn]] void refuse(const std::string& source, const std::string& reason) {
  throw UserError("Cannot read " + source + ": " + reason);
}

[[noreturn]] void damaged(const std::string& source) {
  refuse(source, "its .npy header is damaged; save the array again with numpy.save.");
}

/// The text after `'key':`, blanks skipped.
std::string_view findValue(std::string_view header, std::string_view key, const std::string& source) {
  std::size_t at = header.find(std::string("'").append(key) + "'");
  if (at == std::string_view::npos) at = header.find(std::string("\"").append(key) + "\"");
  if (at == std::string_view::npos) damaged(source);
  header.remove_prefix(at + key.size() + 2);
  header.remove_prefix(std::min(header.find_first_not_of(" :"), header.size()));
  return header;
}

/// What a type that is no plain number is, by NumPy's letter for it, and what to do about it.
const char* otherKind(std::string_view type) {
  type.remove_prefix(std::min(type.find_first_not_of("<>|="), type.size()));
  switch (type.empty() ? ' ' : type[0]) {
    case 'c':
      return "that of complex numbers; save their real part or their magnitude, as in numpy.save(file, abs(x)).";
    case 'S':
    case 'U':
      return "that of text; an array of numbers is needed.";
    case 'O':
      return "that of Python's objects; save one plain array, as in numpy.save(file, numpy.stack(x)).";
    case 'M':
    case 'm':
      return "that of dates or times; an array of numbers is needed.";
    case 'V':
      return "that of bytes without a meaning (NumPy saves bfloat16 so); save it as float32.";
    default:
      return "no plain number; save it as float32.";
  }
}

void readType(std::string_view value, NpyHeader& header, const std::string& source) {
  if (value.empty() || (value[0] != '\'' && value[0] != '"'))
    refuse(source, "it holds records, not numbers; save one plain array.");
  const std::size_t end = value.find(value[0], 1);
  if (end == std::string_view::npos) damaged(source);
  const std::string_view type = value.substr(1, end - 1);
  const bool known = type.size() == 3 && std::find(kTypes.begin(), kTypes.end(), type.substr(1)) != kTypes.end();
  const bool order = known && (type[0] == '<' || type[0] == '>' || type[0] == '|' || type[0] == '=');
  if (!order) refuse(source, "its type " + printable(type.substr(0, 30)) + " is " + otherKind(type));
  header.itemSize = static_cast<std::size_t>(type[2] - '0');
  header.bigEndian = type[0] == '>' && header.itemSize > 1;
  header.dtype = std::string(header.itemSize == 1 ? "|" : "<").append(type.substr(1));
}

void readShape(std::string_view value, NpyHeader& header, const std::string& source) {
  const std::size_t end = value.find(')');
  if (value.empty() || value[0] != '(' || end == std::string_view::npos) damaged(source);
  std::string_view inside = value.substr(1, end - 1);
  for (;;) {
    inside.remove_prefix(std::min(inside.find_first_not_of(" ,L"), inside.size()));
    if (inside.empty()) return;
    std::int64_t size = 0;
    const auto [stop, error] = std::from_chars(inside.data(), inside.data() + inside.size(), size);
    if (error != std::errc() || size < 0 || header.shape.size() == kMostDimensions) damaged(source);
    header.shape.push_back(size);
    inside.remove_prefix(static_cast<std::size_t>(stop - inside.data()));
  }
}

/// Bytes of the whole array; the largest number when that cannot be counted.
std::size_t arrayBytes(const NpyHeader& header) {
  if (std::find(header.shape.begin(), header.shape.end(), 0) != header.shape.end()) return 0;
  std::size_t size = header.itemSize;
  for (const std::int64_t length : header.shape)
    if (__builtin_mul_overflow(size, static_cast<std::size_t>(length), &size))
      return std::numeric_limits<std::size_t>::max();
  return size;
}

}  // namespace

NpyHeader parseNpyHeader(std::string_view file, const std::string& source) {
  if (file.size() < 12 || file.substr(0, 6) != "\x93NUMPY")
    refuse(source, "it is not a .npy file; save the array with numpy.save.");
  const int version = static_cast<unsigned char>(file[6]);
  if (version < 1 || version > 3)
    refuse(source, std::string("its .npy version ").append(std::to_string(version)) +
                       " is not known; save it with numpy.save.");
  NpyHeader header;
  const std::size_t start = version == 1 ? 10 : 12;
  const std::size_t length = version == 1 ? readLittle<std::uint16_t>(file, 8) : readLittle<std::uint32_t>(file, 8);
  if (length > kLongestHeader || length > file.size() - start) damaged(source);
  const std::string_view text = file.substr(start, length);
  readType(findValue(text, "descr", source), header, source);
  header.columnMajor = findValue(text, "fortran_order", source).starts_with("True");
  readShape(findValue(text, "shape", source), header, source);
  header.dataOffset = start + length;
  header.dataSize = arrayBytes(header);
  const std::size_t there = file.size() - header.dataOffset;
  if (header.dataSize > there)
    refuse(source, "the file is cut short; its header promises more than the " + std::to_string(there) +
                       " bytes that follow; copy it again.");
  if (header.dataSize < there)
    refuse(source, std::to_string(there - header.dataSize) + " bytes follow the array that its header announces (" +
                       shapeText(header.shape) +
                       "): another array behind it, or a header of another shape; save one whole array with "
                       "numpy.save.");
  return header;
}

}  // namespace studio
