// A setting's value as the text of a field and back. C locale, as in the TOML beside it.
#pragma once
#include <QString>
#include <optional>

#include "core/run/config_fields.h"

namespace studio {

QString textOf(const ConfigField& field, const ConfigValue& value);
/// nullopt and one sentence in `fault` where the text is not a value of this kind. Ranges are settingProblems' matter.
std::optional<ConfigValue> valueFromText(const ConfigField& field, const QString& text, QString& fault);
/// "topoloss" of "topoloss.tau".
std::string sectionOf(const ConfigField& field);
/// "TopoLoss" of "topoloss".
QString sectionTitle(const std::string& section);

}  // namespace studio
