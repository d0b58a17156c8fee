// One table of analyses, each with the way of a layer to JSON and back; the settings stand in their own file.
#include "core/run/analysis_json.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/run/analysis_mean.h"
#include "core/run/analysis_settings_json.h"
#include "core/run/error.h"
#include "core/run/nearest_name.h"

namespace studio {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json numbers(const std::vector<double>& values) {
  Json list = Json::array();
  for (const double value : values) list.push_back(number(value));
  return list;
}

double numberIn(const Json& json, const char* name) {
  const Json& value = json.at(name);
  return value.is_null() ? kUndefined : value.get<double>();
}

std::vector<double> numbersIn(const Json& json, const char* name) {
  std::vector<double> values;
  for (const Json& value : json.at(name)) values.push_back(value.is_null() ? kUndefined : value.get<double>());
  return values;
}

ContrastFound& contrastOf(LayerAnalysis& layer, const std::string& name) {
  const auto found = std::find_if(layer.contrasts.begin(), layer.contrasts.end(), [&](const ContrastFound& each) { return each.contrast == name; });
  if (found != layer.contrasts.end()) return *found;
  layer.contrasts.push_back({name, {}, {}, {}});
  return layer.contrasts.back();
}

/// {"contrasts": {NAME: ...}} of those contrasts that have this part.
template <class Part, class Write>
Json contrastsOf(const LayerAnalysis& layer, std::optional<Part> ContrastFound::*part, Write write) {
  Json contrasts = Json::object();
  for (const ContrastFound& each : layer.contrasts)
    if (each.*part) contrasts[each.contrast] = write(*(each.*part));
  return Json{{"contrasts", contrasts}};
}

template <class Part, class Read>
void readContrasts(const Json& json, LayerAnalysis& layer, std::optional<Part> ContrastFound::*part, Read read) {
  for (const auto& [name, value] : json.at("contrasts").items()) contrastOf(layer, name).*part = read(value);
}

Json smoothnessTo(const LayerAnalysis& layer) {
  const SmoothnessFound& found = *layer.smoothness;
  return {{"max_minus_min", number(found.maxMinusMin)},
          {"llcnn", number(found.llcnn)},
          {"tdann", number(found.tdann)},
          {"curve", {{"distance", numbers(found.curve.distance)}, {"correlation", numbers(found.curve.correlation)}, {"pairs", found.curve.pairs}}}};
}

void smoothnessFrom(const Json& json, LayerAnalysis& layer) {
  const Json& curve = json.at("curve");
  layer.smoothness = SmoothnessFound{numberIn(json, "max_minus_min"), numberIn(json, "llcnn"), numberIn(json, "tdann"),
                                     {numbersIn(curve, "distance"), numbersIn(curve, "correlation"), curve.at("pairs").get<std::vector<std::int64_t>>()}};
}

Json dimensionalityTo(const LayerAnalysis& layer) {
  const DimensionalityFound& found = *layer.dimensionality;
  return {{"effective_dimensionality", number(found.effective)}, {"stimuli", found.stimuli}, {"units", layer.units}, {"features", found.features}};
}

void dimensionalityFrom(const Json& json, LayerAnalysis& layer) {
  layer.dimensionality = DimensionalityFound{numberIn(json, "effective_dimensionality"), json.at("stimuli").get<std::int64_t>(), json.at("features").get<std::int64_t>()};
}

Json moransTo(const MoransFound& found) { return {{"i", number(found.i)}, {"expected", number(found.expected)}, {"p", number(found.p)}}; }
MoransFound moransFrom(const Json& json) { return {numberIn(json, "i"), numberIn(json, "expected"), numberIn(json, "p")}; }

/// A map of a file is of no contrast.
bool isOfOneMap(const LayerAnalysis& layer) { return layer.contrasts.size() == 1 && layer.contrasts[0].contrast.empty() && layer.contrasts[0].morans; }

Json selectivityTo(const SelectivityFound& found) {
  return {{"on", found.on}, {"off", found.off}, {"max_t", number(found.largest)}, {"min_t", number(found.smallest)}, {"peak_unit", found.peakUnit},
          {"significant_units", found.significant}};
}

SelectivityFound selectivityFrom(const Json& json) {
  return {json.at("on").get<std::int64_t>(), json.at("off").get<std::int64_t>(), numberIn(json, "max_t"), numberIn(json, "min_t"), json.at("peak_unit").get<std::int64_t>(),
          json.at("significant_units").get<std::int64_t>()};
}

Json patchesTo(const PatchesFound& found) {
  Json list = Json::array();
  for (const PatchFound& patch : found.patches)
    list.push_back({{"units", patch.units.size()}, {"peak", number(patch.peak)}, {"centroid", {number(patch.row), number(patch.column)}}, {"members", patch.units}});
  return {{"count", found.patches.size()}, {"area_fraction", number(found.areaFraction)}, {"patches", list}};
}

PatchesFound patchesFrom(const Json& json) {
  PatchesFound found;
  found.areaFraction = numberIn(json, "area_fraction");
  for (const Json& each : json.at("patches")) {
    const auto centroid = numbersIn(each, "centroid");
    if (centroid.size() != 2) throw UserError("a centroid has not two numbers");
    found.patches.push_back({each.at("members").get<std::vector<std::int64_t>>(), numberIn(each, "peak"), centroid[0], centroid[1]});
  }
  return found;
}

Json similarityTo(const LayerAnalysis& layer) {
  Json pairs = Json::array();
  for (const SimilarityFound& each : layer.similarity)
    pairs.push_back({{"a", each.a}, {"b", each.b}, {"pearson", number(each.pearson)}, {"ssim", number(each.ssim)}, {"spearman", number(each.spearman)}});
  return {{"pairs", pairs}};
}

void similarityFrom(const Json& json, LayerAnalysis& layer) {
  for (const Json& each : json.at("pairs"))
    layer.similarity.push_back({each.at("a").get<std::string>(), each.at("b").get<std::string>(), numberIn(each, "pearson"), numberIn(each, "ssim"), numberIn(each, "spearman")});
}

Json orientationTo(const LayerAnalysis& layer) {
  const OrientationFound& found = *layer.orientation;
  Json wheels = Json::array();
  for (const PinwheelFound& each : found.pinwheels) wheels.push_back({{"row", each.row}, {"column", each.column}, {"sign", each.sign}});
  return {{"angles", numbers(found.degrees)},
          {"mean_circular_variance", number(found.circularVariance)},
          {"pinwheels", {{"positive", found.positive}, {"negative", found.negative}, {"places", wheels}}}};
}

void orientationFrom(const Json& json, LayerAnalysis& layer) {
  OrientationFound found;
  found.degrees = numbersIn(json, "angles");
  found.circularVariance = numberIn(json, "mean_circular_variance");
  const Json& wheels = json.at("pinwheels");
  found.positive = wheels.at("positive").get<std::int64_t>();
  found.negative = wheels.at("negative").get<std::int64_t>();
  for (const Json& each : wheels.at("places")) found.pinwheels.push_back({numberIn(each, "row"), numberIn(each, "column"), each.at("sign").get<int>()});
  layer.orientation = std::move(found);
}

struct Form {
  const char* name;
  bool (*has)(const LayerAnalysis&);
  Json (*write)(const LayerAnalysis&);
  void (*read)(const Json&, LayerAnalysis&);
};

template <class Part>
bool anyContrast(const LayerAnalysis& layer, std::optional<Part> ContrastFound::*part) {
  return std::any_of(layer.contrasts.begin(), layer.contrasts.end(), [&](const ContrastFound& each) { return (each.*part).has_value(); });
}

const std::vector<Form>& forms() {
  static const std::vector<Form> table = {
      {"smoothness", [](const LayerAnalysis& l) { return l.smoothness.has_value(); }, smoothnessTo, smoothnessFrom},
      {"morans-i", [](const LayerAnalysis& l) { return anyContrast(l, &ContrastFound::morans); },
       [](const LayerAnalysis& l) { return isOfOneMap(l) ? moransTo(*l.contrasts[0].morans) : contrastsOf(l, &ContrastFound::morans, moransTo); },
       [](const Json& json, LayerAnalysis& l) { readContrasts(json, l, &ContrastFound::morans, moransFrom); }},
      {"dimensionality", [](const LayerAnalysis& l) { return l.dimensionality.has_value(); }, dimensionalityTo, dimensionalityFrom},
      {"selectivity", [](const LayerAnalysis& l) { return anyContrast(l, &ContrastFound::selectivity); },
       [](const LayerAnalysis& l) { return contrastsOf(l, &ContrastFound::selectivity, selectivityTo); },
       [](const Json& json, LayerAnalysis& l) { readContrasts(json, l, &ContrastFound::selectivity, selectivityFrom); }},
      {"patches", [](const LayerAnalysis& l) { return anyContrast(l, &ContrastFound::patches); },
       [](const LayerAnalysis& l) { return contrastsOf(l, &ContrastFound::patches, patchesTo); },
       [](const Json& json, LayerAnalysis& l) { readContrasts(json, l, &ContrastFound::patches, patchesFrom); }},
      {"similarity", [](const LayerAnalysis& l) { return !l.similarity.empty(); }, similarityTo, similarityFrom},
      {"orientation", [](const LayerAnalysis& l) { return l.orientation.has_value(); }, orientationTo, orientationFrom},
  };
  return table;
}

const Form& formOf(const std::string& analysis) {
  for (const Form& form : forms())
    if (form.name == analysis) return form;
  throw UserError("There is no analysis \"" + analysis + "\"" + suggestion(analysis, analysisNames()));
}

LayerAnalysis& layerOf(NetworkAnalysis& found, const std::string& name) {
  for (LayerAnalysis& layer : found.layers)
    if (layer.layer == name) return layer;
  found.layers.emplace_back().layer = name;
  return found.layers.back();
}

/// Rows of rows: [height][width].
Json rowsOf(const SheetMap& map) {
  Json rows = Json::array();
  for (std::int64_t row = 0; row < map.height; ++row) {
    const auto first = map.values.begin() + row * map.width;
    rows.push_back(numbers({first, first + map.width}));
  }
  return rows;
}

void addMaps(Json& json, const LayerAnalysis& layer, const NetworkAnalysis& found) {
  for (const char* quantity : {"preferred_degrees", "circular_variance"})
    if (const SheetMap* map = found.map(layer.layer, quantity)) json[quantity] = rowsOf(*map);
}

/// Screens allocate by these numbers.
void readSheet(const Json& json, LayerAnalysis& layer) {
  constexpr std::int64_t kMostUnits = std::int64_t{1} << 28;
  layer.height = json.at("sheet").at(0).get<std::int64_t>();
  layer.width = json.at("sheet").at(1).get<std::int64_t>();
  layer.undefinedUnits = json.at("undefined_units").get<std::int64_t>();
  if (layer.height < 1 || layer.width < 1 || layer.height > kMostUnits / layer.width) throw UserError("a sheet has no size");
  layer.units = layer.height * layer.width;
}

/// A unit that is not on its sheet would be read past the end of a map.
void requireOnSheet(const LayerAnalysis& layer) {
  const auto there = [&](std::int64_t unit) { return unit >= 0 && unit < layer.units; };
  for (const ContrastFound& each : layer.contrasts) {
    if (each.selectivity && each.selectivity->peakUnit != -1 && !there(each.selectivity->peakUnit)) throw UserError("a unit is not on its sheet");
    if (!each.patches) continue;
    for (const PatchFound& patch : each.patches->patches)
      if (!std::all_of(patch.units.begin(), patch.units.end(), there)) throw UserError("a unit is not on its sheet");
  }
}

}  // namespace

const std::vector<std::string>& analysisNames() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const Form& form : forms()) all.emplace_back(form.name);
    return all;
  }();
  return names;
}

std::string formatAnalysis(const std::string& analysis, const NetworkAnalysis& found) {
  const Form& form = formOf(analysis);
  Json layers = Json::object();
  for (const LayerAnalysis& layer : found.layers) {
    if (!form.has(layer)) continue;
    Json json = form.write(layer);
    if (analysis == "orientation") addMaps(json, layer, found);
    json["sheet"] = {layer.height, layer.width};
    json["undefined_units"] = layer.undefinedUnits;
    layers[layer.layer] = std::move(json);
  }
  return Json{{"settings", settingsTo(analysis, found)}, {"layers", layers}, {"mean", meanOf(analysis, found)}}.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

void parseAnalysis(const std::string& analysis, std::string_view text, const std::string& sourceName, NetworkAnalysis& found) {
  const Form& form = formOf(analysis);
  const Json json = Json::parse(text, nullptr, false);
  try {
    if (!json.is_object()) throw UserError("it is no JSON object");
    settingsFrom(json.at("settings"), found);
    for (const auto& [name, value] : json.at("layers").items()) {
      LayerAnalysis& layer = layerOf(found, name);
      readSheet(value, layer);
      form.read(value, layer);
      requireOnSheet(layer);
    }
  } catch (const std::exception&) {
    throw UserError("Cannot read " + sourceName + ": it is no result of " + analysis + "; delete it, and the analysis is computed anew.");
  }
}

std::string decidingSettings(const std::string& analysis, const AnalysisSettings& settings) { return choicesTo(analysis, settings).dump(); }

}  // namespace studio
