// Analyses as JSON (analysis.h). Written from tables, and tables again from what was written: no analysis is known by
// name here.
#include "core/run/analysis.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "core/run/error.h"

namespace studio {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kLayer = "layer";
constexpr const char* kContrast = "contrast";
constexpr const char* kContrasts = "contrasts";

// ---- out ----

Json numberTo(double value, bool whole) {
  if (!std::isfinite(value)) return nullptr;
  return whole ? Json(static_cast<std::int64_t>(value)) : Json(value);
}

Json listTo(const std::vector<double>& values, bool whole) {
  Json list = Json::array();
  for (const double value : values) list.push_back(numberTo(value, whole));
  return list;
}

Json cellTo(const Table& table, const Column& column, std::size_t row) {
  if (column.isText()) return table.text(row, column.name);
  if (std::holds_alternative<std::vector<double>>(column.cells))
    return numberTo(table.number(row, column.name), column.whole);
  return listTo(table.list(row, column.name), column.whole);
}

/// The object that a table of this name stands in, and the member it is there; none: it is the object itself.
std::pair<Json*, std::string> findPlace(Json& root, const std::string& contrast, const std::string& name) {
  Json* place = contrast.empty() ? &root : &root[kContrasts][contrast];
  std::size_t from = 0;
  for (std::size_t dot = name.find('.'); dot != std::string::npos; dot = name.find('.', from)) {
    place = &(*place)[name.substr(from, dot - from)];
    from = dot + 1;
  }
  return {place, name.substr(from)};
}

void addRow(Json& root, const Table& table, std::size_t row) {
  Json fields = Json::object();
  for (const Column& column : table.columns())
    if (column.name != kLayer && column.name != kContrast) fields[column.name] = cellTo(table, column, row);
  const auto [place, member] = findPlace(root, table.text(row, kContrast), table.name());
  if (!table.isSingle())
    (*place)[member].push_back(std::move(fields));
  else
    (member.empty() ? *place : (*place)[member]).update(fields);
}

/// A list without rows is there all the same, wherever its layer (and contrast) has numbers.
void addEmptyLists(Json& layers, const Result& result) {
  const Table* own = result.find("");
  for (std::size_t row = 0; own && row < own->rows(); ++row)
    for (const Table& table : result.tables) {
      if (table.isSingle()) continue;
      const auto [place, member] = findPlace(layers[own->text(row, kLayer)], own->text(row, kContrast), table.name());
      if (!place->contains(member)) (*place)[member] = Json::array();
    }
}

/// Rows of rows: [height][width].
Json rowsTo(const SheetMap& map) {
  Json rows = Json::array();
  for (std::int64_t row = 0; row < map.height; ++row) {
    const auto first = map.values.begin() + row * map.width;
    rows.push_back(listTo({first, first + map.width}, false));
  }
  return rows;
}

Json layersTo(const Result& result, const NetworkAnalysis& found) {
  Json layers = Json::object();
  for (const AnalysedLayer& layer : found.layers)
    if (result.has(layer.layer)) layers[layer.layer] = Json::object();
  for (const bool single : {true, false})
    for (const Table& table : result.tables)
      for (std::size_t row = 0; table.isSingle() == single && row < table.rows(); ++row)
        addRow(layers[table.text(row, kLayer)], table, row);
  addEmptyLists(layers, result);
  std::map<std::string, const SheetMap*> printed;  // in an order that files do not decide
  for (const SheetMap& map : result.maps)
    if (result.printsMaps && layers.contains(map.layer)) printed[map.layer + '\n' + map.quantity] = &map;
  for (const auto& [name, map] : printed) layers[map->layer][map->quantity] = rowsTo(*map);
  for (const AnalysedLayer& layer : found.layers) {
    if (!layers.contains(layer.layer)) continue;
    layers[layer.layer]["sheet"] = {layer.height, layer.width};
    layers[layer.layer]["undefined_units"] = layer.undefinedUnits;
  }
  return layers;
}

/// {"retained": 0.9, "full": {...}, "rows": [...]}: what is of the whole network, its own numbers first, a list without
/// rows too.
Json networkTo(const Result& result) {
  Json root = Json::object();
  const auto add = [&](bool (*belongs)(const Table&)) {
    for (const Table& table : result.tables) {
      if (!belongs(table)) continue;
      if (!table.isSingle()) root[table.name()] = Json::array();
      for (std::size_t row = 0; row < table.rows(); ++row) addRow(root, table, row);
    }
  };
  add([](const Table& table) { return table.name().empty(); });
  add([](const Table& table) { return table.isSingle() && !table.name().empty(); });
  add([](const Table& table) { return !table.isSingle() && !table.name().empty(); });
  return root;
}

Json meansTo(const Result& result) {
  Json mean = Json::object();
  if (result.ofContrasts && result.find("")) mean[kContrasts] = Json::object();
  for (const Table& table : result.means) {
    if (!table.isSingle()) mean[table.name()] = Json::array();
    for (std::size_t row = 0; row < table.rows(); ++row) addRow(mean, table, row);
  }
  return mean;
}

Json contrastsTo(const std::vector<Contrast>& contrasts) {
  Json json = Json::object();
  for (const Contrast& each : contrasts) json[each.name] = {{"on", each.on}, {"off", each.off}};
  return json;
}

Json choicesTo(const AnalysisSettings& settings, bool contrasts,
               const std::vector<std::pair<std::string, ConfigValue>>& own) {
  Json json{{"layers", settings.layers}};
  if (contrasts) {
    json["contrasts_wanted"] = settings.contrasts;
    json["contrasts_named"] = contrastsTo(settings.chosen);
  }
  for (const auto& [key, value] : own) std::visit([&, &key = key](const auto& plain) { json[key] = plain; }, value);
  return json;
}

Json settingsTo(const Result& result, const NetworkAnalysis& found) {
  Json json{{"analysis", result.analysis}, {"network", found.network},      {"step", found.step},
            {"data", found.stimuli},       {"stimuli", found.stimuliCount}, {"skipped", found.skipped}};
  if (!found.remarks.empty()) json["remarks"] = found.remarks;
  if (!found.warnings.empty()) json["warnings"] = found.warnings;
  if (!found.categories.empty() && !result.ofNetwork) json["categories"] = found.categories;
  if (!found.contrasts.empty() && !result.ofNetwork) json[kContrasts] = contrastsTo(found.contrasts);
  json.update(choicesTo(found.settings, result.ofContrasts, result.settings));
  return json;
}

// ---- in: what does not fit throws, and is caught once ----

[[noreturn]] void refuse() { throw UserError("it has another form"); }

/// Null is a number that is not defined, and as whole as its neighbours.
Cell numberFrom(const std::string& name, const Json& json) {
  if (json.is_null()) {
    Cell cell(name, kUndefined);
    cell.whole = true;
    return cell;
  }
  return json.is_number_integer() ? Cell(name, json.get<std::int64_t>()) : Cell(name, json.get<double>());
}

Cell listFrom(const std::string& name, const Json& json) {
  std::vector<double> values;
  bool whole = true;
  for (const Json& each : json) {
    if (!each.is_null() && !each.is_number()) refuse();
    values.push_back(each.is_null() ? kUndefined : each.get<double>());
    whole = whole && (each.is_null() || each.is_number_integer());
  }
  Cell cell(name, std::move(values));
  cell.whole = whole;
  return cell;
}

bool isCell(const Json& json) {
  return json.is_number() || json.is_null() || json.is_string() ||
         (json.is_array() && (json.empty() || json[0].is_number() || json[0].is_null()));
}

Cell cellFrom(const std::string& name, const Json& json) {
  if (name == kLayer || name == kContrast || !isCell(json)) refuse();
  if (json.is_string()) return Cell(name, json.get<std::string>());
  return json.is_array() ? listFrom(name, json) : numberFrom(name, json);
}

class TablesReader {
 public:
  explicit TablesReader(std::vector<Table>& tables) : tables_(tables) {}

  /// Finds what is a list of rows anywhere, so that one without rows elsewhere is distinguished from a list of numbers.
  void scanColumns(const Json& node, const std::string& path) {
    for (const auto& [name, value] : node.items()) {
      const std::string inside = path.empty() ? name : path + "." + name;
      if (value.is_array() && !value.empty() && value[0].is_object()) lists_.insert(inside);
      if (!value.is_object()) continue;
      if (path.empty() && name == kContrasts)
        for (const auto& [contrast, own] : value.items()) scanColumns(own, {});
      else if (std::count(inside.begin(), inside.end(), '.') < kDeepest)
        scanColumns(value, inside);
      else
        refuse();
    }
  }

  /// True where it holds maps.
  bool read(const Json& node, const std::string& path, const std::vector<Cell>& keys) {
    std::vector<Cell> row = keys;
    bool maps = false;
    for (const auto& [name, value] : node.items())
      if (isOwn(name, value, path)) row.push_back(cellFrom(name, value));
    if (row.size() > keys.size()) table(path, true).add(row);
    for (const auto& [name, value] : node.items()) {
      const std::string inside = path.empty() ? name : path + "." + name;
      if (path.empty() && name == kContrasts && value.is_object()) {
        for (const auto& [contrast, own] : value.items()) {
          std::vector<Cell> more = keys;
          more.emplace_back(kContrast, contrast);
          read(own, {}, more);
        }
      } else if (value.is_object()) {
        read(value, inside, keys);
      } else if (lists_.contains(inside)) {
        for (const Json& each : value) addTo(inside, keys, each);
      } else if (isMap(value)) {
        maps = true;
      }
    }
    return maps;
  }

 private:
  static constexpr std::ptrdiff_t kDeepest = 4;

  static bool isMap(const Json& value) { return value.is_array() && !value.empty() && value[0].is_array(); }

  /// A cell of the object's own row.
  bool isOwn(const std::string& name, const Json& value, const std::string& path) const {
    if (path.empty() && (name == "sheet" || name == "undefined_units")) return false;
    return !value.is_object() && !isMap(value) && !lists_.contains(path.empty() ? name : path + "." + name);
  }

  void addTo(const std::string& name, std::vector<Cell> row, const Json& fields) {
    if (!fields.is_object()) refuse();
    for (const auto& [column, value] : fields.items()) row.push_back(cellFrom(column, value));
    table(name, false).add(row);
  }

  Table& table(const std::string& name, bool single) {
    for (Table& table : tables_)
      if (table.name() == name) return table;
    return tables_.emplace_back(name, single);
  }

  std::vector<Table>& tables_;
  std::set<std::string> lists_;
};

std::vector<Contrast> contrastsFrom(const Json& json) {
  std::vector<Contrast> contrasts;
  for (const auto& [name, sides] : json.items())
    contrasts.push_back(
        {name, sides.at("on").get<std::vector<std::string>>(), sides.at("off").get<std::vector<std::string>>()});
  return contrasts;
}

ConfigValue choiceFrom(const Json& json) {
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number_integer()) return json.get<std::int64_t>();
  if (json.is_number()) return json.get<double>();
  if (json.is_string()) return json.get<std::string>();
  return json.get<std::vector<double>>();
}

/// What every result states; the rest are the analysis' own choices.
const std::set<std::string>& commonSettings() {
  static const std::set<std::string> names{"analysis", "network",          "step",           "data",       "stimuli",
                                           "skipped",  "remarks",          "warnings",       "categories", "contrasts",
                                           "layers",   "contrasts_wanted", "contrasts_named"};
  return names;
}

void settingsFrom(const Json& json, NetworkAnalysis& found, Result& result) {
  json.at("network").get_to(found.network);
  json.at("step").get_to(found.step);
  json.at("data").get_to(found.stimuli);
  json.at("stimuli").get_to(found.stimuliCount);
  json.at("skipped").get_to(found.skipped);
  found.remarks = json.value("remarks", std::vector<std::string>{});
  if (json.contains("warnings")) json.at("warnings").get_to(found.warnings);
  if (json.contains("categories")) json.at("categories").get_to(found.categories);
  if (json.contains(kContrasts)) found.contrasts = contrastsFrom(json.at(kContrasts));
  if (json.contains("layers")) json.at("layers").get_to(found.settings.layers);
  result.ofContrasts = json.contains("contrasts_wanted");
  if (result.ofContrasts) json.at("contrasts_wanted").get_to(found.settings.contrasts);
  if (json.contains("contrasts_named")) found.settings.chosen = contrastsFrom(json.at("contrasts_named"));
  for (const auto& [key, value] : json.items()) {
    if (commonSettings().contains(key)) continue;
    result.settings.emplace_back(key, choiceFrom(value));
    found.settings.values[key] = result.settings.back().second;
  }
}

AnalysedLayer& layerNamed(NetworkAnalysis& found, const std::string& name) {
  for (AnalysedLayer& layer : found.layers)
    if (layer.layer == name) return layer;
  found.layers.emplace_back().layer = name;
  return found.layers.back();
}

/// Screens allocate by these numbers.
void readSheet(const Json& json, AnalysedLayer& layer) {
  constexpr std::int64_t kMostUnits = std::int64_t{1} << 28;
  layer.height = json.at("sheet").at(0).get<std::int64_t>();
  layer.width = json.at("sheet").at(1).get<std::int64_t>();
  layer.undefinedUnits = json.at("undefined_units").get<std::int64_t>();
  if (layer.height < 1 || layer.width < 1 || layer.height > kMostUnits / layer.width) refuse();
  layer.units = layer.height * layer.width;
}

/// A unit that is not on its sheet would be read past the end of a map. -1 is none.
void requireOnSheet(const Table& table, const NetworkAnalysis& found) {
  for (const Column& column : table.columns()) {
    if (column.name != "members" && !column.name.ends_with("unit")) continue;
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const AnalysedLayer* layer = found.find(table.text(row, kLayer));
      const auto isThere = [&](double unit) { return layer && unit >= -1 && unit < double(layer->units); };
      const auto& list = table.list(row, column.name);
      const double one = table.number(row, column.name);
      if ((!std::isnan(one) && !isThere(one)) || !std::all_of(list.begin(), list.end(), isThere)) refuse();
    }
  }
}

void readLayers(const Json& layers, NetworkAnalysis& found, Result& result) {
  TablesReader tables(result.tables);
  for (const auto& [name, value] : layers.items()) tables.scanColumns(value, {});
  for (const auto& [name, value] : layers.items()) {
    readSheet(value, layerNamed(found, name));
    result.printsMaps = tables.read(value, {}, {Cell(kLayer, name)}) || result.printsMaps;
  }
}

/// All that stands beside what every document has.
void readNetwork(Json json, Result& result) {
  for (const char* other : {"settings", "mean", "inputs"}) json.erase(other);
  result.ofNetwork = true;
  TablesReader tables(result.tables);
  tables.scanColumns(json, {});
  tables.read(json, {}, {});
}

Result resultFrom(const Json& json, NetworkAnalysis& found) {
  Result result;
  settingsFrom(json.at("settings"), found, result);
  if (json.contains("layers"))
    readLayers(json.at("layers"), found, result);
  else
    readNetwork(json, result);
  TablesReader means(result.means);
  means.scanColumns(json.at("mean"), {});
  means.read(json.at("mean"), {}, {});
  for (const Table& table : result.tables) requireOnSheet(table, found);
  return result;
}

}  // namespace

std::string formatAnalysis(const std::string& analysis, const NetworkAnalysis& found) {
  static const Result none;
  const Result* result = found.result(analysis);
  const Result& own = result ? *result : none;
  Json json{{"settings", settingsTo(own, found)}};
  if (own.ofNetwork)
    json.update(networkTo(own));
  else
    json["layers"] = layersTo(own, found);
  json["mean"] = meansTo(own);
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

void parseAnalysis(const std::string& analysis, std::string_view text, const std::string& sourceName,
                   NetworkAnalysis& found) {
  const Json json = Json::parse(text, nullptr, false);
  try {
    if (!json.is_object()) refuse();
    Result result = resultFrom(json, found);
    result.analysis = analysis;
    found.resultFor(analysis) = std::move(result);
  } catch (const std::exception&) {
    throw UserError("Cannot read " + sourceName + ": it is no result of " + analysis +
                    "; delete it, and the analysis is computed again.");
  }
}

std::vector<std::pair<std::string, ConfigValue>> choicesMade(const AnalysisKind& kind,
                                                             const AnalysisSettings& settings) {
  std::vector<std::pair<std::string, ConfigValue>> made;
  for (const ChoiceField& field : kind.choices) {
    const auto chosen = settings.values.find(field.key);
    if (field.follows) {
      if (const auto text = field.follows(settings); !text.empty()) made.emplace_back(field.key, text);
    } else {
      made.emplace_back(field.key, chosen == settings.values.end() ? field.initial : chosen->second);
    }
  }
  return made;
}

std::string decidingSettings(const AnalysisKind& kind, const AnalysisSettings& settings) {
  return choicesTo(settings, kind.contrasts, choicesMade(kind, settings)).dump();
}

}  // namespace studio
