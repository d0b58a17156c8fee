// The description of every setting: name, unit, range, choices, default and help. TOML, `--help` and the form are made
// from it.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/run/run_config.h"

namespace studio {

enum class FieldKind { Text, Path, Integer, Number, Switch, Choice, IntegerList, NumberList, NumberPair, Layers };

/// Layers: an empty list means "default". NumberPair: a list of two.
using ConfigValue = std::variant<bool, std::int64_t, double, std::string, std::vector<std::int64_t>,
                                 std::vector<double>, std::vector<std::string>>;

struct ConfigField {
  std::string key;    ///< "topoloss.tau"; the part before the dot is the section
  std::string label;  ///< "τ"
  std::string unit;   ///< "px", "steps", ... or empty
  std::string help;   ///< half a line
  FieldKind kind = FieldKind::Text;
  double minimum = 0, maximum = 0;   ///< of numbers; both inclusive
  std::vector<std::string> choices;  ///< of Choice; model.name and data.kind get theirs from the engine (core/engine.h)
  bool advanced = false;             ///< second level of the form
  std::function<bool(const RunConfig&)>
      applies;  ///< false: makes no difference there; empty: always (models and data sets say theirs, core/engine.h)
  std::function<ConfigValue(const RunConfig&)> get;
  std::function<void(RunConfig&, const ConfigValue&)> set;
};

/// All settings in the order of the form. Tables of overrides and stages are not fields; TOML alone carries them.
std::span<const ConfigField> configFields();
/// nullptr where there is none of that key.
const ConfigField* findField(std::string_view key);

/// Something wrong or doubtful with a setting, said beside its field.
struct Problem {
  enum class Severity { Warning, Error };
  std::string key;  ///< the field it belongs to
  Severity severity = Severity::Error;
  std::string sentence;                                   ///< names the thing, the reason and the way out
  std::string mendLabel;                                  ///< text of the button that mends it, or empty
  std::vector<std::pair<std::string, std::string>> mend;  ///< applySetting's "key", "value" pairs
};

/// What can be said without a model: ranges, choices, combinations. The engine adds the rest (core/engine.h).
std::vector<Problem> settingProblems(const RunConfig& config);

}  // namespace studio
