// Readers of untrusted files, and mutated files against them: the same seed gives the same files.
#pragma once
#include <filesystem>
#include <functional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace studio::fuzz {

using Random = std::mt19937_64;

/// `others` lend pieces; `words` are what the format is made of.
std::string mutated(std::string bytes, std::span<const std::string> others, std::span<const std::string_view> words,
                    Random& random);

// One reader of untrusted files, with valid samples and what else the check of it needs.

struct FuzzReader {
  const char* name;
  const char* fileName;  ///< of the mutated file
  std::vector<std::string> (*samples)(
      const std::filesystem::path& folder);         ///< may also put files beside it that stay whole
  std::string (*wrap)(const std::string& bytes);    ///< around what was mutated; nullptr: nothing
  void (*read)(const std::filesystem::path& file);  ///< UserError is a clean result
  std::vector<std::string_view> words;
};

/// The one table.
const std::vector<FuzzReader>& readers();

struct FuzzReport {
  long read = 0, refused = 0;
};  ///< files taken, files refused with a sentence
/// Mutations first, first + 1, ...; the file of a mutation depends on seed and number alone. Throws std::runtime_error
/// naming the mutation when anything but a UserError is thrown or a sentence is not one line.
FuzzReport fuzz(const FuzzReader& reader, long first, long count, unsigned long seed,
                const std::filesystem::path& folder);

}  // namespace studio::fuzz
