// Moran's I of each contrast's map, with its p by permutation (science.md 2.4).
#include "topo/morans_i.h"

#include "core/analysis/analyses.h"

namespace studio {

void analyseMorans(AnalysisWork& work, LayerAnalysis& found) {
  MoranOptions options;
  options.permutations = work.settings().permutations;
  options.seed = work.settings().seed;
  for (std::size_t i = 0; i < work.groups().contrasts.size(); ++i) {
    const auto morans = moransI(work.map(i), options);
    contrastIn(found, work.groups().contrasts[i].name).morans = MoransFound{morans.i, morans.expected, morans.p};
  }
}

}  // namespace studio
