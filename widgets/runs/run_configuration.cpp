// From a run's folder back to what was written before it began (run_configuration.h).
#include "widgets/runs/run_configuration.h"

#include <exception>
#include <filesystem>
#include <sstream>
#include <utility>

#include "core/run/config_fields.h"
#include "core/run/error.h"
#include "core/run/places.h"

namespace studio {
namespace {

bool isSamePlace(const std::string& a, const std::string& b) {
  return std::filesystem::path(a).lexically_normal() == std::filesystem::path(b).lexically_normal();
}

/// `config`, with the places and the precision of `given` where the run's own came from them.
RunConfig asWritten(RunConfig config, const RunConfig& given) {
  const RunConfig whole = withResolvedPaths(given), openable = withOpenablePaths(whole);
  if (isSamePlace(whole.data.root, config.data.root) || isSamePlace(openable.data.root, config.data.root))
    config.data.root = given.data.root;
  if (isSamePlace(whole.model.weights, config.model.weights)) config.model.weights = given.model.weights;
  if (given.train.precision == "auto") config.train.precision = given.train.precision;
  return config;
}

bool isAtDefault(const std::string& section, const std::string& line, const RunConfig& config) {
  static const RunConfig kDefaults;
  const std::size_t end = line.find(" = ");
  const ConfigField* field = end == std::string::npos ? nullptr : findField(section + "." + line.substr(0, end));
  return field && field->get(config) == field->get(kDefaults);
}

}  // namespace

/// Lines of toToml, which writes each setting on one. Tables in lists ([[...]]) have no defaults.
std::string differingToml(const RunConfig& config) {
  std::istringstream full(toToml(config));
  std::string text, heading, section;
  bool isListed = false;
  for (std::string line; std::getline(full, line);) {
    if (line.starts_with('[')) {
      isListed = line.starts_with("[[");
      section = isListed ? std::string() : line.substr(1, line.size() - 2);
      heading = line;
    } else if (!line.empty() && (isListed || !isAtDefault(section, line, config))) {
      if (!heading.empty()) text += (text.empty() ? "" : "\n") + std::exchange(heading, {}) + "\n";
      text += line + "\n";
    }
  }
  try {
    if (parseConfig(text) == config) return text;
  } catch (const UserError&) {  // what cannot be shortened is written out
  }
  return toToml(config);
}

WrittenConfig writtenConfig(const RunFolder& run) {
  const RunConfig config = run.config();
  try {
    const std::string text = run.configAsGiven();
    const RunConfig given = parseConfig(text), wanted = asWritten(config, given);
    return {wanted, text == toToml(given) ? differingToml(wanted) : text};
  } catch (const std::exception&) {  // the resolved one is enough
    return {config, differingToml(config)};
  }
}

}  // namespace studio
