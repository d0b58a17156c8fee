// Effective dimensionality of the responses: the participation ratio of their covariance (science.md 3).
#include "topo/dimensionality.h"

#include <torch/utils.h>

#include <cmath>

#include "core/analysis/analyses.h"

namespace studio {
namespace {

/// Features without those that have a value which is not finite: one such unit would leave nothing defined.
torch::Tensor finiteFeatures(const torch::Tensor& features) {
  const auto finite = features.isfinite().all(0);  // [features]
  return finite.all().item<bool>() ? features : features.index_select(1, finite.nonzero().squeeze(1));
}

void analyseDimensionality(AnalysisWork& work, Result& result) {
  const auto& layer = work.layer();
  const auto features = finiteFeatures(layer.pooled.defined() ? layer.pooled : layer.units);  // [stimuli, features]
  result.table("").add({{"layer", layer.layer},
                        {"effective_dimensionality", effectiveDimensionality(features)},
                        {"stimuli", features.size(0)},
                        {"units", layer.units.size(1)},
                        {"features", features.size(1)}});
}

std::string dimensionalitySummary(const NetworkAnalysis& found, const Result&) {
  const double mean = found.mean("dimensionality", "effective_dimensionality");
  return (std::isfinite(mean) ? decimalsText(mean, 1) : "Undefined") + ", from " + std::to_string(found.stimuliCount) +
         " images";
}

}  // namespace

AnalysisEntry dimensionalityAnalysis() {
  AnalysisKind kind{.name = "dimensionality", .title = "Dimensionality", .summary = dimensionalitySummary};
  kind.choices = {{.key = "pooling",
                   .option = "--pooling",
                   .label = "Pooling",
                   .help = "mean or max over space, or flatten",
                   .kind = FieldKind::Choice,
                   .initial = std::string("mean"),
                   .choices = {"mean", "max", "flatten"},
                   .titles = {"Mean over space", "Largest over space", "Every place"}}};
  kind.columns = {{"", "effective_dimensionality", "Dimensionality", 1}};
  kind.means = {{"", "effective_dimensionality", "effective_dimensionality"}};
  return {.kind = kind, .layer = analyseDimensionality, .pools = true};
}

}  // namespace studio
