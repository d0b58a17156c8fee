// TOML to RunConfig: every key is looked up in configFields(); only the tables of overrides and stages are read by
// hand.
#include <algorithm>
#include <stdexcept>

#include "core/run/text_file.h"
#include "core/run/config_value.h"
#include "core/run/error.h"
#include "core/run/names.h"
#include "core/run/run_config.h"

namespace studio {
namespace {

using Names = std::vector<std::string>;

std::string sectionName(const ConfigField& field) { return field.key.substr(0, field.key.rfind('.')); }
std::string nameIn(const ConfigField& field) { return field.key.substr(field.key.rfind('.') + 1); }

/// "model", "data", ...; "losses" for all of [losses.NAME].
Names sectionNames() {
  Names names;
  for (const ConfigField& field : configFields()) {
    const std::string section = field.key.substr(0, field.key.find('.'));
    if (names.empty() || names.back() != section) names.push_back(section);
  }
  return names;
}

/// The part of a section's name after `table` and a dot; empty where it is no section of that table.
std::string rowName(const std::string& section, const std::string& table) {
  return section.starts_with(table + ".") ? section.substr(table.size() + 1) : std::string();
}

bool isSection(const std::string& name) {
  const auto fields = configFields();
  return std::any_of(fields.begin(), fields.end(),
                     [&](const ConfigField& field) { return sectionName(field) == name; });
}

/// Settings of a section, or rows of a table.
Names namesIn(const std::string& section) {
  Names names;
  for (const ConfigField& field : configFields()) {
    const std::string row = rowName(sectionName(field), section);
    if (sectionName(field) == section) names.push_back(nameIn(field));
    if (!row.empty() && (names.empty() || names.back() != row)) names.push_back(row);
  }
  if (section == "topoloss") names.insert(names.end(), {"override", "stage"});
  return names;
}

/// Reads one document; knows its name for the sentences.
class ConfigReader {
 public:
  explicit ConfigReader(std::string sourceName, RunConfig start = {})
      : source_(std::move(sourceName)), config_(std::move(start)) {}

  RunConfig read(const toml::table& document) {
    for (const auto& [key, node] : document) {
      const std::string section(key.str());
      const Names sections = sectionNames();
      if (std::find(sections.begin(), sections.end(), section) == sections.end())
        throw UserError(
            withSuggestion(at(key) + ": [" + section + "] is not a section of a configuration", section, sections));
      readSection(section, sectionTable(section, key, node));
    }
    return config_;
  }

 private:
  template <class Place>
  std::string at(const Place& place) const {
    return source_ + " line " + std::to_string(place.source().begin.line);
  }

  const toml::table& sectionTable(const std::string& section, const toml::key& key, const toml::node& node) const {
    const toml::table* table = node.as_table();
    if (!table)
      throw UserError(at(key) + ": `" + section + "` must be a section; write [" + section +
                      "] and its settings below.");
    return *table;
  }

  [[noreturn]] void unknown(const toml::key& key, const std::string& section, const Names& names) const {
    const std::string sentence = at(key) + ": `" + std::string(key.str()) + "` is not a setting of [" + section + "]";
    if (!isSection(section) && suggestion(key.str(), names).empty())  // a table whose rows each have settings
      throw UserError(sentence + "; it has " + listedNames(names, "and") + ".");
    throw UserError(withSuggestion(sentence, key.str(), names));
  }

  void readSection(const std::string& section, const toml::table& table) {
    for (const auto& [key, node] : table) {
      const std::string name(key.str());
      if (section == "topoloss" && name == "override")
        eachTable(key, node, [this](const toml::table& row) { readOverride(row); });
      else if (section == "topoloss" && name == "stage")
        eachTable(key, node, [this](const toml::table& row) { readStage(row); });
      else if (const ConfigField* field = findField(section + "." + name))
        field->set(config_, valueFromToml(*field, node, at(key)));
      else if (isSection(section + "." + name))
        readSection(section + "." + name, sectionTable(section + "." + name, key, node));
      else
        unknown(key, section, namesIn(section));
    }
  }

  template <class Read>
  void eachTable(const toml::key& key, const toml::node& node, Read read) {
    const std::string name = "topoloss." + std::string(key.str());
    const toml::array* array = node.as_array();
    if (!array)
      throw UserError(at(key) + ": " + name + " must be a list of tables; write [[" + name + "]] above each.");
    for (const toml::node& element : *array) {
      if (!element.is_table())
        throw UserError(at(key) + ": " + name + " must be a list of tables; write [[" + name + "]] above each.");
      read(*element.as_table());
    }
  }

  /// A value of a table row, checked as the field kind would be.
  template <class T>
  T rowValue(const toml::key& key, const toml::node& node, const std::string& section, FieldKind kind) const {
    ConfigField field;
    field.key = section + "." + std::string(key.str());
    field.kind = kind;
    return std::get<T>(valueFromToml(field, node, at(key)));
  }

  void readOverride(const toml::table& table) {
    const std::string section = "topoloss.override";
    TopoOverride row;
    for (const auto& [key, node] : table) {
      if (key.str() == "layer")
        row.layer = rowValue<std::string>(key, node, section, FieldKind::Text);
      else if (key.str() == "tau")
        row.tau = rowValue<double>(key, node, section, FieldKind::Number);
      else if (key.str() == "factor") {
        const auto pair = pairFromToml(section + ".factor", node, at(key));
        row.factor = {pair[0], pair[1]};
      } else
        unknown(key, section, {"layer", "tau", "factor"});
    }
    if (row.layer.empty()) throw UserError(at(table) + ": [[topoloss.override]] names no layer; add layer = \"...\".");
    config_.topoloss.overrides.push_back(row);
  }

  void readStage(const toml::table& table) {
    const std::string section = "topoloss.stage";
    TauStage stage;
    for (const auto& [key, node] : table) {
      if (key.str() == "mode")
        stage.mode = rowValue<std::string>(key, node, section, FieldKind::Text);
      else if (key.str() == "start")
        stage.start = rowValue<double>(key, node, section, FieldKind::Number);
      else if (key.str() == "end")
        stage.end = rowValue<double>(key, node, section, FieldKind::Number);
      else if (key.str() == "steps")
        stage.steps = rowValue<std::int64_t>(key, node, section, FieldKind::Integer);
      else
        unknown(key, section, {"mode", "start", "end", "steps"});
    }
    config_.topoloss.stages.push_back(stage);
  }

  std::string source_;
  RunConfig config_;
};

/// The full key that a mistyped one, or one without its section, was meant to be.
[[noreturn]] void unknownSetting(const std::string& key, const std::string& where) {
  const std::string end = meantKeyText(key);
  throw UserError(where + ": `" + key + "` is not a setting" +
                  (end.empty() ? "; see `toponets train --help` for all of them." : end));
}

std::string quotedToml(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

/// The shell eats quotes, so text may come bare, and lists without brackets.
std::string asToml(const ConfigField& field, const std::string& value) {
  const bool quoted = value.size() >= 2 && value.front() == '"' && value.back() == '"';
  const bool list = !value.empty() && value.front() == '[';
  switch (field.kind) {
    case FieldKind::Text:
    case FieldKind::Path:
    case FieldKind::Stimuli:
    case FieldKind::Choice:
      return quoted ? value : quotedToml(value);
    case FieldKind::IntegerList:
    case FieldKind::NumberList:
      return list ? value : "[" + value + "]";
    case FieldKind::NumberPair:
      return list || value.find(',') == std::string::npos ? value : "[" + value + "]";
    case FieldKind::Layers: {
      if (list || quoted) return value;
      if (value == "default") return quotedToml(value);
      std::string names;
      for (const auto& name : splitNames(value)) names += quotedToml(name) + ",";
      return "[" + names + "]";
    }
    case FieldKind::Switch:
    case FieldKind::Integer:
    case FieldKind::Number:
      return value;
  }
  throw std::logic_error("the setting " + field.key + " is of no kind");
}

/// A word that is no value of TOML is text, which the field refuses in words of its own ("must be a whole number").
toml::table parseValue(const ConfigField& field, const std::string& value, const std::string& where) {
  try {
    return parseToml("value = " + asToml(field, value), where);
  } catch (const UserError&) {
    if (value.empty() || std::isalpha(static_cast<unsigned char>(value.front())) == 0) throw;
    return parseToml("value = " + quotedToml(value), where);
  }
}

}  // namespace

RunConfig configFromToml(const toml::table& document, const std::string& sourceName, const RunConfig& start) {
  return ConfigReader(sourceName, start).read(document);
}

RunConfig parseConfig(std::string_view toml, const std::string& sourceName) {
  return configFromToml(parseToml(toml, sourceName), sourceName);
}

RunConfig loadConfig(const std::filesystem::path& file) {
  return parseConfig(readFile(file, std::size_t{2} << 20), file.string());
}

void applySetting(RunConfig& config, std::string_view assignment, const std::string& place) {
  const std::string where = place.empty() ? "--set " + std::string(assignment.substr(0, 200)) : place;
  const std::size_t equals = assignment.find('=');
  if (equals == std::string_view::npos) throw UserError(where + ": write key=value, as in topoloss.tau=3.");
  const std::string key = trimmed(assignment.substr(0, equals));
  const std::string value = trimmed(assignment.substr(equals + 1));
  if (key.empty())
    throw UserError(where + ": no setting is named before the \"=\"; write key=value, as in topoloss.tau=3.");
  const ConfigField* field = findField(key);
  if (!field) unknownSetting(key, where);
  if (value.find('\n') != std::string::npos) throw UserError(where + ": a value must be on one line.");
  const toml::table table = parseValue(*field, value, where);
  field->set(config, valueFromToml(*field, *table.get("value"), where));
}

}  // namespace studio
