// A configuration file with `--set key=value` on top, as `train` and `check` take it.
#pragma once
#include <string>
#include <vector>

#include "core/run/run_config.h"

namespace studio {

struct GivenConfig {
  RunConfig config;  ///< places resolved from the working directory, then from the file's folder
  std::string toml;  ///< as given, the settings of `--set` as comments at its end
};

/// Throws UserError naming file, line and key.
GivenConfig givenConfig(const std::string& file, const std::vector<std::string>& settings);

}  // namespace studio
