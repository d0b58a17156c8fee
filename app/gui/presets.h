// The example configurations shipped in resources/presets, and the demo among them.
#pragma once
#include <filesystem>
#include <vector>

#include "widgets/forms/preset_list.h"

namespace studio {

/// In the order of the form: the demo first. A file that does not parse is left out.
std::vector<SetupPreset> loadPresets(const std::filesystem::path& resources);
/// The demo's preset. Throws UserError when resources are missing.
SetupPreset demoPreset(const std::filesystem::path& resources);

}  // namespace studio
