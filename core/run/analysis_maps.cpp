#include "core/run/analysis_maps.h"

#include <algorithm>
#include <sstream>

#include "core/run/analysis_store.h"
#include "core/run/error.h"
#include "core/run/npy.h"

namespace studio {
namespace {

/// Quantities that this analysis has a map of in each layer.
std::vector<std::string> quantitiesOf(const std::string& analysis, const std::vector<Contrast>& contrasts) {
  std::vector<std::string> quantities;
  if (analysis == "orientation") quantities = {"preferred_degrees", "circular_variance"};
  if (analysis == "selectivity")
    for (const Contrast& contrast : contrasts)
      for (const char* statistic : {".t", ".welch_t", ".d_prime"}) quantities.push_back(contrast.name + statistic);
  return quantities;
}

constexpr std::size_t kMostBytes = std::size_t{1} << 32;

std::string fileOf(const std::string& layer, const std::string& quantity) { return mapFileName(layer, quantity) + ".npy"; }
NpyArray readArray(const HeldFolder& folder, const std::string& file) { return parseNpy(folder.read(file, kMostBytes), (folder.path() / file).string()); }
void writeArray(const HeldFolder& folder, const std::string& file, const NpyArray& array) { folder.write(file, formatNpy(array)); }

std::string lines(const std::vector<std::string>& names) {
  std::string text;
  for (std::string name : names) {
    std::replace(name.begin(), name.end(), '\n', ' ');
    text += name + "\n";
  }
  return text;
}

void readStrongest(const HeldFolder& folder, const LayerAnalysis& layer, NetworkAnalysis& found) {
  const auto name = fileOf(layer.layer, "strongest");
  if (!folder.hasFile(name)) return;
  const NpyArray array = readArray(folder, name);
  const auto file = folder.path() / name;
  if (array.shape.size() != 2 || array.shape[0] != layer.units) throw UserError(file.string() + " has not one row a unit; delete it.");
  StrongestStimuli strongest{layer.layer, array.shape[1], {}};
  for (const double index : array.asDoubles()) {
    if (!(index >= 0 && index < double(found.stimuliCount))) throw UserError(file.string() + " names a stimulus that there is not; delete it.");
    strongest.indices.push_back(static_cast<std::int32_t>(index));
  }
  found.strongest.push_back(std::move(strongest));
}

}  // namespace

std::string mapFileName(const std::string& layer, const std::string& quantity) {
  std::string name = layer + "." + quantity;
  for (char& c : name)
    if (c == '/' || c == '\\' || static_cast<unsigned char>(c) < 32) c = '_';
  return name.size() <= 200 ? name : name.substr(0, 200);
}

void writeAnalysisMaps(const HeldFolder& results, const std::string& name, const std::string& analysis, const NetworkAnalysis& found) {
  results.removeAll(name);
  const auto quantities = quantitiesOf(analysis, found.contrasts);
  if (quantities.empty()) return;
  const HeldFolder folder = results.make(name);
  for (const SheetMap& map : found.maps)
    if (std::find(quantities.begin(), quantities.end(), map.quantity) != quantities.end())
      writeArray(folder, fileOf(map.layer, map.quantity), NpyArray::from(map.values, {map.height, map.width}));
  if (analysis != "selectivity") return;
  for (const StrongestStimuli& each : found.strongest)
    writeArray(folder, fileOf(each.layer, "strongest"),
               NpyArray::from(std::vector<std::int64_t>(each.indices.begin(), each.indices.end()), {std::int64_t(each.indices.size()) / each.each, each.each}));
  if (!found.stimulusNames.empty()) folder.write("stimuli.txt", lines(found.stimulusNames));
}

void readAnalysisMaps(const HeldFolder& results, const std::string& name, const std::string& analysis, NetworkAnalysis& found) {
  if (quantitiesOf(analysis, found.contrasts).empty()) return;
  const auto folder = results.find(name);
  if (!folder) return;
  for (const LayerAnalysis& layer : found.layers) {
    for (const std::string& quantity : quantitiesOf(analysis, found.contrasts)) {
      const auto file = fileOf(layer.layer, quantity);
      if (!folder->hasFile(file)) continue;
      const NpyArray array = readArray(*folder, file);
      if (array.shape != std::vector<std::int64_t>{layer.height, layer.width})
        throw UserError((folder->path() / file).string() + " is not the size of its sheet; delete it.");
      found.maps.push_back({layer.layer, quantity, layer.height, layer.width, std::max<std::int64_t>(0, found.step), array.asFloats()});
    }
    if (analysis == "selectivity") readStrongest(*folder, layer, found);
  }
  if (analysis != "selectivity" || !folder->hasFile("stimuli.txt")) return;
  std::istringstream names(folder->read("stimuli.txt", kMostBytes));
  for (std::string each; std::getline(names, each);) found.stimulusNames.push_back(each);
}

}  // namespace studio
