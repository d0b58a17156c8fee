// RunConfig to TOML with every setting written out, and equality (two configurations are equal when their TOML is).
#include <cstdio>
#include <set>

#include "core/run/config_value.h"
#include "core/run/printable_text.h"
#include "core/run/run_config.h"

namespace studio {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      out += std::string("\\") + c;
    else if (byte < 0x20 || byte == 0x7f) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04X", byte);
      out += escape;
    } else
      out += c;
  }
  return out + "\"";
}

std::string text(bool value) { return value ? "true" : "false"; }
std::string text(std::int64_t value) { return std::to_string(value); }
std::string text(double value) { return decimalText(value); }
std::string text(const std::string& value) { return quoted(value); }

template <class T>
std::string text(const std::vector<T>& values) {
  std::string list;
  for (const T& value : values) list += (list.empty() ? "" : ", ") + text(value);
  return "[" + list + "]";
}

std::string formatTables(const TopoLossConfig& topoloss) {
  std::string toml;
  for (const TopoOverride& row : topoloss.overrides) {
    toml += "\n[[topoloss.override]]\nlayer = " + text(row.layer) + "\n";
    if (row.tau) toml += "tau = " + text(*row.tau) + "\n";
    if (row.factor) toml += "factor = " + text(std::vector<double>{row.factor->first, row.factor->second}) + "\n";
  }
  for (const TauStage& stage : topoloss.stages)
    toml += "\n[[topoloss.stage]]\nmode = " + text(stage.mode) + "\nstart = " + text(stage.start) +
            "\nend = " + text(stage.end) + "\nsteps = " + text(stage.steps) + "\n";
  return toml;
}

/// Sections of table rows that say nothing: a run that does not use a row is written as if there were none.
std::set<std::string> sectionsAtDefault(const RunConfig& config) {
  static const RunConfig kDefaults;
  std::set<std::string> idle, used;
  for (const ConfigField& field : configFields()) {
    if (!isOfTableRow(field)) continue;
    const std::string section = field.key.substr(0, field.key.rfind('.'));
    (field.get(config) == field.get(kDefaults) ? idle : used).insert(section);
  }
  for (const std::string& section : used) idle.erase(section);
  return idle;
}

}  // namespace

std::string valueToToml(const ConfigField& field, const ConfigValue& value) {
  const auto* names = std::get_if<std::vector<std::string>>(&value);
  const bool defaultLayers = field.kind == FieldKind::Layers && names && names->empty();
  return defaultLayers ? "\"default\"" : std::visit([](const auto& v) { return text(v); }, value);
}

std::string toToml(const RunConfig& config) {
  std::string toml, section;
  const auto idle = sectionsAtDefault(config);
  for (const ConfigField& field : configFields()) {
    const std::size_t dot = field.key.rfind('.');
    const std::string nextSection = field.key.substr(0, dot);
    if (idle.contains(nextSection)) continue;
    if (nextSection != section) {
      if (section == "topoloss") toml += formatTables(config.topoloss);
      toml += (section.empty() ? "[" : "\n[") + nextSection + "]\n";
      section = nextSection;
    }
    toml += field.key.substr(dot + 1) + " = " + valueToToml(field, field.get(config)) + "\n";
  }
  return toml;
}

bool operator==(const RunConfig& a, const RunConfig& b) { return toToml(a) == toToml(b); }

RunConfig withoutLosses(RunConfig config) {
  config.topoloss.tau = 0;
  for (TopoOverride& layer : config.topoloss.overrides) layer.tau.reset();
  std::erase_if(config.further, [](const auto& setting) { return setting.first.starts_with("losses."); });
  return config;
}

}  // namespace studio
