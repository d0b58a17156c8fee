// Whole files under a temporary name, synced, renamed: a reader never sees half a file, a crash never costs the old
// one.
#pragma once
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace studio {

/// Throws UserError naming the file and the reason (disk full, read-only, no such folder).
void writeFileAtomically(const std::filesystem::path& file, std::string_view bytes);
/// Reads at most `limit` bytes; throws UserError for a missing or larger file, and for what is no regular file.
std::string readFile(const std::filesystem::path& file, std::size_t limit = std::size_t{1} << 30);

}  // namespace studio
