// Tokens of 2 bytes, low byte first: the high bytes are fewer and smaller than the low ones, for vocabularies end below
// 65,536 and small ids are the frequent ones. What follows are patterns that no vocabulary leaves; in doubt a file is
// taken as it is.
#include "core/data/token_doubts.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <set>

#include "core/run/little_endian.h"

namespace studio {
namespace {

constexpr std::size_t kNumbersLooked = 1 << 16;  ///< numbers that are looked at, spread over the file
constexpr std::size_t kFewestFloats = 64, kFewestTokens = 64, kFewestSpread = 2048;
constexpr double kSmallest = 1e-8, kLargest = 1e8;  ///< of what people save
constexpr std::size_t kFewerValues = 32;        ///< that the high bytes have, at least, where both orders were possible
constexpr double kAlike = 0.25, kUneven = 0.5;  ///< distances of distributions, from 0 to 1
const char* const kTakenAsTheyAre = ", or set data.token_bytes to 2 if these are tokens of 2 bytes all the same.";

/// Calls `use` with the offset of each number of `bytes` bytes that is looked at.
template <class Use>
void eachOf(std::string_view file, std::size_t bytes, Use use) {
  const std::size_t there = file.size() / bytes, step = (there / kNumbersLooked) | 1;  // odd, for files of pairs
  for (std::size_t index = 0; index < there; index += step) use(index * bytes);
}

/// Every number is zero or of a size that people save, and enough are not zero.
template <class Number, class Bits>
bool areFloats(std::string_view file) {
  std::size_t plain = 0, other = 0;
  if (file.size() % sizeof(Number) != 0) return false;
  eachOf(file, sizeof(Number), [&](std::size_t at) {
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

BytePairs bytePairsOf(std::string_view file) {
  BytePairs bytes;
  eachOf(file, 2, [&](std::size_t at) {
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
  eachOf(file, 2, [&](std::size_t at) {
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
  eachOf(file, 4, [&](std::size_t at) {
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
         distanceBetween(bytes.first, bytes.second, total) < kAlike &&
         distanceBetween(bytes.first, even, total) > kUneven;
}

}  // namespace

std::string doubtOfTokens(std::string_view file) {
  if (areFloats<float, std::uint32_t>(file) || areFloats<double, std::uint64_t>(file))
    return std::string(
               "looks like floating-point numbers (float32 or float64), not tokens; save whole numbers, e.g. "
               "tokens.astype(numpy.uint32).tofile(file)") +
           kTakenAsTheyAre;
  const auto bytes = bytePairsOf(file);
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

}  // namespace studio
