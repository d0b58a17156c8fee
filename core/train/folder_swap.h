// A whole folder appears at once under its name, or not at all.
#pragma once
#include <filesystem>

namespace studio {

/// Syncs the folder and its parent and renames `made` to `target`, replacing one that is there. Throws UserError.
void putFolder(const std::filesystem::path& made, const std::filesystem::path& target);

}  // namespace studio
