#include "widgets/forms/field_text.h"

#include <QStringList>

#include "core/run/printable_text.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

QString fromStd(const std::string& text) { return QString::fromStdString(text); }

template <class Value, class Text>
QString joinedTexts(const std::vector<Value>& values, Text text) {
  QStringList parts;
  for (const Value& value : values) parts << text(value);
  return parts.join(QStringLiteral(", "));
}

QStringList partsOf(const QString& text) {
  QString inner = text.trimmed();
  if (inner.startsWith('[') && inner.endsWith(']')) inner = inner.mid(1, inner.size() - 2);
  QStringList parts;
  for (const QString& part : inner.split(','))
    if (!part.trimmed().isEmpty()) parts << part.trimmed();
  return parts;
}

std::optional<std::int64_t> integerFrom(const QString& text, QString& fault) {
  QString digits = text.trimmed();
  digits.remove(QChar(0x202F)).remove(QChar(0xA0)).remove(' ').remove('_');
  bool ok = false;
  const qlonglong value = digits.toLongLong(&ok);
  if (ok) return value;
  fault = tr("A whole number is missing.");
  if (!digits.isEmpty()) fault = tr("“%1” is not a whole number.").arg(text.trimmed());
  return std::nullopt;
}

std::optional<double> numberOf(const QString& text, QString& fault) {
  const QString trimmed = text.trimmed();
  if (const auto value = numberFrom(trimmed.toStdString())) return *value;
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
std::optional<ConfigValue> listFrom(const QString& text, QString& fault, Read read) {
  std::vector<Value> values;
  for (const QString& part : partsOf(text)) {
    const auto value = read(part, fault);
    if (!value) return std::nullopt;
    values.push_back(*value);
  }
  return values;
}

std::vector<std::string> layersFrom(const QString& text) {
  std::vector<std::string> names;
  if (text.trimmed() == QLatin1String("default")) return names;
  for (const QString& part : partsOf(text)) names.push_back(part.toStdString());
  return names;
}

std::optional<ConfigValue> pairFrom(const QString& text, QString& fault) {
  const auto list = listFrom<double>(text, fault, numberOf);
  if (!list) return std::nullopt;
  const auto& values = std::get<std::vector<double>>(*list);
  if (values.size() == 1)
    return std::vector<double>{values.front(), values.front()};  // one number stands for both, as in the TOML
  if (values.size() == 2) return values;
  fault = tr("Two numbers are needed: rows × columns.");
  return std::nullopt;
}

}  // namespace

QString textOf(const ConfigField& field, const ConfigValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return fromStd(*text);
  if (const auto* on = std::get_if<bool>(&value)) return *on ? tr("on") : tr("off");
  if (const auto* number = std::get_if<std::int64_t>(&value)) return QString::number(*number);
  if (const auto* number = std::get_if<double>(&value)) return fromStd(decimalText(*number));
  if (const auto* list = std::get_if<std::vector<std::int64_t>>(&value))
    return joinedTexts(*list, [](std::int64_t number) { return QString::number(number); });
  if (const auto* list = std::get_if<std::vector<double>>(&value))
    return joinedTexts(*list, [](double number) { return fromStd(decimalText(number)); });
  const auto& names = std::get<std::vector<std::string>>(value);
  return names.empty() && field.kind == FieldKind::Layers ? QStringLiteral("default") : joinedTexts(names, fromStd);
}

std::optional<ConfigValue> valueFromText(const ConfigField& field, const QString& text, QString& fault) {
  fault.clear();
  switch (field.kind) {
    case FieldKind::Integer:
      if (const auto value = integerFrom(text, fault)) return *value;
      return std::nullopt;
    case FieldKind::Number:
      if (const auto value = numberOf(text, fault)) return *value;
      return std::nullopt;
    case FieldKind::IntegerList:
      return listFrom<std::int64_t>(text, fault, integerFrom);
    case FieldKind::NumberList:
      return listFrom<double>(text, fault, numberOf);
    case FieldKind::NumberPair:
      return pairFrom(text, fault);
    case FieldKind::Layers:
      return layersFrom(text);
    case FieldKind::Switch:
      return text == tr("on");
    case FieldKind::Text:
    case FieldKind::Path:
    case FieldKind::Choice:
      break;
  }
  return text.toStdString();
}

std::string sectionOf(const ConfigField& field) { return field.key.substr(0, field.key.find('.')); }

QString sectionTitle(const std::string& section) {
  const std::pair<const char*, QString> titles[] = {
      {"model", tr("Model")},         {"data", tr("Data")},   {"topoloss", tr("TopoLoss")}, {"losses", tr("Losses")},
      {"optimizer", tr("Optimizer")}, {"train", tr("Train")}, {"probe", tr("Probe")},       {"output", tr("Output")}};
  for (const auto& [name, title] : titles)
    if (section == name) return title;
  return fromStd(section);
}

}  // namespace studio
