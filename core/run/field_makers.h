// Makers of ConfigField rows from members of RunConfig's sections; used by config_fields.cpp and
// config_field_table.cpp. Values only; any thread.
#pragma once
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "core/run/config_fields.h"

namespace studio::fields {

/// What a row says about itself besides its type.
struct Text {
  std::string key, label, unit, help;
};
struct Range {
  double minimum, maximum;
};
inline constexpr double kMany = 1e9;  ///< the most of what is counted and has no other limit

template <class Section>
using SectionMember = Section RunConfig::*;

/// A value of another numeric type is converted (a whole number where a decimal one is wanted); any other mismatch is
/// our fault.
template <class T>
T valueAs(const ConfigValue& value) {
  if (const T* same = std::get_if<T>(&value)) return *same;
  if constexpr (std::is_same_v<T, double>)
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  if constexpr (std::is_same_v<T, std::vector<double>>)
    if (const auto* whole = std::get_if<std::vector<std::int64_t>>(&value)) return {whole->begin(), whole->end()};
  throw std::invalid_argument("a setting was given a value of another type");
}

template <class Section, class T>
ConfigField make(Text text, FieldKind kind, SectionMember<Section> section, T Section::*member) {
  ConfigField field;
  field.key = std::move(text.key);
  field.label = std::move(text.label);
  field.unit = std::move(text.unit);
  field.help = std::move(text.help);
  field.kind = kind;
  field.get = [section, member](const RunConfig& config) -> ConfigValue { return config.*section.*member; };
  field.set = [section, member](RunConfig& config, const ConfigValue& value) {
    config.*section.*member = valueAs<T>(value);
  };
  return field;
}

template <class Section, class T>
ConfigField number(Text text, SectionMember<Section> section, T Section::*member, Range range) {
  constexpr FieldKind kind = std::is_same_v<T, double>                      ? FieldKind::Number
                             : std::is_same_v<T, std::int64_t>              ? FieldKind::Integer
                             : std::is_same_v<T, std::vector<std::int64_t>> ? FieldKind::IntegerList
                                                                            : FieldKind::NumberList;
  ConfigField field = make(std::move(text), kind, section, member);
  field.minimum = range.minimum;
  field.maximum = range.maximum;
  return field;
}

template <class Section>
ConfigField choice(Text text, SectionMember<Section> section, std::string Section::*member,
                   std::vector<std::string> choices) {
  ConfigField field = make(std::move(text), FieldKind::Choice, section, member);
  field.choices = std::move(choices);
  return field;
}

inline ConfigField when(bool (*applies)(const RunConfig&), ConfigField field) {
  field.applies = applies;
  return field;
}

inline ConfigField advanced(ConfigField field) {
  field.advanced = true;
  return field;
}

}  // namespace studio::fields
