// Analyses as JSON (analysis.h). Written from tables; read again in analysis_json_reading.cpp: no analysis is known by
// name here.
#include "core/run/analysis.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

namespace studio {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kLayer = "layer";
constexpr const char* kContrast = "contrast";
constexpr const char* kContrasts = "contrasts";

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
  if (result.sentences >= 0) json["sentences"] = result.sentences;
  if (!result.place.empty()) json["data"] = result.place, json[kBesideKey] = found.stimuli;
  if (!found.remarks.empty()) json["remarks"] = found.remarks;
  if (!found.warnings.empty()) json["warnings"] = found.warnings;
  if (!result.notes.empty()) json["notes"] = result.notes;
  if (!found.categories.empty() && !result.ofNetwork) json["categories"] = found.categories;
  if (!found.contrasts.empty() && !result.ofNetwork) json[kContrasts] = contrastsTo(found.contrasts);
  json.update(choicesTo(found.settings, result.ofContrasts, result.settings));
  return json;
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
