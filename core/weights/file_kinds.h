// Files that people take for weights and that hold none which are read here, told by their first bytes. No torch here.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace studio {

/// What the file is and the way out, as the rest of a sentence behind its name; empty for a file of no known kind.
/// `start` are its first bytes, 512 or all.
std::string otherKindOf(const std::filesystem::path& file, std::string_view start);

}  // namespace studio
