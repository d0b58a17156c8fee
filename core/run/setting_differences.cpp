// What configurations differ in (weights_difference.h).
#include <algorithm>

#include "core/run/config_fields.h"
#include "core/run/printable_text.h"
#include "core/run/weights_difference.h"

namespace studio {
namespace {

std::string partText(bool value) { return value ? "on" : "off"; }
std::string partText(std::int64_t value) { return std::to_string(value); }
std::string partText(double value) { return numberText(value); }
std::string partText(const std::string& value) { return value; }

template <class T>
std::string partText(const std::vector<T>& values) {
  std::string list;
  for (const T& value : values) list += (list.empty() ? "" : ", ") + partText(value);
  return list;
}

}  // namespace

std::string settingText(const ConfigValue& value) {
  return std::visit([](const auto& plain) { return partText(plain); }, value);
}

std::vector<SettingDifference> settingDifferences(const std::vector<const RunConfig*>& configs,
                                                  const std::vector<std::string>& leftOut) {
  std::vector<SettingDifference> differences;
  for (const ConfigField& field : configFields()) {
    if (std::find(leftOut.begin(), leftOut.end(), field.key) != leftOut.end()) continue;
    SettingDifference difference{field.key, field.label, {}};
    for (const RunConfig* config : configs) {
      const ConfigValue value = field.get(*config);
      const auto* pair = std::get_if<std::vector<double>>(&value);
      const bool isPair = field.kind == FieldKind::NumberPair && pair && pair->size() == 2;
      difference.values.push_back(isPair ? numberText((*pair)[0]) + " × " + numberText((*pair)[1])
                                         : settingText(value));
    }
    const auto& values = difference.values;
    const bool same = std::all_of(values.begin(), values.end(), [&](const auto& each) { return each == values[0]; });
    if (!same) differences.push_back(std::move(difference));
  }
  return differences;
}

}  // namespace studio
