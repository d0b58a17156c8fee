// How the tokens of a file are told from other bytes. Headers of llm.c and modded-nanogpt: 256 numbers of 32 bits, of
// which the first three are the magic number, the version and the count of tokens (dev/data/data_common.py of llm.c).
#include <algorithm>
#include <array>

#include "core/data/token_doubts.h"
#include "core/data/token_file.h"
#include "core/run/error.h"
#include "core/run/little_endian.h"
#include "core/run/npy_header.h"
#include "core/run/printable_text.h"
#include "core/run/text_file.h"

namespace studio {
namespace {

constexpr std::size_t kHeader = 1024;  ///< bytes of llm.c's header
constexpr std::uint32_t kMagic16 = 20240520, kMagic32 = 20240801;
constexpr std::int64_t kEnough = 64, kFew = 4;                 ///< tokens that show, or suggest, their size
constexpr std::int64_t kLooked = 1 << 16;                      ///< tokens that are looked at, spread over the file
constexpr std::size_t kTextLooked = 1 << 14, kTextLeast = 64;  ///< bytes
constexpr std::uint64_t kLargestHigh = 15;  ///< upper half of 32-bit tokens of vocabularies up to a million
const char* const kWayOut = ", or set data.token_bytes to 2 or 4 if these are tokens all the same.";

struct Foreign {
  std::size_t at;
  std::string_view magic;
  const char* what;
};

/// First bytes by which files tell what they are, of four bytes and more (three where a token could hardly begin so).
constexpr std::array kForeign{
    Foreign{0, "\x1f\x8b\x08", "a gzip file; unpack it"},
    Foreign{0, "PK\x03\x04", "a zip archive (as .npz and .pt are); save the tokens with numpy.save"},
    Foreign{0, "\x28\xb5\x2f\xfd", "a zstandard file; unpack it"},
    Foreign{0,
            "\xfd"
            "7zXZ",
            "an xz file; unpack it"},
    Foreign{4, "1AY&SY", "a bzip2 file; unpack it"},
    Foreign{0, "7z\xbc\xaf", "a 7z archive; unpack it"},
    Foreign{257, "ustar", "a tar archive; unpack it"},
    Foreign{0, "PAR1", "a Parquet table; tokenize its text and save the tokens with numpy.save"},
    Foreign{0, "ARROW1", "an Arrow table; tokenize its text and save the tokens with numpy.save"},
    Foreign{0, "\x89HDF", "an HDF5 file; save its tokens with numpy.save"},
    Foreign{0, "SQLite format 3", "an SQLite database; save its tokens with numpy.save"},
    Foreign{0, "MMIDIDX", "Megatron's index; name the .bin beside it"},
    Foreign{0, "\x89PNG\r\n", "a PNG image; name a file of tokens"},
    Foreign{0, "\xff\xd8\xff\xe0", "a JPEG image; name a file of tokens"},
    Foreign{0, "%PDF-", "a PDF document; save its text as UTF-8"},
    Foreign{0, "GGUF", "a GGUF file of weights; name a file of tokens"},
    Foreign{0,
            "\x7f"
            "ELF",
            "a program; name a file of tokens"},
    Foreign{0, "version https://git-lfs", "a pointer of git-lfs; fetch the file itself with git lfs pull"}};

bool isSafetensors(std::string_view file) {
  return file.size() > 10 && file.substr(8, 2) == "{\"" && readLittle<std::uint64_t>(file, 0) <= file.size() - 8;
}

/// A pickle of protocol 2 to 5: its first opcodes and its last.
bool isPickle(std::string_view file) {
  if (file.size() < 4 || file[0] != '\x80' || file[1] < 2 || file[1] > 5 || file.back() != '.') return false;
  return std::string_view(
             "}](c\x95\x8c"
             "X")
             .find(file[2]) != std::string_view::npos;
}

/// Tokens hold bytes that no text has, wherever one looks.
bool isText(std::string_view file) {
  auto part = file.substr(0, kTextLooked);
  for (int cut = 0; cut < 3 && part.size() < file.size() && !part.empty() && (part.back() & 0x80); ++cut)
    part.remove_suffix(1);
  const auto steers = [](char letter) {
    return (static_cast<unsigned char>(letter) < 0x20 && letter != '\n' && letter != '\r' && letter != '\t') ||
           letter == 0x7f;
  };
  return part.size() >= kTextLeast && std::none_of(part.begin(), part.end(), steers) && isUtf8(part);
}

/// What the numbers of `bytes` bytes at places spread over the file have in common.
struct Look {
  std::uint64_t highest = 0, lowest = 0;
  std::int64_t count = 0;
};  // largest upper half, largest lower half

Look lookAt(std::string_view file, std::size_t bytes) {
  Look look;
  const auto there = static_cast<std::int64_t>(file.size() / bytes);
  look.count = std::min(there, kLooked);
  for (std::int64_t i = 0; i < look.count; ++i) {
    const auto at = static_cast<std::size_t>(look.count < there ? i * (there / look.count) : i) * bytes;
    std::uint64_t value = bytes == 8 ? readLittle<std::uint64_t>(file, at) : readLittle<std::uint32_t>(file, at);
    const auto half = 4 * bytes;
    look.highest = std::max(look.highest, value >> half);
    look.lowest = std::max(look.lowest, value & ((std::uint64_t{1} << half) - 1));
  }
  return look;
}

/// Zeros in the upper halves of all, or the few small numbers that vocabularies beyond 65,536 leave there.
bool areWide(const Look& look, std::size_t bytes) {
  if (look.lowest == 0) return false;
  if (look.highest == 0) return true;
  return bytes == 4 && look.highest <= kLargestHigh && look.lowest > 255;
}

TokenForm plainForm(std::string_view file, const std::string& name, std::int64_t bytes, std::string note = {},
                    bool told = false) {
  if (file.size() % static_cast<std::size_t>(bytes) != 0)
    throw UserError(name + " has " + std::to_string(file.size()) + " bytes, which are not whole tokens of " +
                    std::to_string(bytes) + " bytes each; it is cut short or not a file of tokens.");
  return {0, bytes, static_cast<std::int64_t>(file.size()) / bytes, bytes == 8, std::move(note), told};
}

TokenForm npyForm(std::string_view file, const std::string& name) {
  const auto header = parseNpyHeader(file, name);
  const auto type = header.dtype.substr(1);
  if (type[0] != 'u' && type[0] != 'i')
    throw UserError(name + " holds values of the type " + header.dtype +
                    ", which are no tokens; save whole numbers, e.g. tokens.astype(numpy.uint16).");
  const bool lines =
      std::count_if(header.shape.begin(), header.shape.end(), [](std::int64_t size) { return size > 1; }) > 1;
  if (header.bigEndian || (header.columnMajor && lines))
    throw UserError(name + " holds its tokens " + (header.bigEndian ? "big-endian" : "column by column") +
                    "; save them with numpy.save(file, numpy.ascontiguousarray(tokens, '<" + type + "')).");
  return {header.dataOffset,
          static_cast<std::int64_t>(header.itemSize),
          static_cast<std::int64_t>(header.dataSize / header.itemSize),
          type[0] == 'i',
          {},
          true};
}

/// Nothing where the file has no such header.
std::optional<TokenForm> headedForm(std::string_view file, const std::string& name) {
  if (file.size() < kHeader) return {};
  const auto magic = readLittle<std::uint32_t>(file, 0);
  if (magic != kMagic16 && magic != kMagic32) return {};
  const std::int64_t bytes = magic == kMagic16 ? 2 : 4;
  const auto count = static_cast<std::int64_t>(readLittle<std::uint32_t>(file, 8));
  if (static_cast<std::int64_t>(file.size() - kHeader) != count * bytes)
    throw UserError(name + " has a header that announces " + std::to_string(count) + " tokens of " +
                    std::to_string(bytes) + " bytes, but " + std::to_string(file.size() - kHeader) +
                    " bytes follow; it is cut short or of another version, so copy or make it again.");
  return TokenForm{kHeader, bytes, count, false, {}, true};
}

}  // namespace

std::string foreignKindOf(std::string_view file) {
  for (const auto& each : kForeign)
    if (file.size() >= each.at + each.magic.size() && file.substr(each.at, each.magic.size()) == each.magic)
      return each.what;
  if (isSafetensors(file)) return "a safetensors file of weights; name a file of tokens";
  if (isPickle(file)) return "a pickle of Python; save its tokens with numpy.save";
  return {};
}

TokenForm tokenFormOf(std::string_view file, const std::string& name, std::int64_t bytesPerToken) {
  if (file.starts_with("\x93NUMPY")) return npyForm(file, name);
  if (const auto headed = headedForm(file, name)) return *headed;
  if (bytesPerToken != 0) return plainForm(file, name, bytesPerToken, {}, true);
  if (const auto foreign = foreignKindOf(file); !foreign.empty())
    throw UserError(name + " is no file of tokens but " + foreign + ".");
  if (isText(file)) throw UserError(name + " holds text, not tokens; name it as data of the kind text" + kWayOut);
  for (const std::size_t bytes : {std::size_t{8}, std::size_t{4}}) {
    if (file.size() % bytes != 0) continue;
    const auto look = lookAt(file, bytes);
    if (look.count < kFew || !areWide(look, bytes)) continue;
    if (look.count < kEnough)
      throw UserError(name + " may hold tokens of 2 or of " + std::to_string(bytes) +
                      " bytes, which its few bytes do not tell; set data.token_bytes to 2 or " + std::to_string(bytes) +
                      ".");
    return plainForm(file, name, static_cast<std::int64_t>(bytes),
                     name + " is read as tokens of " + std::to_string(bytes) +
                         " bytes each, for the upper halves are " + (look.highest == 0 ? "zero" : "small") +
                         " throughout; data.token_bytes = 2 reads it otherwise.");
  }
  if (const auto doubt = doubtOfTokens(file); !doubt.empty()) throw UserError(name + " " + doubt);
  return plainForm(file, name, 2);
}

}  // namespace studio
