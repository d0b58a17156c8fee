// See setting_option.h.
#include "app/cli/setting_option.h"

#include <stdexcept>
#include <vector>

#include "core/run/printable_text.h"

namespace studio {
namespace {

/// Adds options of one setting, whatever its kind.
struct SettingOption {
  CLI::App& app;
  const std::string& name;
  const SettingField& setting;
  const std::function<void(ConfigValue)>& take;

  template <class T>
  CLI::Option* add() const {
    return app.add_option_function<T>(
        name, [take = take](const T& value) { take(value); }, setting.help);
  }

  /// "0,0.5"
  template <class T>
  CLI::Option* addList(const char* form) const {
    return add<std::vector<T>>()->type_name(form)->delimiter(',')->allow_extra_args(false);  // the network may follow
  }

  /// One number stands for both, as in a configuration.
  CLI::Option* addPair() const {
    const auto both = [take = take, name = name](std::vector<double> values) {
      if (values.size() == 1) values.push_back(values.front());
      if (values.size() != 2) throw CLI::ValidationError(name, "one number or two are needed, e.g. 3 or 3,3");
      take(values);
    };
    return app.add_option_function<std::vector<double>>(name, both, setting.help)
        ->type_name("N,N")
        ->delimiter(',')
        ->check(missingNumber, "")
        ->allow_extra_args(false);
  }

  void addSwitch() const {
    app.add_flag_function(
        name, [take = take](std::int64_t times) { take(times > 0); }, setting.help);
  }
};

template <class T>
std::string listText(const std::vector<T>& values) {
  std::string text;
  for (const T& each : values) {
    if (!text.empty()) text += ',';
    if constexpr (std::is_same_v<T, std::string>)
      text += each;
    else
      text += numberText(double(each));
  }
  return text;
}

/// A negative number stands for what the help says.
std::string usualText(const ConfigValue& usual) {
  if (const auto* text = std::get_if<std::string>(&usual)) return *text;
  if (const auto* whole = std::get_if<std::int64_t>(&usual)) return *whole < 0 ? "" : std::to_string(*whole);
  if (const auto* number = std::get_if<double>(&usual)) return *number < 0 ? "" : numberText(*number);
  if (const auto* wholes = std::get_if<std::vector<std::int64_t>>(&usual)) return listText(*wholes);
  if (const auto* numbers = std::get_if<std::vector<double>>(&usual)) return listText(*numbers);
  if (const auto* names = std::get_if<std::vector<std::string>>(&usual)) return listText(*names);
  return {};
}

/// nullptr for a switch, which takes no value.
CLI::Option* addOption(const SettingOption& option) {
  const SettingField& setting = option.setting;
  switch (setting.kind) {
    case FieldKind::Choice:
      return option.add<std::string>()->check(CLI::IsMember(setting.choices));
    case FieldKind::Integer:
      return option.add<std::int64_t>()->check(
          CLI::Range(std::int64_t(setting.minimum), std::int64_t(setting.maximum)));
    case FieldKind::Number:
      return option.add<double>()->check(CLI::Range(setting.minimum, setting.maximum));
    case FieldKind::Switch:
      option.addSwitch();
      return nullptr;
    case FieldKind::IntegerList:
      return option.addList<std::int64_t>("N,N,...")->check(missingNumber, "");
    case FieldKind::NumberList:
      return option.addList<double>("N,N,...")->check(missingNumber, "");
    case FieldKind::NumberPair:
      return option.addPair();
    case FieldKind::Layers:
      return option.addList<std::string>("LAYER,...");
    case FieldKind::Text:
    case FieldKind::Path:
    case FieldKind::Stimuli:
      return option.add<std::string>();
  }
  throw std::logic_error("the setting " + setting.key + " is of no kind");
}

}  // namespace

void addSettingOption(CLI::App& app, const std::string& name, const SettingField& setting, const ConfigValue& usual,
                      const std::function<void(ConfigValue)>& take) {
  CLI::Option* option = addOption({app, name, setting, take});
  const std::string text = usualText(usual);
  if (option && !text.empty()) option->default_str(text);
}

std::string missingNumber(const std::string& text) {
  return text.empty() ? "a number is missing; give them separated by commas, e.g. 0,0.5" : "";
}

}  // namespace studio
