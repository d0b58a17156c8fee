// Reads through zlib, which passes plain files on as they are.
#include "core/data/idx.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>

#include "core/run/error.h"
#include "core/run/folder_handle.h"
#include "core/run/little_endian.h"

namespace studio {
namespace {

constexpr std::int64_t kMostBytes = std::int64_t{1} << 35;  // 32 GiB: no set of this format comes near
constexpr std::int64_t kPiece = std::int64_t{1} << 24;      // bytes read at once
constexpr std::int64_t kMostInflation = 1040;  // deflate cannot expand a byte further (zlib's documentation: 1032)

struct CloseFile {
  void operator()(gzFile file) const { gzclose(file); }
};
using File = std::unique_ptr<gzFile_s, CloseFile>;

[[noreturn]] void fail(const std::filesystem::path& file, const std::string& what) {
  throw UserError(file.string() + " " + what);
}

File openFile(const std::filesystem::path& file) {
  std::error_code none;
  if (std::filesystem::exists(file, none) && !std::filesystem::is_directory(file, none))
    requireRegularFile(file);  // a pipe would wait for ever
  File opened(gzopen(file.c_str(), "rb"));
  if (!opened || std::filesystem::is_directory(file))
    fail(file, "cannot be opened; check that the file exists and may be read.");
  gzbuffer(opened.get(), 1 << 18);
  return opened;
}

/// Reads exactly `size` bytes.
void readBytes(const File& opened, const std::filesystem::path& file, char* into, std::int64_t size) {
  while (size > 0) {
    const int got = gzread(opened.get(), into, static_cast<unsigned>(std::min(size, kPiece)));
    if (got <= 0) fail(file, "ends early or is damaged (a truncated IDX file); copy or download it again.");
    into += got;
    size -= got;
  }
}

std::vector<std::int64_t> readShape(const File& opened, const std::filesystem::path& file) {
  std::array<unsigned char, 4> magic{};
  readBytes(opened, file, reinterpret_cast<char*>(magic.data()), 4);
  if (magic[0] != 0 || magic[1] != 0 || magic[3] < 1 || magic[3] > 4)
    fail(file, "is not an IDX file; it does not begin with its signature.");
  if (magic[2] != 0x08)
    fail(file, "holds IDX values of another type than unsigned bytes; save them as unsigned bytes (type 0x08).");
  std::vector<std::int64_t> shape;
  for (int dimension = 0; dimension < magic[3]; ++dimension) {
    std::array<unsigned char, 4> size{};
    readBytes(opened, file, reinterpret_cast<char*>(size.data()), 4);
    shape.push_back((std::int64_t{size[0]} << 24) | (size[1] << 16) | (size[2] << 8) | size[3]);
  }
  return shape;
}

/// What the header announces, checked against what the file can hold.
std::int64_t announcedBytes(const std::vector<std::int64_t>& shape, const std::filesystem::path& file, bool plain) {
  const auto inFile = static_cast<std::int64_t>(std::filesystem::file_size(file));
  const std::int64_t most = plain ? inFile : std::min(kMostBytes, inFile * kMostInflation);
  std::int64_t count = 1;
  for (const auto size : shape) {
    if (size == 0) fail(file, "announces an empty array; it holds no images.");
    if (count > most / size)
      fail(file,
           "announces more values than it can hold (a truncated or damaged IDX file); copy or download it again.");
    count *= size;
  }
  return count;
}

/// The values, with memory taken as they come: a small .gz may announce much and hold little.
std::string readValues(const File& opened, const std::filesystem::path& file, std::int64_t size) {
  std::string bytes;
  while (static_cast<std::int64_t>(bytes.size()) < size) {
    const auto have = bytes.size();
    const auto piece = std::min<std::int64_t>(size - static_cast<std::int64_t>(have), kPiece);
    bytes.resize(have + static_cast<std::size_t>(piece));
    readBytes(opened, file, bytes.data() + have, piece);
  }
  return bytes;
}

}  // namespace

IdxArray readIdx(const std::filesystem::path& file) {
  const auto opened = openFile(file);
  IdxArray array;
  array.shape = readShape(opened, file);
  const auto size = announcedBytes(array.shape, file, gzdirect(opened.get()) == 1);
  array.bytes = readValues(opened, file, size);
  char more = 0;
  const int extra = gzread(opened.get(), &more, 1);  // also makes zlib compare the checksum of a .gz file
  if (extra > 0) fail(file, "holds more values than its header announces; it is damaged or of another format.");
  int code = Z_OK;
  gzerror(opened.get(), &code);
  if (extra < 0 || (code != Z_OK && code != Z_STREAM_END))
    fail(file, "ends early or is damaged (its checksum is wrong); copy or download it again.");
  return array;
}

bool sameAsPacked(const std::filesystem::path& plain, const std::filesystem::path& packed) {
  std::string tail(8, '\0');
  std::ifstream end(packed, std::ios::binary | std::ios::ate);
  if (!end || end.tellg() < 18 || !end.seekg(-8, std::ios::end).read(tail.data(), 8)) return false;
  std::ifstream whole(plain, std::ios::binary);
  std::string piece(static_cast<std::size_t>(kPiece), '\0');
  std::uint32_t checksum = 0, size = 0;
  while (whole.read(piece.data(), static_cast<std::streamsize>(piece.size())), whole.gcount() > 0) {
    const auto count = static_cast<std::uint32_t>(whole.gcount());
    checksum = static_cast<std::uint32_t>(crc32(checksum, reinterpret_cast<const unsigned char*>(piece.data()), count));
    size += count;  // modulo 2^32, as the .gz has it
  }
  return readLittle<std::uint32_t>(tail, 0) == checksum && readLittle<std::uint32_t>(tail, 4) == size;
}

}  // namespace studio
