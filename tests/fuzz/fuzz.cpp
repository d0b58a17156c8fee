// Mutate, write, read; again.
#include "tests/fuzz/fuzz.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <stdexcept>

#include "core/run/error.h"

namespace studio::fuzz {
namespace {

std::size_t below(Random& random, std::size_t limit) { return limit == 0 ? 0 : random() % limit; }

/// Little or big endian, 1 to 8 bytes: the numbers on which sizes and offsets break.
std::string writeNumber(std::size_t fileSize, Random& random) {
  const std::array<std::uint64_t, 12> numbers{
      0, 1, 2, 0x7f, 0x80, 0xff, 0x7fffffff, 0xffffffff, std::uint64_t{1} << 62, ~std::uint64_t{0}, fileSize, random()};
  const auto value = numbers[below(random, numbers.size())] + below(random, 3) - 1;
  std::string bytes;
  for (int index = 0; index < 8; ++index) bytes += static_cast<char>((value >> (8 * index)) & 0xff);
  bytes.resize(std::size_t{1} << below(random, 4));
  if (random() % 4 == 0) std::reverse(bytes.begin(), bytes.end());
  return bytes;
}

std::string randomPiece(const std::string& bytes, Random& random) {
  const auto begin = below(random, bytes.size());
  return bytes.substr(begin, 1 + below(random, 64));
}

void replace(std::string& bytes, const std::string& piece, Random& random) {
  const auto place = below(random, bytes.size());
  bytes.replace(place, std::min(piece.size(), bytes.size() - place), piece);
}

void mutateOnce(std::string& bytes, std::span<const std::string> others, std::span<const std::string_view> words,
                Random& random) {
  const auto place = below(random, bytes.size());
  switch (random() % 10) {
    case 0:
      if (!bytes.empty()) bytes[place] = static_cast<char>(bytes[place] ^ (1 << below(random, 8)));
      break;
    case 1:
      if (!bytes.empty()) bytes[place] = static_cast<char>(random());
      break;
    case 2:
    case 3:
      replace(bytes, writeNumber(bytes.size(), random), random);
      break;
    case 4:
      bytes.erase(place, 1 + below(random, 64));
      break;
    case 5:
      bytes.insert(place, randomPiece(bytes, random));
      break;
    case 6:
      replace(bytes, randomPiece(others[below(random, others.size())], random), random);
      break;
    case 7:
      if (!words.empty()) bytes.insert(place, words[below(random, words.size())]);
      break;
    case 8:
      if (!words.empty()) replace(bytes, std::string(words[below(random, words.size())]), random);
      break;
    default:
      if (random() % 8 == 0) bytes.resize(place);
      break;
  }
}

}  // namespace

std::string mutated(std::string bytes, std::span<const std::string> others, std::span<const std::string_view> words,
                    Random& random) {
  const auto times = random() % 16 == 0 ? 32 : 1 + below(random, 4);
  for (std::size_t time = 0; time < times; ++time) mutateOnce(bytes, others, words, random);
  return bytes;
}

namespace {

/// True when the file was taken.
bool readsCleanly(const FuzzReader& reader, const std::filesystem::path& file, const std::string& title) {
  try {
    reader.read(file);
    return true;
  } catch (const UserError& error) {
    if (std::string_view(error.what()).find_first_of("\n\x1b") == std::string_view::npos) return false;
    throw std::runtime_error(title + " was refused with more than one line: " + error.what());
  } catch (const std::exception& error) {
    throw std::runtime_error(title + " threw something else than a sentence: " + error.what());
  }
}

}  // namespace

FuzzReport fuzz(const FuzzReader& reader, long first, long count, unsigned long seed,
                const std::filesystem::path& folder) {
  const auto samples = reader.samples(folder);
  const auto file = folder / reader.fileName;
  FuzzReport report;
  for (long number = first; number < first + count; ++number) {
    Random random(seed * 1'000'003 + static_cast<unsigned long>(number));
    auto bytes = mutated(samples[random() % samples.size()], samples, reader.words, random);
    if (reader.wrap) bytes = reader.wrap(bytes);
    std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    const auto title =
        std::string(reader.name) + " mutation " + std::to_string(number) + " of seed " + std::to_string(seed);
    ++(readsCleanly(reader, file, title) ? report.read : report.refused);
  }
  return report;
}

}  // namespace studio::fuzz
