// An option of the command line made of the description of a setting (core/run/config_fields.h).
#pragma once
#include <CLI/CLI.hpp>

#include <functional>
#include <string>

#include "core/run/config_fields.h"

namespace studio {

/// Adds `name` ("--window"), which gives `take` a value of the kind that the setting has; its help says what `usual`
/// is. A number has to be in the setting's range, a word among its choices; numbers of a list are not looked at.
void addSettingOption(CLI::App& app, const std::string& name, const SettingField& setting, const ConfigValue& usual,
                      const std::function<void(ConfigValue)>& take);
/// Refuses an option whose number is left out: CLI11 reads an empty text as 0.
std::string missingNumber(const std::string& text);

}  // namespace studio
