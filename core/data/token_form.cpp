// How the tokens of a file are distinguished from other bytes (declared in token_dataset.h). Headers of llm.c and
// modded-nanogpt: 256 numbers of 32 bits, of which the first three are the magic number, the version and the count of
// tokens (dev/data/data_common.py of llm.c).
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <set>

#include "core/data/token_dataset.h"
#include "core/run/error.h"
#include "core/run/little_endian.h"
#include "core/run/npy.h"
#include "core/run/printable_text.h"
#include "core/run/text_file.h"

namespace studio {
namespace {

// Raw files that were taken for 16-bit tokens though they hold other numbers: floating-point ones, big-endian numbers,
// single bytes. Tokens of 2 bytes, low byte first: the high bytes are fewer and smaller than the low ones, for
// vocabularies end below 65,536 and small ids are the frequent ones. What follows are patterns that no vocabulary
// leaves; in doubt a file is taken as it is.

constexpr std::size_t kNumbersInspected = 1 << 16;  ///< numbers that are looked at, spread over the file
constexpr std::size_t kFewestFloats = 64, kFewestTokens = 64, kFewestSpread = 2048;
constexpr double kSmallest = 1e-8, kLargest = 1e8;  ///< of what people save
constexpr std::size_t kFewerValues = 32;  ///< that the high bytes have, at least, where both orders were possible
constexpr double kSimilar = 0.25, kUneven = 0.5;  ///< distances of distributions, from 0 to 1
const char* const kTakenAsTheyAre = ", or set data.token_bytes to 2 if these are tokens of 2 bytes all the same.";

/// Calls `use` with the offset of each number of `bytes` bytes that is looked at.
template <class Use>
void forEachNumber(std::string_view file, std::size_t bytes, Use use) {
  const std::size_t there = file.size() / bytes, step = (there / kNumbersInspected) | 1;  // odd, for files of pairs
  for (std::size_t index = 0; index < there; index += step) use(index * bytes);
}

/// Every number is zero or of a size that people save, and enough are not zero.
template <class Number, class Bits>
bool areFloats(std::string_view file) {
  std::size_t plain = 0, other = 0;
  if (file.size() % sizeof(Number) != 0) return false;
  forEachNumber(file, sizeof(Number), [&](std::size_t at) {
    const double size = std::abs(static_cast<double>(std::bit_cast<Number>(readLittle<Bits>(file, at))));
    if (size >= kSmallest && size <= kLargest)
      ++plain;
    else if (size != 0)
      ++other;
  });
  return other == 0 && plain >= kFewestFloats;
}

/// How often each byte stands first and second among the two of a token.
struct BytePairs {
  std::array<double, 256> first{}, second{};
  std::size_t tokens = 0;
};

BytePairs countBytePairs(std::string_view file) {
  BytePairs bytes;
  forEachNumber(file, 2, [&](std::size_t at) {
    ++bytes.first[static_cast<unsigned char>(file[at])];
    ++bytes.second[static_cast<unsigned char>(file[at + 1])];
    ++bytes.tokens;
  });
  return bytes;
}

std::size_t differentOnes(const std::array<double, 256>& counts) {
  return static_cast<std::size_t>(std::count_if(counts.begin(), counts.end(), [](double count) { return count > 0; }));
}

/// Half the sum of the differences: 0 for the same distribution, 1 for two that share no value.
double distanceBetween(const std::array<double, 256>& a, const std::array<double, 256>& b, double total) {
  double sum = 0;
  for (std::size_t value = 0; value < a.size(); ++value) sum += std::abs(a[value] - b[value]);
  return total > 0 ? sum / total / 2 : 0;
}

/// Small ids, high byte first, are multiples of 256 when they are read low byte first.
bool areMultiplesOf256(std::string_view file) {
  std::size_t multiples = 0, below = 0, all = 0;
  std::set<std::uint16_t> different;
  forEachNumber(file, 2, [&](std::size_t at) {
    const auto token = readLittle<std::uint16_t>(file, at);
    if (token == 0) return;  // the same in both orders, and padding
    ++all;
    if (token < 256) ++below;
    if (token % 256 != 0) return;
    ++multiples;
    different.insert(token);
  });
  return all >= kFewestTokens && different.size() >= 3 && multiples * 5 > all && below * 8 < multiples;
}

/// Of numbers of 32 or 64 bits the halves that should be zero are not, and the others are.
bool areWideBigEndian(std::string_view file) {
  std::size_t high = 0, low = 0;
  if (file.size() % 4 != 0) return false;
  forEachNumber(file, 4, [&](std::size_t at) {
    const auto number = readLittle<std::uint32_t>(file, at);
    if (number >> 16 != 0) ++high;
    if ((number & 0xffff) != 0) ++low;
  });
  return low == 0 && high >= kFewestTokens;
}

bool areBigEndian(std::string_view file, const BytePairs& bytes) {
  if (areMultiplesOf256(file) || areWideBigEndian(file)) return true;
  return bytes.tokens >= kFewestSpread && differentOnes(bytes.first) + kFewerValues <= differentOnes(bytes.second);
}

/// First and second bytes are the same mixture of values, and some values are much more frequent than others.
bool areSingleBytes(const BytePairs& bytes) {
  const auto total = static_cast<double>(bytes.tokens);
  std::array<double, 256> even{};
  even.fill(total / 256);
  const double used = total - bytes.first[0],
               usedSecond = total - bytes.second[0];  // small vocabularies leave zeros second
  return bytes.tokens >= kFewestSpread && usedSecond >= static_cast<double>(kFewestTokens) && usedSecond * 2 >= used &&
         distanceBetween(bytes.first, bytes.second, total) < kSimilar &&
         distanceBetween(bytes.first, even, total) > kUneven;
}

/// What the bytes look like and the way out, a clause for behind the file's name: "looks like float32 ...; save ...";
/// empty where they may well be little-endian tokens of 2 bytes. Looks at places spread over the file.
std::string findTokenProblem(std::string_view file) {
  if (areFloats<float, std::uint32_t>(file) || areFloats<double, std::uint64_t>(file))
    return std::string(
               "looks like floating-point numbers (float32 or float64), not tokens; save whole numbers, e.g. "
               "tokens.astype(numpy.uint32).tofile(file)") +
           kTakenAsTheyAre;
  const auto bytes = countBytePairs(file);
  if (areBigEndian(file, bytes))
    return std::string(
               "looks like big-endian numbers, high byte first; save them low byte first, e.g. "
               "tokens.astype('<u4').tofile(file)") +
           kTakenAsTheyAre;
  if (areSingleBytes(bytes))
    return std::string(
               "looks like tokens of 1 byte each, for bytes at even and at odd places are alike; set data.token_bytes "
               "to 1") +
           kTakenAsTheyAre;
  return {};
}

// The form.

constexpr std::size_t kHeader = 1024;  ///< bytes of llm.c's header
constexpr std::uint32_t kMagic16 = 20240520, kMagic32 = 20240801;
constexpr std::int64_t kEnough = 64, kFew = 4;                    ///< tokens that show, or suggest, their size
constexpr std::int64_t kInspected = 1 << 16;                      ///< tokens that are looked at, spread over the file
constexpr std::size_t kTextInspected = 1 << 14, kTextLeast = 64;  ///< bytes
constexpr std::uint64_t kLargestHigh = 15;  ///< upper half of 32-bit tokens of vocabularies up to a million
const char* const kAdvice = ", or set data.token_bytes to 2 or 4 if these are tokens all the same.";

struct Foreign {
  std::size_t at;
  std::string_view magic;
  const char* what;
};

/// First bytes by which files are recognised, of four bytes and more (three where a token could hardly begin so).
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
  auto part = file.substr(0, kTextInspected);
  for (int cut = 0; cut < 3 && part.size() < file.size() && !part.empty() && (part.back() & 0x80); ++cut)
    part.remove_suffix(1);
  const auto isAsciiControl = [](char letter) {
    return (static_cast<unsigned char>(letter) < 0x20 && letter != '\n' && letter != '\r' && letter != '\t') ||
           letter == 0x7f;
  };
  return part.size() >= kTextLeast && std::none_of(part.begin(), part.end(), isAsciiControl) && isUtf8(part);
}

/// What the numbers of `bytes` bytes at places spread over the file have in common.
struct TokenRange {
  std::uint64_t highest = 0, lowest = 0;
  std::int64_t count = 0;
};  // largest upper half, largest lower half

TokenRange measureTokenRange(std::string_view file, std::size_t bytes) {
  TokenRange range;
  const auto there = static_cast<std::int64_t>(file.size() / bytes);
  range.count = std::min(there, kInspected);
  for (std::int64_t i = 0; i < range.count; ++i) {
    const auto at = static_cast<std::size_t>(range.count < there ? i * (there / range.count) : i) * bytes;
    std::uint64_t value = bytes == 8 ? readLittle<std::uint64_t>(file, at) : readLittle<std::uint32_t>(file, at);
    const auto half = 4 * bytes;
    range.highest = std::max(range.highest, value >> half);
    range.lowest = std::max(range.lowest, value & ((std::uint64_t{1} << half) - 1));
  }
  return range;
}

/// Zeros in the upper halves of all, or the few small numbers that vocabularies beyond 65,536 leave there.
bool areWide(const TokenRange& range, std::size_t bytes) {
  if (range.lowest == 0) return false;
  if (range.highest == 0) return true;
  return bytes == 4 && range.highest <= kLargestHigh && range.lowest > 255;
}

TokenForm plainForm(std::string_view file, const std::string& name, std::int64_t bytes, std::string note = {},
                    bool stated = false) {
  if (file.size() % static_cast<std::size_t>(bytes) != 0)
    throw UserError(name + " has " + std::to_string(file.size()) + " bytes, which are not whole tokens of " +
                    std::to_string(bytes) + " bytes each; it is cut short or not a file of tokens.");
  return {0, bytes, static_cast<std::int64_t>(file.size()) / bytes, bytes == 8, std::move(note), stated};
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

std::string recogniseForeignKind(std::string_view file) {
  for (const auto& each : kForeign)
    if (file.size() >= each.at + each.magic.size() && file.substr(each.at, each.magic.size()) == each.magic)
      return each.what;
  if (isSafetensors(file)) return "a safetensors file of weights; name a file of tokens";
  if (isPickle(file)) return "a pickle of Python; save its tokens with numpy.save";
  return {};
}

TokenForm recogniseTokenForm(std::string_view file, const std::string& name, std::int64_t bytesPerToken) {
  if (file.starts_with("\x93NUMPY")) return npyForm(file, name);
  if (const auto headed = headedForm(file, name)) return *headed;
  if (bytesPerToken != 0) return plainForm(file, name, bytesPerToken, {}, true);
  if (const auto foreign = recogniseForeignKind(file); !foreign.empty())
    throw UserError(name + " is no file of tokens but " + foreign + ".");
  if (isText(file)) throw UserError(name + " holds text, not tokens; name it as data of the kind text" + kAdvice);
  for (const std::size_t bytes : {std::size_t{8}, std::size_t{4}}) {
    if (file.size() % bytes != 0) continue;
    const auto range = measureTokenRange(file, bytes);
    if (range.count < kFew || !areWide(range, bytes)) continue;
    if (range.count < kEnough)
      throw UserError(name + " may hold tokens of 2 or of " + std::to_string(bytes) +
                      " bytes, which its few bytes do not show; set data.token_bytes to 2 or " + std::to_string(bytes) +
                      ".");
    return plainForm(file, name, static_cast<std::int64_t>(bytes),
                     name + " is read as tokens of " + std::to_string(bytes) +
                         " bytes each, for the upper halves are " + (range.highest == 0 ? "zero" : "small") +
                         " throughout; data.token_bytes = 2 reads it otherwise.");
  }
  if (const auto problem = findTokenProblem(file); !problem.empty()) throw UserError(name + " " + problem);
  return plainForm(file, name, 2);
}

}  // namespace studio
