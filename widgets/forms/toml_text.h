// The configuration's TOML as the editor shows it: short where nothing differs, and patched in place so that comments
// stay.
#pragma once
#include <string>
#include <string_view>

#include "core/run/run_config.h"

namespace studio {

/// Basic settings and every advanced one that is not at its default; parseConfig of it gives `config` again.
std::string shortToml(const RunConfig& config);
/// `text` with only the settings that differ from `config` rewritten, comments kept; shortToml(config) where that
/// cannot be done.
std::string patchedToml(const std::string& text, const RunConfig& config);
/// Line (from 1) of a "section.key" in the text, 0 where it is not written out.
int lineOf(std::string_view text, std::string_view key);

}  // namespace studio
