// TOML values of settings: type checks with a sentence for each kind, and safe parsing.
#include "core/run/config_value.h"

#include <algorithm>
#include <stdexcept>

#include "core/run/error.h"
#include "core/run/text_file.h"

namespace studio {
namespace {

constexpr std::size_t kLargestConfig = 1 << 20;  ///< bytes
/// toml++ bounds nested brackets itself but not dotted keys (a.a.a...), whose tables are destroyed recursively.
constexpr std::ptrdiff_t kMostDots = 8192;

std::string typeName(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::string:
      return "text";
    case toml::node_type::integer:
      return "a whole number";
    case toml::node_type::floating_point:
      return "a decimal number";
    case toml::node_type::boolean:
      return "true or false";
    default:
      return "a date or time";
  }
}

std::string expectation(const ConfigField& field) {
  switch (field.kind) {
    case FieldKind::Switch:
      return "true or false";
    case FieldKind::Integer:
      return "a whole number";
    case FieldKind::Number:
      return "a number";
    case FieldKind::IntegerList:
      return "a list of whole numbers, as in [256, 128]";
    case FieldKind::NumberList:
      return "a list of numbers, as in [0.5]";
    case FieldKind::NumberPair:
      return "a number or a list of two, as in [3.0, 3.0]";
    case FieldKind::Layers:
      return "\"default\" or a list of layer names, as in [\"fc1\"]";
    case FieldKind::Text:
    case FieldKind::Path:
    case FieldKind::Choice:
    case FieldKind::Stimuli:
      return "text in quotes";
  }
  throw std::logic_error("the setting " + field.key + " is of no kind");
}

[[noreturn]] void wrongType(const std::string& key, const std::string& expected, const toml::node& node,
                            const std::string& where) {
  throw UserError(where + ": " + key + " must be " + expected + ", but is " + typeName(node) + ".");
}

/// Elements of one type; throws as wrongType when any differs. `T` is what toml++ calls the type.
template <class T>
std::vector<T> readList(const ConfigField& field, const toml::node& node, const std::string& where) {
  const toml::array* array = node.as_array();
  if (!array) wrongType(field.key, expectation(field), node, where);
  std::vector<T> values;
  for (const toml::node& element : *array) {
    const auto value = element.value_exact<T>();
    const auto whole = element.value_exact<std::int64_t>();
    if (value)
      values.push_back(*value);
    else if constexpr (std::is_same_v<T, double>) {
      if (!whole) wrongType("each value of " + field.key, "a number", element, where);
      values.push_back(static_cast<double>(*whole));
    } else
      throw UserError(where + ": " + field.key + " must be " + expectation(field) + ", but holds " + typeName(element) +
                      ".");
  }
  return values;
}

ConfigValue layersFrom(const ConfigField& field, const toml::node& node, const std::string& where) {
  if (const auto text = node.value_exact<std::string>(); text && *text == "default") return std::vector<std::string>{};
  auto names = readList<std::string>(field, node, where);
  if (names.empty())
    throw UserError(where + ": " + field.key +
                    " is an empty list; write \"default\", or topoloss.tau = 0 to watch only.");
  return names;
}

}  // namespace

ConfigValue valueFromToml(const ConfigField& field, const toml::node& node, const std::string& where) {
  switch (field.kind) {
    case FieldKind::Switch:
      if (const auto value = node.value_exact<bool>()) return *value;
      break;
    case FieldKind::Integer:
      if (const auto value = node.value_exact<std::int64_t>()) return *value;
      break;
    case FieldKind::Number:
      if (const auto value = node.value_exact<double>()) return *value;
      if (const auto value = node.value_exact<std::int64_t>()) return static_cast<double>(*value);
      break;
    case FieldKind::IntegerList:
      return readList<std::int64_t>(field, node, where);
    case FieldKind::NumberList:
      return readList<double>(field, node, where);
    case FieldKind::NumberPair:
      return pairFromToml(field.key, node, where);
    case FieldKind::Layers:
      return layersFrom(field, node, where);
    case FieldKind::Text:
    case FieldKind::Path:
    case FieldKind::Choice:
    case FieldKind::Stimuli:
      if (const auto value = node.value_exact<std::string>()) return *value;
  }
  wrongType(field.key, expectation(field), node, where);
}

std::vector<double> pairFromToml(const std::string& key, const toml::node& node, const std::string& where) {
  ConfigField field;
  field.key = key;
  field.kind = FieldKind::NumberPair;
  if (const auto value = node.value_exact<double>()) return {*value, *value};
  if (const auto value = node.value_exact<std::int64_t>()) return std::vector<double>(2, static_cast<double>(*value));
  const auto values = readList<double>(field, node, where);
  if (values.size() != 2)
    throw UserError(where + ": " + key + " must be " + expectation(field) + ", but holds " +
                    std::to_string(values.size()) + " values.");
  return values;
}

toml::table parseToml(std::string_view text, const std::string& sourceName) {
  const auto plain = plainText(text, sourceName);
  if (plain.size() > kLargestConfig)
    throw UserError(sourceName + ": larger than 1 MiB, so it is no configuration; name the right file.");
  if (std::count(plain.begin(), plain.end(), '.') > kMostDots)
    throw UserError(sourceName + ": more than 8192 dots, so it is no configuration; name the right file.");
  try {
    return toml::parse(plain);
  } catch (const toml::parse_error& error) {
    const auto line = error.source().begin.line;
    throw UserError(sourceName + " line " + std::to_string(line) +
                    ": not valid TOML: " + std::string(error.description()) + ".");
  }
}

}  // namespace studio
