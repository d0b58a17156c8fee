// Patches of selective units: connected regions of the smoothed map above a threshold (science.md 4.5).
#include "topo/patches.h"

#include "core/analysis/analyses.h"

namespace studio {

void analysePatches(AnalysisWork& work, LayerAnalysis& found) {
  const auto& settings = work.settings();
  for (std::size_t i = 0; i < work.groups().contrasts.size(); ++i) {
    const auto result = findPatches(work.map(i), {settings.sigma, settings.threshold, settings.smallestPatch});
    auto& patches = contrastIn(found, work.groups().contrasts[i].name).patches.emplace();
    patches.areaFraction = result.areaFraction;
    for (const auto& patch : result.patches) patches.patches.push_back({patch.units, patch.peak, patch.row, patch.column});
  }
}

}  // namespace studio
