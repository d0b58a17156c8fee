// A valid file with a few things wrong: bits, bytes, numbers, pieces, words of the format. The same seed gives the same
// file.
#pragma once
#include <random>
#include <span>
#include <string>
#include <string_view>

namespace studio::fuzz {

using Random = std::mt19937_64;

/// `others` lend pieces; `words` are what the format is made of.
std::string mutated(std::string bytes, std::span<const std::string> others, std::span<const std::string_view> words,
                    Random& random);

}  // namespace studio::fuzz
