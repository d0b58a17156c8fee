// [{"name", "kind", "units", "sheet": [height, width], "depth", "weight_shape", "topo"}]
#include "core/run/layers_json.h"

#include <nlohmann/json.hpp>

#include "core/run/error.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

using Json = nlohmann::ordered_json;

/// -1 for anything but a whole number (a decimal one may not fit).
std::int64_t whole(const Json& value) { return value.is_number_integer() ? value.get<std::int64_t>() : -1; }

LayerInfo layerFrom(const Json& row) {
  LayerInfo layer;
  row.at("name").get_to(layer.name);
  row.at("kind").get_to(layer.kind);
  layer.units = whole(row.at("units"));
  layer.height = whole(row.at("sheet").at(0));
  layer.width = whole(row.at("sheet").at(1));
  layer.depth = whole(row.at("depth"));
  if (row.contains("weight_shape"))
    for (const Json& size : row.at("weight_shape")) layer.weightShape.push_back(whole(size));
  row.at("topo").get_to(layer.topo);
  return layer;
}

/// Screens allocate by these numbers, and write these names.
bool plausible(const LayerInfo& layer) {
  constexpr std::int64_t kMostUnits = std::int64_t{1} << 28;
  for (const std::int64_t size : layer.weightShape)
    if (size < 0 || size > kMostUnits) return false;
  if (steersTerminal(layer.name) || steersTerminal(layer.kind) || !isUtf8(layer.name) || !isUtf8(layer.kind))
    return false;
  return layer.depth >= 0 && layer.height > 0 && layer.width > 0 && layer.height <= kMostUnits &&
         layer.width <= kMostUnits && layer.units <= kMostUnits && layer.height * layer.width == layer.units;
}

}  // namespace

std::string formatLayers(const std::vector<LayerInfo>& layers) {
  Json json = Json::array();
  for (const LayerInfo& layer : layers)
    json.push_back(Json{{"name", layer.name},
                        {"kind", layer.kind},
                        {"units", layer.units},
                        {"sheet", {layer.height, layer.width}},
                        {"depth", layer.depth},
                        {"weight_shape", layer.weightShape},
                        {"topo", layer.topo}});
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::vector<LayerInfo> parseLayers(std::string_view text, const std::string& sourceName) {
  const UserError damaged("Cannot read " + sourceName + ": it is no list of layers; train --resume writes it anew.");
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_array()) throw damaged;
  std::vector<LayerInfo> layers;
  try {
    for (const Json& row : json) layers.push_back(layerFrom(row));
  } catch (const Json::exception&) {
    throw damaged;
  }
  for (const LayerInfo& layer : layers)
    if (!plausible(layer)) throw damaged;
  return layers;
}

}  // namespace studio
