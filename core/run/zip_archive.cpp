// Layout: PKWARE APPNOTE 6.3.9, sections 4.3.7 (local header), 4.3.12 (directory), 4.3.14-16 (ends), 4.5.3 (zip64).
#include "core/run/zip_archive.h"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <limits>

#include "core/run/error.h"
#include "core/run/failure.h"
#include "core/run/folder_handle.h"
#include "core/run/little_endian.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

constexpr std::uint32_t kLocalHeader = 0x04034b50, kDirectoryEntry = 0x02014b50, kEnd = 0x06054b50;
constexpr std::uint32_t kEnd64 = 0x06064b50, kEnd64Locator = 0x07064b50;
constexpr std::uint64_t kLocalSize = 30, kEntrySize = 46, kEndSize = 22, kEnd64Size = 56, kLocatorSize = 20;
constexpr std::uint64_t kLongestComment = 65535;
constexpr std::uint64_t kMostInflation = 1040;  ///< deflate cannot do better than 1032 to 1

struct Inflater {
  z_stream stream{};
  bool ready = inflateInit2(&stream, -MAX_WBITS) == Z_OK;  // without zlib's own header
  Inflater() = default;
  ~Inflater() { inflateEnd(&stream); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
};

/// Memory is taken as the bytes come: a small entry may announce much and hold little.
std::string inflated(std::string_view packed, std::uint64_t size) {
  std::string bytes;
  Inflater inflater;
  auto& stream = inflater.stream;
  int result = inflater.ready ? Z_OK : Z_MEM_ERROR;
  std::size_t in = 0, out = 0;
  constexpr std::size_t kPiece = std::size_t{1} << 24, kMostGiven = std::numeric_limits<uInt>::max() / 2;
  while (result == Z_OK) {
    if (out == bytes.size()) bytes.resize(std::min<std::size_t>(size, out + kPiece));
    const std::size_t give = std::min(packed.size() - in, kMostGiven), space = bytes.size() - out;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data() + in));
    stream.avail_in = static_cast<uInt>(give);
    stream.next_out = reinterpret_cast<Bytef*>(bytes.data() + out);
    stream.avail_out = static_cast<uInt>(space);
    result = ::inflate(&stream, Z_NO_FLUSH);
    in += give - stream.avail_in;
    out += space - stream.avail_out;
  }
  return result == Z_STREAM_END && out == size ? bytes : std::string();
}

/// Replaces saturated 32-bit values by those of the zip64 extra field, in their fixed order.
void applyZip64(std::string_view extra, std::vector<std::uint64_t*> saturated) {
  while (extra.size() >= 4) {
    const std::uint64_t id = readLittle<std::uint16_t>(extra, 0), size = readLittle<std::uint16_t>(extra, 2);
    if (size > extra.size() - 4) return;
    if (id == 1) {
      for (std::size_t i = 0; i < saturated.size() && 8 * (i + 1) <= size; ++i)
        *saturated[i] = readLittle<std::uint64_t>(extra, 4 + 8 * i);
      return;
    }
    extra.remove_prefix(4 + size);
  }
}

/// A field that readers skip, so long that what follows it is aligned; PyTorch pads its archives with one of the same
/// name.
std::string paddingTo(std::size_t alignment, std::size_t offset) {
  std::string field;
  if (alignment <= 1) return field;
  appendLittle<std::uint16_t>(field, 0x4246);
  const auto padding = (alignment - (offset + 4) % alignment) % alignment;
  appendLittle<std::uint16_t>(field, static_cast<std::uint16_t>(padding));
  return field.append(padding, 'Z');
}

}  // namespace

void ZipReader::damaged(const std::string& reason) const {
  throw UserError("Cannot read " + path_.string() + ": the archive is damaged (" + reason +
                  "); write or copy it again.");
}

std::string ZipReader::bytesAt(std::uint64_t offset, std::uint64_t count) {
  if (offset > fileSize_ || count > fileSize_ - offset) damaged("it is cut short");
  if (!file_.is_open()) return std::string(memory_.substr(offset, count));
  std::string bytes(count, '\0');
  file_.clear();
  file_.seekg(static_cast<std::streamoff>(offset));
  if (!file_.read(bytes.data(), static_cast<std::streamsize>(count))) damaged("it is cut short");
  return bytes;
}

ZipReader::ZipReader(const std::filesystem::path& file) : path_(file) {
  requireRegularFile(file);
  std::error_code error;
  fileSize_ = std::filesystem::file_size(file, error);
  if (error) throwReadError(file, error.value());
  file_.open(file, std::ios::binary);
  if (!file_) throwReadError(file, errno);
  readEnd();
}

ZipReader::ZipReader(std::string_view bytes, const std::filesystem::path& name)
    : path_(name), memory_(bytes), fileSize_(bytes.size()) {
  readEnd();
}

void ZipReader::readEnd() {
  const std::uint64_t tailSize = std::min(fileSize_, kEndSize + kLongestComment);
  const std::uint64_t tailStart = fileSize_ - tailSize;
  const std::string tail = bytesAt(tailStart, tailSize);
  std::size_t end =
      tail.size() < kEndSize ? std::string::npos : tail.rfind(std::string_view("PK\5\6", 4), tail.size() - kEndSize);
  if (end == std::string::npos) damaged("no zip directory at its end");
  std::uint64_t count = readLittle<std::uint16_t>(tail, end + 10), size = readLittle<std::uint32_t>(tail, end + 12);
  std::uint64_t offset = readLittle<std::uint32_t>(tail, end + 16);
  const bool large = count == 0xffff || size == 0xffffffff || offset == 0xffffffff;
  if (large && tailStart + end >= kLocatorSize) {
    const std::string locator = bytesAt(tailStart + end - kLocatorSize, kLocatorSize);
    if (readLittle<std::uint32_t>(locator, 0) == kEnd64Locator) {
      const std::string end64 = bytesAt(readLittle<std::uint64_t>(locator, 8), kEnd64Size);
      if (readLittle<std::uint32_t>(end64, 0) != kEnd64) damaged("bad zip64 directory");
      count = readLittle<std::uint64_t>(end64, 32);
      size = readLittle<std::uint64_t>(end64, 40);
      offset = readLittle<std::uint64_t>(end64, 48);
    }
  }
  readDirectory(offset, size, count);
}

void ZipReader::readDirectory(std::uint64_t offset, std::uint64_t size, std::uint64_t count) {
  const std::string directory = bytesAt(offset, size);
  if (count > size / kEntrySize) damaged("more entries than its directory holds");
  entries_.reserve(count);
  std::uint64_t at = 0, packedTotal = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    if (size - at < kEntrySize || readLittle<std::uint32_t>(directory, at) != kDirectoryEntry)
      damaged("bad directory entry");
    const auto flags = readLittle<std::uint16_t>(directory, at + 8),
               method = readLittle<std::uint16_t>(directory, at + 10);
    const std::uint64_t nameSize = readLittle<std::uint16_t>(directory, at + 28),
                        extraSize = readLittle<std::uint16_t>(directory, at + 30);
    const std::uint64_t whole = kEntrySize + nameSize + extraSize + readLittle<std::uint16_t>(directory, at + 32);
    if (whole > size - at) damaged("bad directory entry");
    if (flags & 1 || (method != 0 && method != 8))
      damaged("an entry is encrypted or packed by another method than deflate");
    ZipEntry entry;
    entry.crc = readLittle<std::uint32_t>(directory, at + 16);
    entry.packedSize = readLittle<std::uint32_t>(directory, at + 20);
    entry.size = readLittle<std::uint32_t>(directory, at + 24);
    entry.headerOffset = readLittle<std::uint32_t>(directory, at + 42);
    entry.deflated = method == 8;
    entry.name = directory.substr(at + kEntrySize, nameSize);
    std::vector<std::uint64_t*> saturated;
    for (std::uint64_t* value : {&entry.size, &entry.packedSize, &entry.headerOffset})
      if (*value == 0xffffffff) saturated.push_back(value);
    applyZip64(std::string_view(directory).substr(at + kEntrySize + nameSize, extraSize), saturated);
    if (entry.packedSize > fileSize_ || (packedTotal += entry.packedSize) > fileSize_)
      damaged("an entry is larger than the file");
    if (entry.deflated ? entry.size / kMostInflation > entry.packedSize : entry.size != entry.packedSize)
      damaged("an entry has an impossible size");
    entries_.push_back(std::move(entry));
    at += whole;
  }
}

const ZipEntry* ZipReader::find(std::string_view name) const {
  for (const ZipEntry& entry : entries_)
    if (entry.name == name) return &entry;
  return nullptr;
}

std::uint64_t ZipReader::dataOffset(const ZipEntry& entry) {
  const std::string header = bytesAt(entry.headerOffset, kLocalSize);
  if (readLittle<std::uint32_t>(header, 0) != kLocalHeader) damaged("no entry where its directory says");
  return entry.headerOffset + kLocalSize + readLittle<std::uint16_t>(header, 26) +
         readLittle<std::uint16_t>(header, 28);
}

std::string ZipReader::read(const ZipEntry& entry) {
  std::string bytes = bytesAt(dataOffset(entry), entry.packedSize);
  if (entry.deflated) bytes = inflated(bytes, entry.size);
  if (bytes.size() != entry.size || computeCrc32(bytes) != entry.crc)
    damaged("the checksum of " + printable(entry.name) + " is wrong");
  return bytes;
}

void ZipWriter::add(const std::string& name, std::string_view bytes, std::size_t alignment) {
  const std::uint64_t limit = 0xffffffff - kEntrySize;
  if (name.size() > 0xffff || count_ == 0xfffe ||
      file_.size() + bytes.size() + directory_.size() + 2 * name.size() + 200 > limit)
    throw UserError("Cannot put " + name.substr(0, 200) +
                    " into a zip archive: it would be larger than 4 GiB; write fewer arrays.");
  std::string common;  // from "version needed" up to the length of the name: the same in both headers
  appendLittle<std::uint16_t>(common, 20);
  appendLittle<std::uint16_t>(common, 0x0800);  // names are UTF-8
  appendLittle<std::uint16_t>(common, 0);       // stored
  appendLittle<std::uint16_t>(common, 0);       // time 0:00 of
  appendLittle<std::uint16_t>(common, 0x0021);  // 1 January 1980: the same bytes for the same arrays
  appendLittle<std::uint32_t>(common, computeCrc32(bytes));
  appendLittle<std::uint32_t>(common, static_cast<std::uint32_t>(bytes.size()));
  appendLittle<std::uint32_t>(common, static_cast<std::uint32_t>(bytes.size()));
  appendLittle<std::uint16_t>(common, static_cast<std::uint16_t>(name.size()));
  const auto padding = paddingTo(alignment, file_.size() + kLocalSize + name.size());
  const auto offset = static_cast<std::uint32_t>(file_.size());
  appendLittle<std::uint32_t>(file_, kLocalHeader);
  file_ += common;
  appendLittle<std::uint16_t>(file_, static_cast<std::uint16_t>(padding.size()));
  file_ += name + padding;
  file_ += bytes;
  appendLittle<std::uint32_t>(directory_, kDirectoryEntry);
  appendLittle<std::uint16_t>(directory_, 20);
  directory_ += common;
  directory_.append(12, '\0');  // no extra field, no comment, first disk, attributes
  appendLittle<std::uint32_t>(directory_, offset);
  directory_ += name;
  ++count_;
}

std::string ZipWriter::finish() {
  const auto offset = static_cast<std::uint32_t>(file_.size());
  const auto size = static_cast<std::uint32_t>(directory_.size());
  file_ += directory_;
  appendLittle<std::uint32_t>(file_, kEnd);
  appendLittle<std::uint32_t>(file_, 0);
  appendLittle<std::uint16_t>(file_, count_);
  appendLittle<std::uint16_t>(file_, count_);
  appendLittle<std::uint32_t>(file_, size);
  appendLittle<std::uint32_t>(file_, offset);
  appendLittle<std::uint16_t>(file_, 0);
  directory_.clear();
  count_ = 0;
  return std::move(file_);
}

std::uint32_t computeCrc32(std::string_view bytes) {
  return static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

}  // namespace studio
