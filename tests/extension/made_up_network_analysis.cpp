// A made-up analysis of a whole network: what is left of its accuracy without one layer after the other. All that the
// program knows of it stands here.
#include <torch/types.h>

#include "core/analysis/analyses.h"

namespace studio {
namespace {

void analyseSilence(NetworkTask& work, Result& result) {
  const torch::NoGradGuard noGrad;
  for (const LayerInfo& layer : work.layers()) {
    auto weight = work.model().layerWeight(layer.name);
    const auto before = weight.clone();
    weight.zero_();
    result.table("rows", false).add({{"without", layer.name}, {"accuracy", work.evaluate().accuracy}});
    weight.copy_(before);
  }
  result.table("").add({{"layers_silenced", std::int64_t(work.layers().size())}});
}

std::int64_t silencePasses(const AnalysisSettings&) { return 1; }

std::string silenceSummary(const NetworkAnalysis&, const Result& result) {
  return fixedText(result.number("", {}, "layers_silenced"), 0) + " layers silenced";
}

}  // namespace

AnalysisEntry silenceAnalysis() {
  AnalysisKind kind{.name = "silence", .title = "Silenced layers", .ofNetwork = true, .summary = silenceSummary};
  kind.columns = {{"rows", "accuracy", "Accuracy"}, {"", "layers_silenced", "Silenced", 0}};
  kind.means = {{"", "layers_silenced", "layers_silenced"}};
  return {.kind = kind, .network = analyseSilence, .passes = silencePasses};
}

}  // namespace studio
