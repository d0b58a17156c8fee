#include "core/run/analysis_maps.h"

#include <algorithm>
#include <sstream>

#include "core/run/analysis_store.h"
#include "core/run/atomic_file.h"
#include "core/run/disk_error.h"
#include "core/run/error.h"
#include "core/run/npy.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

/// Quantities that this analysis has a map of in each layer.
std::vector<std::string> quantitiesOf(const std::string& analysis, const std::vector<Contrast>& contrasts) {
  std::vector<std::string> quantities;
  if (analysis == "orientation") quantities = {"preferred_degrees", "circular_variance"};
  if (analysis == "selectivity")
    for (const Contrast& contrast : contrasts)
      for (const char* statistic : {".t", ".welch_t", ".d_prime"}) quantities.push_back(contrast.name + statistic);
  return quantities;
}

fs::path fileOf(const fs::path& folder, const std::string& layer, const std::string& quantity) { return folder / (mapFileName(layer, quantity) + ".npy"); }

std::string lines(const std::vector<std::string>& names) {
  std::string text;
  for (std::string name : names) {
    std::replace(name.begin(), name.end(), '\n', ' ');
    text += name + "\n";
  }
  return text;
}

void readStrongest(const fs::path& folder, const LayerAnalysis& layer, NetworkAnalysis& found) {
  std::error_code none;
  const auto file = fileOf(folder, layer.layer, "strongest");
  if (!fs::is_regular_file(file, none)) return;
  const NpyArray array = readNpy(file);
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

void writeAnalysisMaps(const fs::path& folder, const std::string& analysis, const NetworkAnalysis& found) {
  std::error_code error;
  fs::remove_all(folder, error);
  const auto quantities = quantitiesOf(analysis, found.contrasts);
  if (quantities.empty()) return;
  fs::create_directories(folder, error);
  if (error) throwWriteError(folder, error.value());
  for (const SheetMap& map : found.maps)
    if (std::find(quantities.begin(), quantities.end(), map.quantity) != quantities.end())
      writeNpy(fileOf(folder, map.layer, map.quantity), NpyArray::from(map.values, {map.height, map.width}));
  if (analysis != "selectivity") return;
  for (const StrongestStimuli& each : found.strongest)
    writeNpy(fileOf(folder, each.layer, "strongest"),
             NpyArray::from(std::vector<std::int64_t>(each.indices.begin(), each.indices.end()), {std::int64_t(each.indices.size()) / each.each, each.each}));
  if (!found.stimulusNames.empty()) writeFileAtomically(folder / "stimuli.txt", lines(found.stimulusNames));
}

void readAnalysisMaps(const fs::path& folder, const std::string& analysis, NetworkAnalysis& found) {
  std::error_code none;
  for (const LayerAnalysis& layer : found.layers) {
    for (const std::string& quantity : quantitiesOf(analysis, found.contrasts)) {
      const auto file = fileOf(folder, layer.layer, quantity);
      if (!fs::is_regular_file(file, none)) continue;
      const NpyArray array = readNpy(file);
      if (array.shape != std::vector<std::int64_t>{layer.height, layer.width}) throw UserError(file.string() + " is not the size of its sheet; delete it.");
      found.maps.push_back({layer.layer, quantity, layer.height, layer.width, std::max<std::int64_t>(0, found.step), array.asFloats()});
    }
    if (analysis == "selectivity") readStrongest(folder, layer, found);
  }
  if (analysis != "selectivity" || !fs::is_regular_file(folder / "stimuli.txt", none)) return;
  std::istringstream names(readFile(folder / "stimuli.txt"));
  for (std::string name; std::getline(names, name);) found.stimulusNames.push_back(name);
}

}  // namespace studio
