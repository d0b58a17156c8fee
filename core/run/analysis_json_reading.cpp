// Analyses read from JSON (analysis.h, analysis_json.cpp): tables again from what was written. No analysis is known by
// name here.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "core/run/analysis.h"
#include "core/run/error.h"

namespace studio {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char *kLayerKey = "layer", *kContrastKey = "contrast", *kContrastsKey = "contrasts";

// What does not fit throws, and is caught once.

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
  if (name == kLayerKey || name == kContrastKey || !isCell(json)) refuse();
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
      if (path.empty() && name == kContrastsKey)
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
      if (path.empty() && name == kContrastsKey && value.is_object()) {
        for (const auto& [contrast, own] : value.items()) {
          std::vector<Cell> more = keys;
          more.emplace_back(kContrastKey, contrast);
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
  const auto all = [&](auto is) { return !json.empty() && std::all_of(json.begin(), json.end(), is); };
  if (all([](const Json& each) { return each.is_number_integer(); })) return json.get<std::vector<std::int64_t>>();
  if (all([](const Json& each) { return each.is_string(); })) return json.get<std::vector<std::string>>();
  return json.get<std::vector<double>>();
}

/// What every result states; the rest are the analysis' own choices.
const std::set<std::string>& commonSettings() {
  static const std::set<std::string> names{"analysis",        "network",   "step",      "data",
                                           "stimuli",         "skipped",   "remarks",   "warnings",
                                           "categories",      "contrasts", "layers",    "contrasts_wanted",
                                           "contrasts_named", "notes",     "sentences", kBesideKey};
  return names;
}

/// What is said of the stimuli; of sentences that are none it would be said of other results' stimuli.
void readStimuli(const Json& json, NetworkAnalysis& found) {
  json.at("stimuli").get_to(found.stimuliCount);
  json.at("skipped").get_to(found.skipped);
  found.remarks = json.value("remarks", std::vector<std::string>{});
  if (json.contains("warnings")) json.at("warnings").get_to(found.warnings);
}

void settingsFrom(const Json& json, NetworkAnalysis& found, Result& result) {
  json.at("network").get_to(found.network);
  json.at("step").get_to(found.step);
  json.at("data").get_to(found.stimuli);
  if (json.contains(kBesideKey)) {
    result.place = found.stimuli;
    json.at(kBesideKey).get_to(found.stimuli);
  }
  result.sentences = json.value("sentences", std::int64_t{-1});
  if (result.sentences < 0) readStimuli(json, found);
  result.notes = json.value("notes", std::vector<std::string>{});
  if (json.contains("categories")) json.at("categories").get_to(found.categories);
  if (json.contains(kContrastsKey)) found.contrasts = contrastsFrom(json.at(kContrastsKey));
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
      const AnalysedLayer* layer = found.find(table.text(row, kLayerKey));
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
    result.printsMaps = tables.read(value, {}, {Cell(kLayerKey, name)}) || result.printsMaps;
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

}  // namespace studio
