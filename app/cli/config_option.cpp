#include "app/cli/config_option.h"

#include "core/run/text_file.h"
#include "core/run/places.h"

namespace studio {

GivenConfig givenConfig(const std::string& file, const std::vector<std::string>& settings) {
  GivenConfig given{loadConfig(file), readFile(file)};
  for (const auto& setting : settings) {
    applySetting(given.config, setting);
    given.toml += (given.toml.empty() || given.toml.ends_with('\n') ? "# --set " : "\n# --set ") + setting + "\n";
  }
  given.config = withResolvedPaths(given.config, std::filesystem::path(file).parent_path());
  return given;
}

}  // namespace studio
