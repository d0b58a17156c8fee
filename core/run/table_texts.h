// The tables of this folder in another language, for a window: before anything has read them, once all their rows are
// added. What is stored, logged and answered to the command line stays as it is. The thread that starts the window.
#pragma once
#include <functional>
#include <string>

namespace studio {

using TextTranslation = std::function<std::string(const std::string&)>;

/// Labels, units and helps of all settings (config_field_table.cpp).
void translateConfigFields(const TextTranslation& translate);
/// Titles and units of the columns of a run (scalars.cpp).
void translateScalars(const TextTranslation& translate);

}  // namespace studio
