// Values of settings as text and back; the configuration's TOML written short, or patched where it stands.
#include "widgets/forms/config_text.h"

#include <QLocale>
#include <QRegularExpression>
#include <QStringList>
#include <cmath>
#include <sstream>
#include <vector>

#include "core/run/config_fields.h"
#include "core/run/error.h"
#include "core/run/names.h"
#include "core/run/printable_text.h"
#include "widgets/frame/language.h"
#include "widgets/frame/tr.h"

namespace studio {

// A setting and its field.

QStringList splitAtCommas(const QString& text) {
  QStringList parts;
  for (const QString& part : text.split(QLatin1Char(',')))
    if (const QString bare = part.trimmed(); !bare.isEmpty()) parts << bare;
  return parts;
}

namespace {

QString fromStd(const std::string& text) { return QString::fromStdString(text); }

template <class Value, class Text>
QString joinedTexts(const std::vector<Value>& values, Text text, const char* between = ", ") {
  QStringList parts;
  for (const Value& value : values) parts << text(value);
  return parts.join(QLatin1String(between));
}

QString withoutBrackets(const QString& text) {
  const QString inner = text.trimmed();
  return inner.startsWith('[') && inner.endsWith(']') ? inner.mid(1, inner.size() - 2) : inner;
}

QStringList splitParts(const QString& text) { return splitAtCommas(withoutBrackets(text)); }

bool hasDecimalComma() { return textLocale().decimalPoint() == QLatin1String(","); }

/// Of numbers with decimals: a comma stands between them, or, where decimals begin with one, a semicolon or a comma
/// with a blank ("0,5; 0,8").
QStringList splitNumbers(const QString& text) {
  const QString inner = withoutBrackets(text);
  if (!inner.contains(';') && (!hasDecimalComma() || inner.contains('.'))) return splitAtCommas(inner);
  static const QRegularExpression commaAndBlank(QStringLiteral(",\\s+"));
  QStringList parts;
  for (const QString& part : inner.contains(';') ? inner.split(';') : inner.split(commaAndBlank))
    if (const QString bare = part.trimmed(); !bare.isEmpty()) parts << bare;
  return parts;
}

std::optional<std::int64_t> integerFrom(const QString& text, QString& fault) {
  QString digits = text.trimmed();
  digits.remove(QChar(0x202F)).remove(QChar(0xA0)).remove(' ').remove('_');
  static const QRegularExpression inGroups(QStringLiteral("^-?\\d{1,3}(,\\d{3})+$"));
  if (inGroups.match(digits).hasMatch()) digits.remove(',');  // "4,000", as files and people write it
  const QString between = textLocale().groupSeparator();      // "4.000", as the window may write it
  static const QRegularExpression inOtherGroups(QStringLiteral("^-?\\d{1,3}(\\.\\d{3})+$"));
  if (between == QLatin1String(".") && inOtherGroups.match(digits).hasMatch()) digits.remove('.');
  bool ok = false;
  const qlonglong value = digits.toLongLong(&ok);
  if (ok) return value;
  fault = tr("A whole number is missing.");
  if (!digits.isEmpty()) fault = tr("“%1” is not a whole number.").arg(text.trimmed());
  return std::nullopt;
}

std::optional<double> parseNumber(const QString& text, QString& fault) {
  const QString trimmed = text.trimmed();
  if (const auto value = numberFrom(trimmed.toStdString())) return *value;
  if (hasDecimalComma())
    if (const auto value = typedNumber(trimmed)) return *value;
  QString withPoint = trimmed;
  withPoint.replace(',', '.');
  if (trimmed.isEmpty())
    fault = tr("A number is missing.");
  else if (numberFrom(withPoint.toStdString()))
    fault = tr("“%1” is not a number; with a point it is: %2.").arg(trimmed, withPoint);
  else
    fault = tr("“%1” is not a number.").arg(trimmed);
  return std::nullopt;
}

template <class Value, class Read>
std::optional<ConfigValue> listFrom(const QStringList& parts, QString& fault, Read read) {
  std::vector<Value> values;
  for (const QString& part : parts) {
    const auto value = read(part, fault);
    if (!value) return std::nullopt;
    values.push_back(*value);
  }
  return values;
}

std::vector<std::string> layersFrom(const QString& text) {
  std::vector<std::string> names;
  if (text.trimmed() == QLatin1String("default")) return names;
  for (const QString& part : splitParts(text)) names.push_back(part.toStdString());
  return names;
}

std::optional<ConfigValue> pairFrom(const QString& text, QString& fault) {
  const auto list = listFrom<double>(splitNumbers(text), fault, parseNumber);
  if (!list) return std::nullopt;
  const auto& values = std::get<std::vector<double>>(*list);
  if (values.size() == 1)
    return std::vector<double>{values.front(), values.front()};  // one number stands for both, as in the TOML
  if (values.size() == 2) return values;
  fault = tr("Two numbers are needed: rows × columns.");
  return std::nullopt;
}

}  // namespace

QString settingNumber(double value) {
  const double size = std::abs(value);
  return size == 0 || (size >= 1e-6 && size < 1e9) ? QString::number(value, 'f', QLocale::FloatingPointShortest)
                                                   : fromStd(numberText(value));
}

namespace {

/// Seen as one that may have decimals: "3.0".
QString decimalNumber(double value) {
  const QString text = settingNumber(value);
  return std::isfinite(value) && QRegularExpression(QStringLiteral("^-?\\d+$")).match(text).hasMatch()
             ? text + QStringLiteral(".0")
             : text;
}

}  // namespace

QString formatText(const SettingField& field, const ConfigValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return fromStd(*text);
  if (const auto* on = std::get_if<bool>(&value)) return *on ? tr("on") : tr("off");
  if (const auto* number = std::get_if<std::int64_t>(&value))  // a seed is a name, not an amount
    return field.key.ends_with("seed") ? QString::number(*number) : inWindowNumbers(fromStd(groupedText(*number)));
  if (const auto* number = std::get_if<double>(&value)) return inWindowNumbers(decimalNumber(*number));
  if (const auto* list = std::get_if<std::vector<std::int64_t>>(&value))
    return joinedTexts(*list, [](std::int64_t number) { return QString::number(number); });
  if (const auto* list = std::get_if<std::vector<double>>(&value))
    return inWindowNumbers(joinedTexts(*list, decimalNumber, hasDecimalComma() ? "; " : ", "));
  const auto& names = std::get<std::vector<std::string>>(value);
  return names.empty() && field.kind == FieldKind::Layers ? QStringLiteral("default") : joinedTexts(names, fromStd);
}

std::optional<ConfigValue> valueFromText(const SettingField& field, const QString& text, QString& fault) {
  fault.clear();
  switch (field.kind) {
    case FieldKind::Integer:
      if (const auto value = integerFrom(text, fault)) return *value;
      return std::nullopt;
    case FieldKind::Number:
      if (const auto value = parseNumber(text, fault)) return *value;
      return std::nullopt;
    case FieldKind::IntegerList:
      return listFrom<std::int64_t>(splitParts(text), fault, integerFrom);
    case FieldKind::NumberList:
      return listFrom<double>(splitNumbers(text), fault, parseNumber);
    case FieldKind::NumberPair:
      return pairFrom(text, fault);
    case FieldKind::Layers:
      return layersFrom(text);
    case FieldKind::Switch:
      return text == tr("on");
    case FieldKind::Text:
    case FieldKind::Path:
    case FieldKind::Stimuli:
    case FieldKind::Choice:
      break;
  }
  return text.toStdString();
}

QString inWordsOfTheForm(const QString& sentence) {
  static const QRegularExpression named(QStringLiteral("`?\\b([a-z]+\\.[a-z_]+)\\b`?(?: = \"([^\"]*)\")?"));
  QString said;
  qsizetype from = 0;
  for (auto found = named.globalMatch(sentence); found.hasNext();) {
    const auto match = found.next();
    const ConfigField* field = findField(match.captured(1).toStdString());
    if (!field) continue;
    said += sentence.mid(from, match.capturedStart() - from) + QString::fromStdString(field->label);
    if (match.hasCaptured(2)) said += QStringLiteral(" \"%1\"").arg(match.captured(2));
    from = match.capturedEnd();
  }
  return said + sentence.mid(from);
}

std::string sectionName(const ConfigField& field) { return field.key.substr(0, field.key.find('.')); }

QString sectionTitle(const std::string& section) {
  const std::pair<const char*, QString> titles[] = {
      {"model", tr("Model")},         {"data", tr("Data")},   {"topoloss", tr("TopoLoss")}, {"losses", tr("Losses")},
      {"optimizer", tr("Optimizer")}, {"train", tr("Train")}, {"probe", tr("Probe")},       {"output", tr("Output")}};
  for (const auto& [name, title] : titles)
    if (section == name) return title;
  return fromStd(section);
}

// The TOML.

namespace {

using TomlLines = std::vector<std::string>;

TomlLines splitLines(std::string_view text) {
  TomlLines lines;
  std::istringstream stream{std::string(text)};
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string joined(const TomlLines& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

/// "model" of "[model]"; "topoloss.override" of "[[topoloss.override]]"; empty where it is no heading.
std::string parseHeading(const std::string& line) {
  const std::string bare = trimmed(line.substr(0, line.find('#')));
  if (bare.size() < 3 || bare.front() != '[' || bare.back() != ']') return {};
  const std::size_t brackets = bare.rfind("[[", 0) == 0 ? 2 : 1;
  return trimmed(std::string_view(bare).substr(brackets, bare.size() - 2 * brackets));
}

/// "tau" of "tau = 3.0"; empty where the line sets nothing.
std::string parseKey(const std::string& line) {
  const auto equals = line.find('=');
  const std::string key = equals == std::string::npos ? "" : trimmed(std::string_view(line).substr(0, equals));
  return key.empty() || key.front() == '#' || key.front() == '[' ? "" : key;
}

/// Calls visit(index, "section.key") for each line that sets something in a section of ours.
template <class Visit>
void eachSetting(const TomlLines& lines, Visit visit) {
  std::string section;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (const std::string heading = parseHeading(lines[i]); !heading.empty())
      section = heading;
    else if (const std::string key = parseKey(lines[i]); !key.empty())
      visit(i, section + "." + key);
  }
}

/// Where a comment begins after the value, outside quotes.
std::size_t findComment(const std::string& line) {
  char quote = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (quote) {
      if (line[i] == '\\' && quote == '"')
        ++i;
      else if (line[i] == quote)
        quote = 0;
    } else if (line[i] == '"' || line[i] == '\'') {
      quote = line[i];
    } else if (line[i] == '#') {
      return i;
    }
  }
  return std::string::npos;
}

/// "tau = 3.0" as toToml writes this setting.
std::string canonicalLine(const TomlLines& canonical, const std::string& key) {
  std::string found;
  eachSetting(canonical, [&](std::size_t i, const std::string& here) {
    if (here == key) found = canonical[i];
  });
  return found;
}

std::string withComment(const std::string& fresh, const std::string& old) {
  const std::size_t comment = findComment(old);
  return comment == std::string::npos ? fresh : fresh + "  " + old.substr(comment);
}

void insertSetting(TomlLines& lines, const std::string& section, const std::string& fresh) {
  std::size_t place = 0;
  bool inside = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string heading = parseHeading(lines[i]);
    if (!heading.empty()) inside = heading == section;
    if (inside && !trimmed(lines[i]).empty()) place = i + 1;
  }
  if (place == 0) {
    lines.insert(lines.end(), {"", "[" + section + "]", fresh});
  } else {
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(place), fresh);
  }
}

void patchSetting(TomlLines& lines, const TomlLines& canonical, const std::string& key) {
  const std::string fresh = canonicalLine(canonical, key);
  bool written = false;
  eachSetting(lines, [&](std::size_t i, const std::string& here) {
    if (here != key || written) return;
    lines[i] = withComment(fresh, lines[i]);
    written = true;
  });
  if (!written) insertSetting(lines, key.substr(0, key.rfind('.')), fresh);
}

bool reads(const std::string& text, const RunConfig& config) {
  try {
    return parseConfig(text) == config;
  } catch (const UserError&) {
    return false;
  }
}

}  // namespace

std::string shortToml(const RunConfig& config) {
  const TomlLines full = splitLines(toToml(config));
  std::vector<bool> keep(full.size(), true);
  const RunConfig defaults;
  eachSetting(full, [&](std::size_t i, const std::string& key) {
    const ConfigField* field = findField(key);
    if (field && field->advanced) keep[i] = field->get(config) != field->get(defaults);
  });
  TomlLines lines;
  for (std::size_t i = 0; i < full.size(); ++i)
    if (keep[i]) lines.push_back(full[i]);
  const std::string text = joined(lines);
  return reads(text, config) ? text : toToml(config);
}

std::string patchedToml(const std::string& text, const RunConfig& config) {
  RunConfig before;
  try {
    before = parseConfig(text);
  } catch (const UserError&) {
    return shortToml(config);
  }
  if (before == config) return text;
  const TomlLines canonical = splitLines(toToml(config));
  TomlLines lines = splitLines(text);
  for (const ConfigField& field : configFields())
    if (field.get(before) != field.get(config)) patchSetting(lines, canonical, field.key);
  const std::string patched = joined(lines);
  return reads(patched, config) ? patched : shortToml(config);
}

int findLine(std::string_view text, std::string_view key) {
  int line = 0;
  eachSetting(splitLines(text), [&](std::size_t i, const std::string& here) {
    if (line == 0 && here == key) line = static_cast<int>(i) + 1;
  });
  return line;
}

}  // namespace studio
