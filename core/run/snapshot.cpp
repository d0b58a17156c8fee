// Layers and snapshots as the folder of a run stores them (snapshot.h).
#include "core/run/snapshot.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "core/run/error.h"
#include "core/run/npy.h"
#include "core/run/printable_text.h"
#include "core/run/scalars.h"
#include "core/run/zip_archive.h"

namespace studio {

std::size_t quantityKind(std::string_view quantity) {
  return quantity == kCosineQuantity ? 0 : quantity == kNormQuantity ? 1 : 2;
}

// [{"name", "kind", "units", "sheet": [height, width], "depth", "weight_shape", "topo"}]

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
  if (hasControlCharacters(layer.name) || hasControlCharacters(layer.kind) || !isUtf8(layer.name) ||
      !isUtf8(layer.kind))
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
  const UserError damaged("Cannot read " + sourceName + ": it is no list of layers; train --resume writes it again.");
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

// The step itself is in the file's name; _meta/steps marks maps that were measured earlier than their snapshot.

namespace {

const std::string kEpoch = "_meta/epoch", kSteps = "_meta/steps", kProbeStep = "_meta/probe_step",
                  kSmoothness = "smoothness", kDimensionality = "dimensionality";

LayerScore& findScore(Snapshot& snapshot, const std::string& layer) {
  for (LayerScore& score : snapshot.scores)
    if (score.layer == layer) return score;
  snapshot.scores.push_back({layer, kUndefined, kUndefined});
  return snapshot.scores.back();
}

/// A single number, which no map is.
void takeScore(Snapshot& snapshot, const std::string& layer, const std::string& quantity, double value) {
  if (quantity == kSmoothness) findScore(snapshot, layer).smoothness = value;
  if (quantity == kDimensionality) findScore(snapshot, layer).dimensionality = value;
}

bool isEarlier(double measured, std::int64_t step) { return measured >= 0 && measured < double(step); }

/// Older programs stored the values of an earlier step where the probe had no time: under this step there are none.
void takeUnmeasured(SheetMap& map, double measured) {
  map.step = static_cast<std::int64_t>(measured);
  std::fill(map.values.begin(), map.values.end(), static_cast<float>(kUndefined));
}

}  // namespace

std::string formatMaps(const Snapshot& snapshot) {
  NpzArrays arrays;
  std::vector<std::int64_t> steps;
  for (const SheetMap& map : snapshot.maps) {
    if (static_cast<std::int64_t>(map.values.size()) != map.height * map.width)
      throw std::logic_error("map " + map.layer + "/" + map.quantity + " has not one value a unit");
    arrays.emplace_back(map.layer + "/" + map.quantity, NpyArray::from(map.values, {map.height, map.width}));
    steps.push_back(map.step);
  }
  const auto count = static_cast<std::int64_t>(steps.size());
  for (const LayerScore& score : snapshot.scores) {
    arrays.emplace_back(score.layer + "/" + kSmoothness, NpyArray::from(std::vector<double>{score.smoothness}, {}));
    arrays.emplace_back(score.layer + "/" + kDimensionality,
                        NpyArray::from(std::vector<double>{score.dimensionality}, {}));
  }
  if (!snapshot.scores.empty())
    arrays.emplace_back(kProbeStep, NpyArray::from(std::vector<std::int64_t>{snapshot.probeStep}, {}));
  arrays.emplace_back(kEpoch, NpyArray::from(std::vector<double>{snapshot.epoch}, {}));
  arrays.emplace_back(kSteps, NpyArray::from(steps, {count}));
  return formatNpz(arrays);
}

Snapshot parseMaps(std::string_view bytes, const std::filesystem::path& file, std::int64_t step) {
  Snapshot snapshot;
  snapshot.step = step;
  std::vector<double> steps;
  for (const auto& [name, array] : parseNpz(bytes, file)) {
    const std::size_t slash = name.find('/');
    if (name == kEpoch && array.count() == 1) snapshot.epoch = array.asDoubles().front();
    if (name == kSteps) steps = array.asDoubles();
    if (name == kProbeStep && array.count() == 1)
      snapshot.probeStep = static_cast<std::int64_t>(array.asDoubles().front());
    if (!name.starts_with("_meta/") && slash != std::string::npos && array.shape.empty() && array.count() == 1)
      takeScore(snapshot, name.substr(0, slash), name.substr(slash + 1), array.asDoubles().front());
    if (name.starts_with("_meta/") || slash == std::string::npos || array.shape.size() != 2 || array.count() == 0)
      continue;
    snapshot.maps.push_back(
        {name.substr(0, slash), name.substr(slash + 1), array.shape[0], array.shape[1], step, array.asFloats()});
  }
  if (steps.size() == snapshot.maps.size())
    for (std::size_t i = 0; i < steps.size(); ++i)
      if (isEarlier(steps[i], step)) takeUnmeasured(snapshot.maps[i], steps[i]);
  if (snapshot.probeStep != step) snapshot.scores.clear();
  return snapshot;
}

namespace {

constexpr std::string_view kNpyEnding = ".npy";

/// A score is a single number beside the maps: 8 bytes behind a header of at most 192.
bool isScore(const ZipEntry& entry, std::string_view quantity) {
  return (quantity == kSmoothness || quantity == kDimensionality) && entry.size <= 200;
}

/// LAYER/QUANTITY of each entry that is a map, in the archive's order.
std::vector<std::string> listMaps(const ZipReader& archive) {
  std::vector<std::string> names;
  for (const ZipEntry& entry : archive.entries()) {
    const std::string_view name = entry.name;
    const std::size_t slash = name.find('/');
    if (!name.ends_with(kNpyEnding) || name.starts_with("_meta/") || slash == std::string_view::npos) continue;
    const std::string_view array = name.substr(0, name.size() - kNpyEnding.size());
    if (!isScore(entry, array.substr(slash + 1))) names.emplace_back(array);
  }
  return names;
}

}  // namespace

std::vector<std::string> readMeasuredMaps(std::string_view bytes, const std::filesystem::path& file,
                                          std::int64_t step) {
  ZipReader archive(bytes, file);
  std::vector<std::string> names = listMaps(archive), measured;
  std::vector<double> steps;
  if (const ZipEntry* entry = archive.find(kSteps + std::string(kNpyEnding)))
    steps = parseNpy(archive.read(*entry), file.string() + ": " + kSteps).asDoubles();
  for (std::size_t i = 0; i < names.size(); ++i)
    if (steps.size() != names.size() || !isEarlier(steps[i], step)) measured.push_back(std::move(names[i]));
  std::sort(measured.begin(), measured.end());
  return measured;
}

}  // namespace studio
