#include "core/analysis/analyses.h"

#include "core/run/error.h"
#include "core/run/nearest_name.h"

namespace studio {

const std::vector<AnalysisEntry>& analyses() {
  static const std::vector<AnalysisEntry> table = {
      {"selectivity", "Selectivity", true, false, analyseSelectivity, finishSelectivity},
      {"smoothness", "Smoothness", false, false, analyseSmoothness, nullptr},
      {"dimensionality", "Dimensionality", false, false, analyseDimensionality, nullptr},
      {"similarity", "Similarity of maps", true, false, analyseSimilarity, nullptr},
      {"patches", "Patches", true, false, analysePatches, nullptr},
      {"morans-i", "Moran's I", true, false, analyseMorans, nullptr},
      {"orientation", "Orientation", false, true, analyseOrientation, nullptr},
  };
  return table;
}

const AnalysisEntry& findAnalysis(const std::string& name) {
  std::vector<std::string> names;
  for (const auto& entry : analyses()) {
    if (entry.name == name) return entry;
    names.emplace_back(entry.name);
  }
  const auto meant = suggestion(name, names);
  if (!meant.empty()) throw UserError("There is no analysis \"" + name + "\"" + meant);
  std::string all;
  for (const auto& each : names) all += (all.empty() ? "" : ", ") + each;
  throw UserError("There is no analysis \"" + name + "\"; there are " + all + ".");
}

}  // namespace studio
