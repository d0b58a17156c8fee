// What the system says about a file (errno), as one sentence with the way out; and a write that never stops half-way in silence.
#pragma once
#include <filesystem>
#include <string_view>

namespace studio {

[[noreturn]] void throwWriteError(const std::filesystem::path& file, int error);
[[noreturn]] void throwReadError(const std::filesystem::path& file, int error);
/// All bytes, or UserError naming `file`.
void writeAll(int descriptor, std::string_view bytes, const std::filesystem::path& file);
/// Makes a folder and those above it. Throws UserError.
void makeFolders(const std::filesystem::path& folder);

}  // namespace studio
