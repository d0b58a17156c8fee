// One setting's value between TOML and ConfigValue; used by config_reader.cpp and config_writer.cpp. Files that include
// this see toml++; no other file does. Any thread; blocks nobody.
#pragma once
#include <string>
#include <string_view>
#include <toml++/toml.h>

#include "core/run/config_fields.h"

namespace studio {

/// Checks the type, not the range. Throws UserError beginning with `where` ("config.toml line 14").
ConfigValue valueFromToml(const ConfigField& field, const toml::node& node, const std::string& where);
/// One number or two; of topoloss.factor and of an override's.
std::vector<double> pairFromToml(const std::string& key, const toml::node& node, const std::string& where);
/// Parses with every error as a UserError; refuses what would nest too deeply.
toml::table parseToml(std::string_view text, const std::string& sourceName);
/// A whole document on top of `start`; as parseConfig().
RunConfig configFromToml(const toml::table& document, const std::string& sourceName, const RunConfig& start = {});
/// As toToml() writes it; an empty list of Layers is "default".
std::string valueToToml(const ConfigField& field, const ConfigValue& value);

}  // namespace studio
