// Keys and values go through the same description of the settings as TOML and --set.
#include "core/data/data_reference.h"

#include <algorithm>

#include "core/run/config_fields.h"
#include "core/run/error.h"
#include "core/run/nearest_name.h"

namespace studio {
namespace {

std::vector<std::string> dataKeys() {
  std::vector<std::string> keys;
  for (const auto& field : configFields())
    if (field.key.starts_with("data.")) keys.push_back(field.key.substr(5));
  return keys;
}

void applyOptions(RunConfig& config, std::string_view options, std::string_view whole) {
  while (!options.empty()) {
    const auto end = std::min(options.find('&'), options.size());
    const auto option = options.substr(0, end);
    options.remove_prefix(std::min(end + 1, options.size()));
    if (option.empty()) continue;
    const auto equals = option.find('=');
    const std::string key(option.substr(0, equals));
    const auto keys = dataKeys();
    if (equals == std::string_view::npos || std::find(keys.begin(), keys.end(), key) == keys.end() || key == "kind" || key == "root")
      throw UserError("The data \"" + std::string(whole) + "\" have the option \"" + std::string(option) + "\", but KIND:PATH?key=value&... with keys of [data] is needed" +
                      suggestion(key, keys));
    applySetting(config, "data." + std::string(option));   // text may be bare, lists without brackets
  }
}

}  // namespace

DataConfig parseDataReference(std::string_view text, const DataConfig& base) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0)
    throw UserError("The data \"" + std::string(text) + "\" name no kind; KIND:PATH is needed, e.g. idx:mnist or image_folder:photos?image_size=32.");
  RunConfig config;
  config.data = base;
  config.data.kind = text.substr(0, colon);
  config.data.validation = 0;
  const auto rest = text.substr(colon + 1);
  const auto question = std::min(rest.find('?'), rest.size());
  config.data.root = rest.substr(0, question);
  if (question < rest.size()) applyOptions(config, rest.substr(question + 1), text);
  return config.data;
}

}  // namespace studio
