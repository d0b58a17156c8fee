// How alike the maps of two contrasts are: Pearson, Spearman and SSIM side by side (science.md 4.6), for each pair.
#include "topo/map_similarity.h"

#include "core/analysis/analyses.h"

namespace studio {

void analyseSimilarity(AnalysisWork& work, LayerAnalysis& found) {
  SsimOptions options;
  options.window = work.settings().window;
  const auto& contrasts = work.groups().contrasts;
  for (std::size_t a = 0; a < contrasts.size(); ++a)
    for (std::size_t b = a + 1; b < contrasts.size(); ++b) {
      const auto alike = mapSimilarity(work.map(a), work.map(b), options);
      found.similarity.push_back({contrasts[a].name, contrasts[b].name, alike.pearson, alike.ssim, alike.spearman});
    }
}

}  // namespace studio
