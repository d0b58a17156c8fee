// The header is a Python dictionary: {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }
#include "core/run/npy_header.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "core/run/error.h"
#include "core/run/little_endian.h"
#include "core/run/printable_text.h"

namespace studio {
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
std::string_view valueOf(std::string_view header, std::string_view key, const std::string& source) {
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

/// "[400]", "[20, 3]"
std::string shapeText(const std::vector<std::int64_t>& shape) {
  std::string text;
  for (const std::int64_t size : shape) text += (text.empty() ? "" : ", ") + std::to_string(size);
  return "[" + text + "]";
}

/// Bytes of the whole array; the largest number when that cannot be counted.
std::size_t sizeOf(const NpyHeader& header) {
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
  readType(valueOf(text, "descr", source), header, source);
  header.columnMajor = valueOf(text, "fortran_order", source).starts_with("True");
  readShape(valueOf(text, "shape", source), header, source);
  header.dataOffset = start + length;
  header.dataSize = sizeOf(header);
  const std::size_t there = file.size() - header.dataOffset;
  if (header.dataSize > there)
    refuse(source, "the file is cut short; its header promises more than the " + std::to_string(there) +
                       " bytes that follow; copy it again.");
  if (header.dataSize < there)
    refuse(source, std::to_string(there - header.dataSize) + " bytes follow the array " + shapeText(header.shape) +
                       " that its header announces: another array behind it, or a header of another shape; save one "
                       "whole array with numpy.save.");
  return header;
}

}  // namespace studio
