// The table of settings: the program's own rows and those that a model, a data set or a loss brings.
#include <algorithm>
#include <atomic>
#include <list>
#include <mutex>

#include "core/run/field_makers.h"
#include "core/run/table_texts.h"

namespace studio {

std::vector<ConfigField> studioFields();  // config_fields.cpp

namespace {

FieldKind fieldKind(const ConfigValue& value) {
  constexpr FieldKind kKinds[] = {FieldKind::Switch,      FieldKind::Integer,    FieldKind::Number, FieldKind::Text,
                                  FieldKind::IntegerList, FieldKind::NumberList, FieldKind::Layers};  // as the variant
  return kKinds[value.index()];
}

/// The list of all fields. A longer one takes its place when some are added; former ones stay, as somebody may hold a
/// field of theirs.
struct FieldTable {
  std::mutex mutex;  ///< of those who add
  std::list<std::vector<ConfigField>> lists{studioFields()};
  std::atomic<const std::vector<ConfigField>*> newest{&lists.back()};
};

/// Made at first use: rows are added before main() too.
FieldTable& fieldTable() {
  static FieldTable table;
  return table;
}

std::string tableName(const std::string& key) { return key.substr(0, key.find('.')); }

/// Models and data sets carry their own, as they are passed on without the rest.
template <class Config>
auto& furtherSettings(Config& config, const std::string& key) {
  const std::string table = tableName(key);
  return table == "model" ? config.model.further : table == "data" ? config.data.further : config.further;
}

void insertField(std::vector<ConfigField>& fields, ConfigField field) {
  const auto same = [&](const ConfigField& each) { return each.key == field.key; };
  if (!isOfTableRow(field) || std::any_of(fields.begin(), fields.end(), same))
    throw std::logic_error("the setting " + field.key + " cannot be added");
  const auto findLast = [&](const std::string& table) {
    return std::find_if(fields.rbegin(), fields.rend(), [&](const auto& each) { return tableName(each.key) == table; });
  };
  auto before = findLast(tableName(field.key));
  if (before == fields.rend()) before = findLast("topoloss");
  fields.insert(before.base(), std::move(field));
}

}  // namespace

std::span<const ConfigField> configFields() { return *fieldTable().newest.load(std::memory_order_acquire); }

void addConfigFields(std::vector<ConfigField> fields) {
  FieldTable& table = fieldTable();
  const std::lock_guard lock(table.mutex);
  auto longer = table.lists.back();
  for (auto& field : fields) insertField(longer, std::move(field));
  table.lists.push_back(std::move(longer));
  table.newest.store(&table.lists.back(), std::memory_order_release);
}

void translateConfigFields(const TextTranslation& translate) {
  FieldTable& table = fieldTable();
  const std::lock_guard lock(table.mutex);
  auto translated = table.lists.back();
  for (auto& field : translated)
    for (std::string* text : {&field.label, &field.unit, &field.help})
      if (!text->empty()) *text = translate(*text);
  table.lists.push_back(std::move(translated));
  table.newest.store(&table.lists.back(), std::memory_order_release);
}

ConfigField furtherField(const std::string& key, const std::string& label, const std::string& help,
                         const ConfigValue& standard) {
  ConfigField field;
  field.key = key;
  field.label = label;
  field.help = help;
  field.kind = fieldKind(standard);
  field.maximum = fields::kMany;
  field.get = [key, standard](const RunConfig& config) {
    const FurtherSettings& further = furtherSettings(config, key);
    const auto found = further.find(key);
    return found == further.end() ? standard : found->second;
  };
  field.set = [key, standard](RunConfig& config, const ConfigValue& value) {
    const ConfigValue taken =
        std::holds_alternative<double>(standard) ? ConfigValue(fields::valueAs<double>(value)) : value;
    if (taken.index() != standard.index()) throw std::invalid_argument("a setting was given a value of another type");
    furtherSettings(config, key)[key] = taken;
  };
  return field;
}

bool isOfTableRow(const ConfigField& field) { return std::count(field.key.begin(), field.key.end(), '.') == 2; }

const ConfigField* findField(std::string_view key) {
  for (const ConfigField& field : configFields())
    if (field.key == key) return &field;
  return nullptr;
}

}  // namespace studio
