// Keys and values go through the same description of the settings as TOML and --set.
#include "core/data/data_reference.h"

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "core/run/config_fields.h"
#include "core/run/error.h"
#include "core/run/names.h"

namespace studio {
namespace {

std::vector<std::string> dataKeys() {
  std::vector<std::string> keys;
  for (const auto& field : configFields())
    if (field.key.starts_with("data.")) keys.push_back(field.key.substr(5));
  return keys;
}

/// `options` is key=value&key=value; `whole` is the text it comes from, for sentences.
void applyOptions(RunConfig& config, const std::string& options, std::string_view whole) {
  const auto keys = dataKeys();
  std::istringstream stream(options);
  for (std::string option; std::getline(stream, option, '&');) {
    if (option.empty()) continue;
    const std::string key = option.substr(0, option.find('='));
    const bool known = std::find(keys.begin(), keys.end(), key) != keys.end() && key != "kind" && key != "root";
    if (key.size() == option.size() || !known)
      throw UserError("The data \"" + std::string(whole) + "\" have the option \"" + option +
                      "\", but KIND:PATH?key=value&... with keys of [data] is needed" + suggestion(key, keys));
    applySetting(config, "data." + option);  // text may be bare, lists without brackets
  }
}

}  // namespace

DataConfig parseDataReference(std::string_view text, const DataConfig& base) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0)
    throw UserError("The data \"" + std::string(text) +
                    "\" name no kind; KIND:PATH is needed, e.g. idx:mnist or image_folder:photos?image_size=32.");
  RunConfig config;
  config.data = base;
  config.data.kind = text.substr(0, colon);
  config.data.validation = 0;
  const auto rest = text.substr(colon + 1);
  const auto question = rest.find('?');
  config.data.root = rest.substr(0, question);
  if (question != std::string_view::npos) applyOptions(config, std::string(rest.substr(question + 1)), text);
  return config.data;
}

std::string wholeReference(const std::string& text) {
  const auto colon = text.find(':'), question = std::min(text.find('?'), text.size());
  if (colon == std::string::npos || colon >= question) return text;
  const std::filesystem::path place = text.substr(colon + 1, question - colon - 1);
  std::error_code none;
  if (place.empty() || !std::filesystem::exists(place, none)) return text;
  const auto whole = std::filesystem::absolute(place).lexically_normal();
  const auto named = whole.has_filename() ? whole : whole.parent_path();  // "photos/" is "photos"
  return text.substr(0, colon + 1) + named.string() + text.substr(question);
}

}  // namespace studio
