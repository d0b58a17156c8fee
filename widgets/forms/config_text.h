// The configuration as text, in the C locale: a setting's value in its field and back, and the whole as the TOML beside
// it. Values.
#pragma once
#include <QString>
#include <QStringList>
#include <optional>
#include <string>
#include <string_view>

#include "core/run/config_fields.h"
#include "core/run/run_config.h"

namespace studio {

// A setting's value as the text of a field and back.

/// What a person typed between commas, without blanks around it; nothing of what is empty.
QStringList splitAtCommas(const QString& text);
/// A number of a setting, without an exponent where people write none: "0.0006", "3".
QString settingNumber(double value);
QString formatText(const SettingField& field, const ConfigValue& value);
/// nullopt and one sentence in `fault` where the text is not a value of this kind. Ranges are settingProblems' matter.
std::optional<ConfigValue> valueFromText(const SettingField& field, const QString& text, QString& fault);
/// A sentence of the engine, which names settings as files do, in the words of the form: "fewer Stimuli, or Maps
/// “epoch”" of "fewer probe.stimuli, or output.maps = "epoch"".
QString inWordsOfTheForm(const QString& sentence);
/// "topoloss" of "topoloss.tau".
std::string sectionName(const ConfigField& field);
/// "TopoLoss" of "topoloss".
QString sectionTitle(const std::string& section);

// The configuration's TOML as the editor shows it: short where nothing differs, and patched in place so that comments
// stay.

/// Basic settings and every advanced one that is not at its default; parseConfig of it gives `config` again.
std::string shortToml(const RunConfig& config);
/// `text` with only the settings that differ from `config` rewritten, comments kept; shortToml(config) where that
/// cannot be done.
std::string patchedToml(const std::string& text, const RunConfig& config);
/// Line (from 1) of a "section.key" in the text, 0 where it is not written out.
int findLine(std::string_view text, std::string_view key);

}  // namespace studio
