// Mutate, write, read; again.
#include <fstream>
#include <stdexcept>

#include "core/run/error.h"
#include "tests/fuzz/fuzz_reader.h"
#include "tests/fuzz/mutation.h"

namespace studio::fuzz {
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
