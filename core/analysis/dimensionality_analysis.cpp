// Effective dimensionality of the responses: the participation ratio of their covariance (science.md 3).
#include "topo/dimensionality.h"

#include <torch/utils.h>

#include "core/analysis/analyses.h"

namespace studio {
namespace {

/// Features without those that have a value which is not finite: one such unit would leave nothing defined.
torch::Tensor finiteFeatures(const torch::Tensor& features) {
  const auto finite = features.isfinite().all(0);   // [features]
  return finite.all().item<bool>() ? features : features.index_select(1, finite.nonzero().squeeze(1));
}

}  // namespace

void analyseDimensionality(AnalysisWork& work, LayerAnalysis& found) {
  const auto& layer = work.layer();
  const auto features = finiteFeatures(layer.pooled.defined() ? layer.pooled : layer.units);   // [stimuli, features]
  found.dimensionality = DimensionalityFound{effectiveDimensionality(features), features.size(0), features.size(1)};
}

}  // namespace studio
