// The example configurations shipped in resources/presets, and the demo among them.
#pragma once
#include <QString>
#include <filesystem>
#include <vector>

#include "core/run/run_config.h"

namespace studio {

struct Preset {
  QString id;     ///< file name without ending: "digits"
  QString title;  ///< from the first comment lines: "# title: ...", "# about: ..."
  QString about;
  RunConfig config;
  QString toml;  ///< the file as written
};

/// In the order of the form: the demo first. A file that does not parse is left out.
std::vector<Preset> loadPresets(const std::filesystem::path& resources);
/// The demo's preset. Throws UserError when resources are missing.
Preset demoPreset(const std::filesystem::path& resources);

}  // namespace studio
