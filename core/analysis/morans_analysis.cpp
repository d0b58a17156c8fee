// Moran's I of each contrast's map, with its p by permutation (science.md 2.4).
#include "topo/map_measures.h"

#include <cmath>

#include "core/analysis/analyses.h"

namespace studio {
namespace {

void addMorans(const std::string& layer, const std::string& contrast, const torch::Tensor& map,
               const AnalysisSettings& settings, Result& result) {
  MoranOptions options;
  options.permutations = std::int64_t(settings.number("permutations"));
  options.seed = std::uint64_t(settings.number("seed"));
  const auto morans = moransI(map, options);
  result.table("").add(
      {{"layer", layer}, {"contrast", contrast}, {"i", morans.i}, {"expected", morans.expected}, {"p", morans.p}});
}

void analyseMorans(AnalysisTask& work, Result& result) {
  for (std::size_t i = 0; i < work.groups().contrasts.size(); ++i)
    addMorans(work.layer().layer, work.groups().contrasts[i].name, work.map(i), work.settings(), result);
}

/// Of no contrast.
void moransOfMap(const torch::Tensor& map, const AnalysisSettings& settings, Result& result) {
  addMorans(kMapLayer, "", map, settings, result);
}

/// Mean over all layers and contrasts that have a value.
std::string moransSummary(const NetworkAnalysis&, const Result& result) {
  std::vector<double> values;
  const Table* table = result.find("");
  for (std::size_t row = 0; table && row < table->rows(); ++row)
    if (const double i = table->number(row, "i"); std::isfinite(i)) values.push_back(i);
  return values.empty() ? "Undefined"
                        : fixedText(meanOfDefined(values), 2) + ", mean of " + std::to_string(values.size()) +
                              (values.size() == 1 ? " map" : " maps");
}

}  // namespace

AnalysisEntry moransAnalysis() {
  AnalysisKind kind{
      .name = "morans-i", .title = "Moran's I", .contrasts = true, .ofMaps = true, .summary = moransSummary};
  kind.choices = {statisticChoice(), permutationsChoice(), seedChoice()};
  kind.columns = {{"", "i", "Moran's I"}, {"", "expected", "expected", 3}, {"", "p", "p", 3}};
  kind.means = {{"", "i", "i"}};
  return {.kind = kind, .layer = analyseMorans, .map = moransOfMap};
}

}  // namespace studio
