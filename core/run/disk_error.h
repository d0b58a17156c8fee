// What the system says about a file (errno), as one sentence with the way out; and a write that never stops half-way in silence.
#pragma once
#include <filesystem>
#include <string_view>

namespace studio {

[[noreturn]] void throwWriteError(const std::filesystem::path& file, int error);
[[noreturn]] void throwReadError(const std::filesystem::path& file, int error);
/// All bytes, or UserError naming `file`.
void writeAll(int descriptor, std::string_view bytes, const std::filesystem::path& file);
/// Appends. When it fails the file is cut back to what it was, so no half line stays. Throws UserError.
void appendToFile(const std::filesystem::path& file, std::string_view bytes);
/// What was appended is on the disk afterwards; nothing happens when there is no such file. Throws UserError.
void syncFile(const std::filesystem::path& file);
/// Makes a folder and those above it. Throws UserError.
void makeFolders(const std::filesystem::path& folder);

}  // namespace studio
