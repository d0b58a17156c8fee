// What the system says about a file (errno), as one sentence with the way out; and reading and writing that never stop
// half-way in silence.
#pragma once
#include <sys/types.h>

#include <cstddef>
#include <filesystem>
#include <string_view>

namespace studio {

[[noreturn]] void throwWriteError(const std::filesystem::path& file, int error);
[[noreturn]] void throwReadError(const std::filesystem::path& file, int error);
/// All bytes, or UserError naming `file`.
void writeAll(int descriptor, std::string_view bytes, const std::filesystem::path& file);
/// So many bytes from a place, fewer at the end of the file: how many. Throws UserError naming `file`.
std::size_t readAt(int descriptor, char* bytes, std::size_t count, off_t from, const std::filesystem::path& file);
/// Makes a folder and those above it. Throws UserError.
void makeFolders(const std::filesystem::path& folder);

}  // namespace studio
