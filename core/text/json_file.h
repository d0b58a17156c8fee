// A file that is one JSON value, as tokenizers are stored.
#pragma once
#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <filesystem>

namespace studio {

inline constexpr std::size_t kLargestTokenizer = std::size_t{1} << 28;  ///< bytes

/// Throws UserError naming the file where it cannot be read or is no JSON.
nlohmann::json readJsonFile(const std::filesystem::path& file);

}  // namespace studio
