// The description of every setting: name, unit, range, choices, default and help. TOML, `--help` and the form are made
// from it. What settings of a configuration and of an analysis (analysis.h) have in common is SettingField. Any thread;
// blocks nobody.
#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/run/run_config.h"

namespace studio {

/// Stimuli: DATA as text, of which some are offered (Engine::probeChoices), or a folder.
enum class FieldKind {
  Text,
  Path,
  Integer,
  Number,
  Switch,
  Choice,
  IntegerList,
  NumberList,
  NumberPair,
  Layers,
  Stimuli
};

/// What a setting says of itself, whatever it is a setting of.
struct SettingField {
  std::string key;      ///< "topoloss.tau", "ssim_window"
  std::string label{};  ///< in a form: "τ"
  std::string unit{};   ///< "px", "steps", ... or empty
  std::string help{};   ///< half a line
  FieldKind kind = FieldKind::Text;
  double minimum = 0, maximum = 0;     ///< of numbers, and of each in a list; both inclusive
  std::vector<std::string> choices{};  ///< of Choice
};

/// A setting of a configuration. In its key, "losses.NAME.weight", the part before the last dot is the section. The
/// choices of model.name and data.kind are the engine's (core/engine.h).
struct ConfigField : SettingField {
  bool advanced = false;  ///< second level of the form
  std::function<bool(const RunConfig&)>
      applies;  ///< false: makes no difference there; empty: always (models and data sets say theirs, core/engine.h)
  std::function<ConfigValue(const RunConfig&)> get;
  std::function<void(RunConfig&, const ConfigValue&)> set;
};

/// All settings in the order of the form. Tables of overrides and stages are not fields; TOML alone carries them.
/// Any thread; what was returned stays valid when fields are added.
std::span<const ConfigField> configFields();
/// Adds the settings that a row of a table brings. Each has a section of the table, as in "losses.NAME.weight": such a
/// section is written to TOML only where something in it differs from its default. They stand behind the other fields
/// that begin as they do, else behind [topoloss]. To be called before configurations are read (before main() too); any
/// thread. Throws std::logic_error for a key that is there already or names no section of a table.
void addConfigFields(std::vector<ConfigField> fields);
/// Puts a row behind the others of its table and adds the settings that it brings (`fields`), which are among the
/// `settings` that it reads.
template <class Row>
void addRowWithFields(std::deque<Row>& rows, Row row) {
  addConfigFields(row.fields);
  for (const ConfigField& field : row.fields) row.settings.push_back(field.key);
  rows.push_back(std::move(row));
}
/// A setting kept among the further ones of its table ("model.NAME.key", "data.KIND.key", others), whose default is
/// `standard`; its type decides the kind of number or list. Numbers lie in 0..1e9; another range, choices, `applies`
/// and `advanced` are the caller's to add.
ConfigField furtherField(const std::string& key, const std::string& label, const std::string& help,
                         const ConfigValue& standard);
/// Of a section that is written only where something in it differs.
bool isOfTableRow(const ConfigField& field);
/// nullptr where there is none of that key.
const ConfigField* findField(std::string_view key);
/// The end of a sentence on a key that there is not: "; did you mean `topoloss.tau`?" where one is near in each of its
/// parts, else what its section has; empty where nothing is like it.
std::string meantKeyText(std::string_view key);

/// Something wrong or doubtful with a setting, said beside its field.
struct Problem {
  enum class Severity { Warning, Error };
  std::string key;  ///< the field it belongs to
  Severity severity = Severity::Error;
  std::string sentence;                                  ///< names the thing, the reason and the way out
  std::string fixLabel;                                  ///< text of the button that fixes it, or empty
  std::vector<std::pair<std::string, std::string>> fix;  ///< applySetting's "key", "value" pairs
  bool compares = false;  ///< of a file of weights: Engine::weightsFit() shows which of them fit
};

/// What can be said without a model: ranges, choices, combinations. The engine adds the rest (core/engine.h).
std::vector<Problem> settingProblems(const RunConfig& config);

}  // namespace studio
